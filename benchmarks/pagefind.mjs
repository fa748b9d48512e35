// node pagefind.mjs FOLDER QUERIES.json RUN.json: what Pagefind answers, asked through its own interface.
// FOLDER is what `npx pagefind --site SITE --glob 'items/**/*.html' --force-language zh --output-path FOLDER` wrote over
// the pages of a catalog. RUN.json is for score.py; printed are the bytes that a first visitor loads for each query.
import fs from 'node:fs';
import path from 'node:path';

const [folder, queries, run] = process.argv.slice(2);
const HOST = 'http://pages.invalid/';
const MOST = 10;
let bytes = 0;

globalThis.window = globalThis;
globalThis.location = { href: HOST, origin: HOST };
globalThis.document = { querySelector: () => ({ getAttribute: () => 'zh' }), currentScript: null };
globalThis.fetch = async (uri) => {
  const raw = fs.readFileSync(path.join(folder, String(uri).replace(HOST, '').replace(/\?.*$/, '')));
  bytes += raw.length;
  return new Response(raw, { status: 200 });
};

async function started(script) {
  // A new module each time, so that nothing is kept from the query before; the name makes it one.
  const engine = await import('data:text/javascript;base64,' + Buffer.from(script + '//' + Math.random()).toString('base64'));
  await engine.options({ basePath: HOST, baseUrl: '/' });
  await engine.init();
  return engine;
}

async function asked(engine, text) {
  const found = await engine.search(text);
  const pages = await Promise.all(found.results.slice(0, MOST).map((one) => one.data()));
  return pages.map((one) => path.basename(one.url).replace(/\.html.*$/, ''));
}

const script = fs.readFileSync(path.join(folder, 'pagefind.js'), 'utf8');
const answers = {};
const loaded = [];
for (const query of JSON.parse(fs.readFileSync(queries, 'utf8'))) {
  bytes = script.length;
  answers[query.qid] = await asked(await started(script), query.text);
  loaded.push(bytes);
}
loaded.sort((one, other) => one - other);
fs.writeFileSync(run, JSON.stringify(answers));
console.log('bytes of a first query: median', loaded[loaded.length >> 1], 'most', loaded[loaded.length - 1]);
