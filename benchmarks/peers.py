"""``python benchmarks/peers.py N [--hugo HUGO] [--npm FOLDER] [--mkdocs]``: others writing the same pages.

Our site of N made-up items is built once, with nothing kept. Its pages then become the others' sources: the inside of
``<main>`` is the content, what stands around it the one layout, so that they write the same bytes as well as they can:
no lists, feeds or maps are asked of them, no checks, no data files, no search. HUGO is the program of the PyPI package
``hugo``; FOLDER holds ``node_modules`` with ``@11ty/eleventy`` and ``pagefind``. What is not given is left out.
"""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

# Started as a script, Python knows only this folder.
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks import measure

HERE = Path(__file__).resolve().parent
_BEGIN, _END = "<main", "</main>"


def parts(page: str) -> tuple[str, str, str]:
    """What stands before the content of a page, the content, what follows."""
    start = page.index(">", page.index(_BEGIN)) + 1
    end = page.rindex(_END)
    return page[:start], page[start:end], page[end:]


def pages(site: Path) -> Iterator[tuple[str, str]]:
    """Each page of a site that has content: its place, its text."""
    for path in sorted(site.rglob("*.html")):
        text = path.read_text(encoding="utf-8")
        if _BEGIN in text:
            yield path.relative_to(site).as_posix(), text


def hugo(site: Path, folder: Path, program: Path) -> list[str]:
    """Sources for Hugo, and how it is called."""
    before, _, after = parts((site / "domains/index.html").read_text(encoding="utf-8"))
    layout = f"{before}{{{{ .Content }}}}{after}"
    _write(folder / "layouts/_default/single.html", layout)
    _write(folder / "layouts/_default/list.html", layout)
    kinds = ["taxonomy", "term", "rss", "sitemap", "robotstxt", "404", "section", "home"]
    _write(
        folder / "hugo.json",
        json.dumps({"baseURL": "/", "uglyURLs": True, "disableKinds": kinds, "security": {"allowContent": [".*"]}}),
    )
    for uri, text in pages(site):
        head = json.dumps({"title": uri, "url": f"/{uri}"}, indent=1)
        _write(folder / "content" / uri.replace("index.html", "list-of.html"), f"{head}\n{parts(text)[1]}")
    return [str(program), "--quiet", "--source", str(folder), "--destination", str(folder / "out")]


def eleventy(site: Path, folder: Path, npm: Path) -> list[str]:
    """Sources for Eleventy, and how it is called: content is taken as it is, one layout is filled in."""
    before, _, after = parts((site / "domains/index.html").read_text(encoding="utf-8"))
    _write(folder / "_includes/page.njk", f"{before}{{{{ content | safe }}}}{after}")
    for uri, text in pages(site):
        _write(folder / uri, f'---\nlayout: page.njk\npermalink: "{uri}"\n---\n{parts(text)[1]}')
    _write(folder / "eleventy.config.cjs", "module.exports = () => ({ htmlTemplateEngine: false })\n")
    call = ["node", str(npm / "node_modules/@11ty/eleventy/cmd.cjs"), "--quiet", f"--input={folder}"]
    return [*call, f"--config={folder / 'eleventy.config.cjs'}", f"--output={folder / 'out'}"]


def mkdocs(site: Path, folder: Path) -> list[str]:
    """Sources for MkDocs with Material and its search; the items are kept out of its navigation, which is slow."""
    for uri, text in pages(site):
        _write(folder / "docs" / uri.replace(".html", ".md"), f"# {uri}\n\n<div>{parts(text)[1]}</div>\n")
    settings = {
        "site_name": "pages",
        "theme": {"name": "material", "language": "zh"},
        "plugins": ["search"],
        "use_directory_urls": False,
        "nav": [{"index": "index.md"}],
        "not_in_nav": "*",
        "validation": {"links": {"not_found": "ignore", "unrecognized_links": "ignore", "absolute_links": "ignore"}},
    }
    _write(folder / "mkdocs.yml", json.dumps(settings))
    return [sys.executable, "-m", "mkdocs", "build", "--quiet", "--config-file", str(folder / "mkdocs.yml")]


def pagefind(site: Path, folder: Path, npm: Path) -> list[str]:
    """How Pagefind is called to index our item pages."""
    call = ["node", str(npm / "node_modules/pagefind/lib/runner/bin.cjs"), "--site", str(site)]
    return [*call, "--glob", "items/**/*.html", "--force-language", "zh", "--output-path", str(folder / "out")]


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def main() -> None:
    """Read the command line, measure, print a table with ratios."""
    parser = argparse.ArgumentParser(description="Measure others writing the pages of a made-up catalog.")
    parser.add_argument("items", type=int)
    parser.add_argument("--hugo", type=Path)
    parser.add_argument("--npm", type=Path)
    parser.add_argument("--mkdocs", action="store_true")
    parser.add_argument("--runs", type=int, default=1)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as made:
        top = Path(made)
        project, site = top / "project", top / "project" / "site"
        generate = [sys.executable, str(HERE / "generate.py"), str(given.items), str(project)]
        subprocess.run(generate, check=True, stdout=subprocess.DEVNULL)
        found = {"zwgk build": [_ours(project, site) for _ in range(given.runs)]}
        calls = {}
        if given.hugo:
            calls["Hugo"] = hugo(site, top / "hugo", given.hugo)
        if given.npm:
            calls["Eleventy"] = eleventy(site, top / "eleventy", given.npm)
            calls["Pagefind, indexing alone"] = pagefind(site, top / "pagefind", given.npm)
        if given.mkdocs:
            calls["MkDocs and Material with search"] = mkdocs(site, top / "mkdocs")
        for name, call in calls.items():
            found[name] = [measure.run(call) for _ in range(given.runs)]
            print(f"{name}: {found[name][-1][0]:.1f} s", file=sys.stderr, flush=True)
        size = sum(path.stat().st_size for path in site.rglob("*.html")) / 2**20
    ours = measure.Cost.of(found["zwgk build"])
    print(f"{given.items:,} items, {size:.0f} MiB of HTML\n\n| | Wall s | CPU s | Peak MiB | ours / theirs |")
    print("| --- | ---: | ---: | ---: | ---: |")
    for name, runs in found.items():
        cost = measure.Cost.of(runs)
        memory = f"{cost.memory / 2**20:.0f}"
        print(f"| {name} | {cost.wall:.1f} | {cost.cpu:.1f} | {memory} | {ours.wall / cost.wall:.2f} |")


def _ours(project: Path, site: Path) -> tuple[float, float, int]:
    shutil.rmtree(site, ignore_errors=True)
    return measure.run(measure.zwgk(project, "build"))


if __name__ == "__main__":
    main()
