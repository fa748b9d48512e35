"""The markup of every page: two checkers, headings to link to, links that lead everywhere, and what it all weighs."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from html.parser import HTMLParser
from pathlib import Path
from posixpath import dirname, join, normpath
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest
from playwright.sync_api import Browser, Response

from build_tools.cli import main
from tests.browser.chromium import rest, showing
from tests.browser.kinds import kinds, poorest
from tests.catalogs import Files, base
from tests.conftest import CI, repository

HERE = Path(__file__).parent
ITEM_HTML = 30_000
ITEM_ALL = 120_000
OURS = re.compile(r"external \w+ “(?!//)[^”:]*” blocked|image “(?!//)[^”:]*” blocked")
"""The checker reads from the disk, where no address is the site's own: what it takes for a breach of the policy."""
EVERY = 5


class Reader(HTMLParser):
    """What one page offers: the ids and words of its headings, its links, how often each id stands in it."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.headings: list[tuple[str, str, str]] = []
        self.links: list[str] = []
        self.ids: list[str] = []
        self._open: list[Any] | None = None
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note links, ids and the beginning of a heading."""
        given = {key: value or "" for key, value in attrs}
        if "id" in given:
            self.ids.append(given["id"])
        if tag in ("a", "form") and (link := given.get("href") or given.get("action")):
            self.links.append(link)
        if tag in ("h1", "h2", "h3"):
            self._open = [tag, given.get("id", ""), ""]

    def handle_data(self, data: str) -> None:
        """Words of an open heading."""
        if self._open:
            self._open[2] += data

    def handle_endtag(self, tag: str) -> None:
        """A heading is complete."""
        if self._open and tag == self._open[0]:
            self.headings.append((tag, self._open[1], " ".join(self._open[2].split())))
            self._open = None


@pytest.fixture(scope="session")
def pages(published: Path) -> dict[str, Reader]:
    """Every page of the site, read."""
    return {
        path.relative_to(published).as_posix(): Reader(path.read_text(encoding="utf-8"))
        for path in sorted(published.rglob("*.html"))
    }


def told(counted: dict[str, list[str]]) -> str:
    """Each complaint once, how often, and where first."""
    return "\n".join(f"{len(where)}× {said}; first {where[0]}" for said, where in sorted(counted.items()))


def test_the_nu_checker_finds_nothing(published: Path, tools: Path) -> None:
    if shutil.which("java") is None:
        assert not CI, "no java"
        pytest.skip("needs java")
    jar = tools / "vnu-jar" / "build" / "dist" / "vnu.jar"
    command = ["java", "-Xss2m", "-jar", str(jar), "--format", "json", "--exit-zero-always", "--stdout"]
    done = subprocess.run([*command, "--skip-non-html", str(published)], capture_output=True, check=True)
    counted: dict[str, list[str]] = {}
    for one in json.loads(done.stdout)["messages"]:
        if (one["type"] != "info" or one.get("subType") == "warning") and not OURS.search(one["message"]):
            counted.setdefault(one["message"][:200], []).append(f"{one['url'][-60:]}:{one.get('lastLine')}")
    assert not counted, told(counted)


def test_html_validate_finds_nothing(published: Path, tools: Path, tmp_path: Path) -> None:
    """The slower checker: every kind of page, the poorest ones, and every fifth of all others."""
    all_ = sorted(path.relative_to(published).as_posix() for path in published.rglob("*.html"))
    chosen = sorted({*kinds(published), *poorest(published), *all_[::EVERY]})
    out = tmp_path / "said.json"
    script = tools / "html-validate" / "bin" / "html-validate.mjs"
    command = ["node", str(script), "--config", str(HERE / "htmlvalidate.mjs"), "--formatter", f"json={out}"]
    subprocess.run([*command, *chosen], cwd=published, capture_output=True, check=False)
    counted: dict[str, list[str]] = {}
    for file in json.loads(out.read_text(encoding="utf-8")):
        for one in file["messages"]:
            where = f"{file['filePath'][-60:]}:{one['line']}"
            counted.setdefault(f"{one['ruleId']}: {one['message'][:120]}", []).append(where)
    assert not counted, told(counted)


def test_every_heading_can_be_linked_to(pages: dict[str, Reader]) -> None:
    wrong = []
    for path, page in pages.items():
        for tag, name, words in page.headings:
            if tag != "h1" and not name:
                wrong.append(f"{path}: {tag} “{words}” has no id")
            if name and not re.fullmatch(r"[a-z0-9\u4e00-\u9fff][a-z0-9\u4e00-\u9fff_.-]*", name):
                wrong.append(f"{path}: the id “{name}” is not readable")
            if re.fullmatch(r".*_\d+|_.*|(h|heading|section|id)-?\d+", name):
                wrong.append(f"{path}: the id “{name}” only counts")
        wrong += [f"{path}: the id “{one}” twice" for one in sorted(set(page.ids)) if page.ids.count(one) > 1]
    assert not wrong, f"{len(wrong)}\n" + "\n".join(wrong[:25])


def upside_down(files: Files) -> dict[str, bytes]:
    """The same catalog with the entries of every registry in the other order."""
    turned = dict(files)
    for path, raw in files.items():
        if "/items/" not in path and path.count("/") == 1 and not path.endswith("site.yml"):
            parts = re.split(r"(?m)^(?=[a-z0-9-]+:)", raw.decode("utf-8"))
            turned[path] = "".join(reversed(parts)).encode("utf-8")
    return turned


def anchors(folder: Path, files: Files) -> dict[str, set[tuple[str, str]]]:
    """The headings of every page made from these files, with their ids."""
    made = repository(folder, dict(files))
    assert main(["--project", str(made), "build"]) == 0
    return {
        path.relative_to(made / "site").as_posix(): {
            (name, words) for _, name, words in Reader(path.read_text(encoding="utf-8")).headings if name
        }
        for path in sorted((made / "site").rglob("*.html"))
    }


def test_headings_keep_their_ids_when_the_files_are_reordered(tmp_path: Path) -> None:
    files = base()
    turned = upside_down(files)
    assert turned != files
    assert anchors(tmp_path / "one", files) == anchors(tmp_path / "two", turned)


def test_every_page_is_reached_by_links_without_scripts(pages: dict[str, Reader]) -> None:
    seen = {"index.html"}
    open_ = ["index.html"]
    while open_:
        path = open_.pop()
        for link in pages[path].links:
            parts = urlsplit(link)
            target = normpath(join(dirname(path), unquote(parts.path)))
            if not parts.scheme and not parts.netloc and parts.path and target in pages and target not in seen:
                seen.add(target)
                open_.append(target)
    assert sorted(set(pages) - seen - {"404.html"}) == []


def test_an_item_page_is_light(browser: Browser, published: Path, served: str) -> None:
    items = sorted((published / "items").rglob("*.html"), key=lambda path: path.stat().st_size)
    heavy = [f"{path.name}: {path.stat().st_size}" for path in items if path.stat().st_size > ITEM_HTML]
    assert heavy == []
    loaded: list[Response] = []
    with showing(browser, "light", 1280) as page:
        page.on("response", lambda one: loaded.append(one))
        page.goto(f"{served}/{items[-1].relative_to(published).as_posix()}")
        rest(page)
        weights = {one.url: len(one.body()) for one in loaded}
    assert sum(weights.values()) <= ITEM_ALL, weights
    assert not [url for url in weights if not url.startswith(served)]
