// node search_client.js ENGINE FOLDER < [[text, options], …]: what the browser's engine answers, as JSON.
'use strict';
const fs = require('fs');
const vm = require('vm');

const context = vm.createContext({});
context.window = context;
vm.runInContext(fs.readFileSync(process.argv[2], 'utf8'), context);
let bytes = 0;
context.zwgkSearch.open(process.argv[3] + '/', (uri) => {
  const raw = fs.readFileSync(uri);
  bytes += raw.length;
  vm.runInContext(raw.toString('utf8'), context);
  return Promise.resolve();
});

async function main() {
  const answers = [];
  for (const [text, options] of JSON.parse(fs.readFileSync(0, 'utf8'))) {
    const before = bytes;
    const answer = await context.zwgkSearch.query(text, options);
    answers.push(Object.assign(answer, { bytes: bytes - before, suggested: await context.zwgkSearch.suggest(text, 5) }));
  }
  process.stdout.write(JSON.stringify(answers));
}

main().catch((error) => {
  process.stderr.write(String(error && error.stack));
  process.exit(1);
});
