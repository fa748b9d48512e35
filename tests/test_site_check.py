"""The checker of the built site: faults planted in a site are all found, at their places, and nothing else is."""

from __future__ import annotations

import json
import re
import shutil
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from build_tools.cli import main
from build_tools.diagnostics import Diagnostic
from build_tools.reports import FORMATS
from build_tools.site_check.address import read, within
from build_tools.site_check.data import read_json, read_manifest, read_xml
from build_tools.site_check.found import Reading
from build_tools.site_check.links import Map
from build_tools.site_check.markup import pieces, tag
from build_tools.site_check.page import read_drawing, read_page
from build_tools.site_check.sheet import read_sheet
from build_tools.site_check.site import check_site

PAGE = """<!doctype html>
<html lang="zh">
<head><meta charset="utf-8"><title>{title}</title><link rel="stylesheet" href="sound.css"></head>
<body><h1 id="top-of-page">{title}</h1><p><a href="index.html">一览</a></p>
{fragment}
</body></html>
"""

# « and » stand around the place that is to be told. A fragment is the body of a page of its own.
FRAGMENTS = (
    ("site-broken-link", '<a href="«nowhere.html»">x</a>'),
    ("site-broken-link", "<a href='«./nowhere.html?a=1#b»'>x</a>"),
    ("site-broken-link", "<a href=«nowhere.html»>x</a>"),
    ("site-broken-link", '<A HREF="«../nowhere/index.html»">x</A>'),
    ("site-broken-link", '<a href="«../planted/»">x</a>'),
    ("site-broken-link", '<map name="m"><area href="«nowhere.html»" alt="x"></map>'),
    ("site-broken-link", '<form action="«nowhere.html»"><button>x</button></form>'),
    ("site-broken-link", '<button formaction="«nowhere.html»">x</button>'),
    ("site-broken-link", '<blockquote cite="«nowhere.html»">x</blockquote>'),
    ("site-broken-link", '<link rel="alternate" type="application/atom+xml" href="«nowhere.xml»">'),
    ("site-broken-link", '<svg><a xlink:href="«nowhere.html»"><text>x</text></a></svg>'),
    ("site-broken-link", '<meta http-equiv="refresh" content="«0; url=nowhere.html»">'),
    ("site-broken-link", '<a href="«nowhere&#46;html»">x</a>'),
    ("site-broken-link", '<noscript><a href="«nowhere.html»">x</a></noscript>'),
    ("site-broken-link", '<template><a href="«nowhere.html»">x</a></template>'),
    ("site-broken-anchor", '<a href="«index.html#nowhere»">x</a>'),
    ("site-broken-anchor", '<a href="«#nowhere»">x</a>'),
    ("site-broken-anchor", '<a href="«?a=1#nowhere»">x</a>'),
    ("site-broken-anchor", '<a href="«last.html#%E4%B8%80»">x</a>'),
    ("site-broken-anchor", '<svg><use href="«drawing.svg#nowhere»"></use></svg>'),
    ("site-missing-asset", '<script src="«nowhere.js»"></script>'),
    ("site-missing-asset", '<script type="module" src="«nowhere.js»"></script>'),
    ("site-missing-asset", '<link rel="stylesheet" href="«nowhere.css»">'),
    ("site-missing-asset", '<link rel="shortcut icon" href="«nowhere.ico»">'),
    ("site-missing-asset", '<link rel="manifest" href="«nowhere.webmanifest»">'),
    ("site-missing-asset", '<link rel="preload" as="script" href="«nowhere.js»">'),
    ("site-missing-asset", '<img src="«nowhere.png»" alt="">'),
    ("site-missing-asset", '<img src="drawing.svg" srcset="«drawing.svg 1x, nowhere.svg 2x»" alt="">'),
    ("site-missing-asset", '<picture><source srcset="«nowhere.webp»"><img src="drawing.svg" alt=""></picture>'),
    ("site-missing-asset", '<img src="«»" alt="">'),
    ("site-missing-asset", '<input type="image" src="«nowhere.png»" alt="x">'),
    ("site-missing-asset", '<svg><image href="«nowhere.png»"></image></svg>'),
    ("site-missing-asset", '<svg><use xlink:href="«nowhere.svg#a»"></use></svg>'),
    ("site-broken-reference", '<label for="«nowhere»">x</label>'),
    ("site-broken-reference", '<p aria-labelledby="«top-of-page nowhere»">x</p>'),
    ("site-broken-reference", '<input aria-describedby="«nowhere»">'),
    ("site-broken-reference", '<button aria-controls="«nowhere»">x</button>'),
    ("site-broken-reference", '<input list="«nowhere»">'),
    ("site-broken-reference", '<table><tr><td headers="«nowhere»">x</td></tr></table>'),
    ("site-duplicate-id", '<p id="a">x</p><p id="«a»">y</p>'),
    ("site-duplicate-id", '<svg><g id="«top-of-page»"></g></svg>'),
    ("site-absolute-path", '<a href="«/planted/index.html»">x</a>'),
    ("site-absolute-path", '<img src="«/planted/drawing.svg»" alt="">'),
    ("site-absolute-path", '<a href="«//www.shifan.example/»">x</a>'),
    ("site-absolute-path", '<a href="«\\\\www.shifan.example\\a»">x</a>'),
    ("site-absolute-path", '<a href="«\\planted\\index.html»">x</a>'),
    ("site-leaves-folder", '<a href="«../../index.html»">x</a>'),
    ("site-leaves-folder", '<a href="«%2e%2e/%2E%2e/etc/passwd»">x</a>'),
    ("site-leaves-folder", '<img src="«..\\..\\a.png»" alt="">'),
    ("site-off-origin", '<script src="«https://cdn.example/a.js»"></script>'),
    ("site-off-origin", '<link rel="stylesheet" href="«//cdn.example/a.css»">'),
    ("site-off-origin", '<link rel="preconnect" href="«https://fonts.example»">'),
    ("site-off-origin", '<img src="«http://a.example/a.png»" alt="">'),
    ("site-off-origin", '<img src="«/\\a.example/a.png»" alt="">'),
    ("site-off-origin", '<form action="«https://a.example/ask»"><button>x</button></form>'),
    ("site-off-origin", '<a href="index.html" ping="«https://a.example/count»">x</a>'),
    ("site-refused-scheme", '<a href="«javascript:alert(1)»">x</a>'),
    ("site-refused-scheme", '<a href="« \tJaVa\nScRiPt:alert(1)»">x</a>'),
    ("site-refused-scheme", '<a href="«&#106avascript&colon;alert(1)»">x</a>'),
    ("site-refused-scheme", '<a href="«java&Tab;script&#x3a;alert(1)»">x</a>'),
    ("site-refused-scheme", '<a href="«\x01vbscript:x»">x</a>'),
    ("site-refused-scheme", '<a href="«data:text/html,<script>1</script>»">x</a>'),
    ("site-refused-scheme", '<a href="«blob:https://a.example/1»">x</a>'),
    ("site-refused-scheme", '<a href="«file:///etc/passwd»">x</a>'),
    ("site-refused-scheme", '<img src="«data:text/html,x»" alt="">'),
    ("site-refused-scheme", '<form action="«javascript:alert(1)»"><button>x</button></form>'),
    ("site-refused-scheme", '<script src="«data:text/javascript,1»"></script>'),
    ("site-refused-scheme", '<svg><a xlink:href="«javascript:alert(1)»"><text>x</text></a></svg>'),
    ("site-refused-scheme", '<meta http-equiv="refresh" content="«0;url=javascript:alert(1)»">'),
    ("site-against-policy", "«<script>»window.a = 1</script>"),
    ("site-against-policy", '«<script type="module">»import "./a.js"</script>'),
    ("site-against-policy", '«<script type="importmap">»{}</script>'),
    ("site-against-policy", '<p onclick="«a()»">x</p>'),
    ("site-against-policy", "<svg/onload=«a()»></svg>"),
    ("site-against-policy", "«<style>»p { color: red }</style>"),
    ("site-against-policy", '<p style="«color: red»">x</p>'),
    ("site-against-policy", '«<iframe src="index.html">»</iframe>'),
    ("site-against-policy", '<iframe srcdoc="«x»"></iframe>'),
    ("site-against-policy", '«<object data="drawing.svg">»</object>'),
    ("site-against-policy", '«<embed src="drawing.svg">»'),
    ("site-against-policy", '«<video src="drawing.svg">»</video>'),
    ("site-against-policy", '<base href="«index.html»">'),
    (
        "site-against-policy",
        "<meta http-equiv=\"Content-Security-Policy\" content=\"«script-src 'self' 'unsafe-inline'»\">",
    ),
    ("site-name-case", '<a href="«Index.html»">x</a>'),
    ("site-name-case", '<img src="«../Planted/drawing.svg»" alt="">'),
    ("site-unreadable-file", '<script type="application/ld+json">{"a": «,»}</script>'),
)

# Whole files, each with its fault.
FILES = (
    ("site-missing-asset", "a.css", "p { background: url(«nowhere.png») }"),
    ("site-missing-asset", "b.css", '@import "«nowhere.css»";'),
    ("site-missing-asset", "c.css", "@import url('«nowhere.css»');"),
    ("site-off-origin", "d.css", "@import url(«https://fonts.example/a.css»);"),
    ("site-off-origin", "e.css", 'p { background: image-set("«https://a.example/a.png»" 1x) }'),
    ("site-refused-scheme", "f.css", "@import url(«data:text/css,p»);"),
    ("site-against-policy", "g.css", "«@font-face { font-family: a; src: url(drawing.svg) }»"),
    ("site-absolute-path", "h.css", "p { background: url(«/a.png») }"),
    ("site-missing-asset", "a.webmanifest", '{"icons": [{"src": "«nowhere.png»"}]}'),
    ("site-broken-link", "b.webmanifest", '{"start_url": "«nowhere.html»"}'),
    ("site-unreadable-file", "c.webmanifest", '{"a": 1}«}»'),
    ("site-unreadable-file", "a.json", "[1, 2«x»]"),
    ("site-unreadable-file", "b.jsonld", '{"a": «b»}'),
    ("site-unreadable-file", "c.jsonld", '«{»"a": NaN}'),
    ("site-unreadable-file", "a.xml", "<feed>\n<a></«f»eed>"),
    ("site-broken-link", "b.xml", '<feed><link rel="self" href="«nowhere.xml»"/></feed>'),
    ("site-broken-link", "c.xml", "<urlset><url><loc>«nowhere.html»</loc></url></urlset>"),
    ("site-refused-scheme", "d.xml", '<feed><entry><link href="«javascript:a()»"/></entry></feed>'),
    ("site-against-policy", "a.svg", '<svg xmlns="http://www.w3.org/2000/svg">«<script>»a()</script></svg>'),
    ("site-against-policy", "b.svg", '<svg xmlns="http://www.w3.org/2000/svg" onload="«a()»"></svg>'),
    (
        "site-off-origin",
        "c.svg",
        '<svg xmlns="http://www.w3.org/2000/svg"><image href="«https://a.example/a.png»"/></svg>',
    ),
    ("site-incomplete-page", "no-lang.html", PAGE.replace(' lang="zh"', "").format(title="x", fragment="")),
    (
        "site-incomplete-page",
        "no-title.html",
        PAGE.replace("<title>{title}</title>", "").format(title="x", fragment=""),
    ),
    (
        "site-incomplete-page",
        "empty-title.html",
        PAGE.replace("<title>{title}<", "<title> <").format(title="x", fragment=""),
    ),
    ("site-incomplete-page", "no-h1.html", PAGE.replace("h1", "h2").format(title="x", fragment="")),
    ("site-orphan-page", "orphan.html", PAGE.format(title="x", fragment='<a href="orphan.html">x</a>')),
    ("site-same-name", "twin.txt", "x"),
)

SOUND = """<!-- <a href="nowhere.html" onclick="a()"> --><a href="last.html#%E4%B8%80-1">x</a><a href="#">x</a>
<a href="#top">x</a><a href="?a=1">x</a><a href="index.html#:~:text=x">x</a><a href="drawing.svg#a">x</a>
<a href="https://www.shifan.example/a?b=1&amp;c=2#d">x</a><a href="mailto:a@b.example">x</a>
<a href="tel:00001234567">x</a><a href="../index.html">x</a><a href="../planted/./last.html">x</a>
<a title='<script>a()</script> href="nowhere.html"'>x</a><img src="data:image/gif;base64,R0lGODlhAQABAAAAACw=" alt="">
<img src="drawing.svg" srcset="drawing.svg 1x, drawing.svg?a 2x" alt=""><script src="sound.js"></script>
<svg><use href="#here"></use><g id="here"></g><use href="drawing.svg#a"></use></svg>
<label for="field">x</label><input id="field"><form action="index.html"><input aria-describedby="field here"></form>
<script type="application/ld+json">{"url": "javascript:a()", "b": "<a href=nowhere.html>"}</script>
<textarea><a href="nowhere.html" onclick="a()"></textarea><link rel="alternate" href="sound.xml">
<p data-onclick="a()" one="2">javascript:alert(1) &lt;script&gt; style="a"</p>"""
SOUND_FILES = {
    "drawing.svg": '<svg xmlns="http://www.w3.org/2000/svg"><g id="a"><title>x</title></g></svg>',
    "Twin.txt": "x",
    "sound.js": "'use strict';",
    "sound.css": "/* url(nowhere.png) @import 'x' */ p { background: url(drawing.svg) } q { filter: url(#a) }",
    "sound.xml": '<feed><link href="index.html"/><link href="https://www.shifan.example/"/></feed>',
    "sound.webmanifest": '{"start_url": "index.html", "icons": [{"src": "drawing.svg"}], "name": "nowhere.html"}',
    "last.html": PAGE.format(title="x", fragment='<h2 id="一-1">x</h2>' + SOUND),
}

Place = tuple[str, int, int, str]


def cut(marked: str) -> tuple[str, int, int]:
    """A text without its marks, and the line and column of the place they stand around."""
    start = max(marked.find("«"), 0)
    text = marked.replace("«", "").replace("»", "")
    return text, text.count("\n", 0, start) + 1, start - text.rfind("\n", 0, start)


def planted(site: Path, folder: Path) -> tuple[Path, set[Place]]:
    """A copy of a built site with every fault in it, each in a file of its own, and where they are."""
    shutil.copytree(site, folder)
    inner = folder / "planted"
    inner.mkdir()
    expected: set[Place] = set()
    files = [
        (code, f"{number:03}.html", PAGE.format(title=number, fragment=text))
        for number, (code, text) in enumerate(FRAGMENTS)
    ]
    for code, name, marked in [*files, *FILES]:
        text, line, column = cut(marked)
        (inner / name).write_text(text, encoding="utf-8", newline="\n")
        expected.add((f"planted/{name}", line, column, code))
    for name, text in SOUND_FILES.items():
        (inner / name).write_text(text, encoding="utf-8", newline="\n")
    (inner / "gbk.html").write_bytes("中文".encode("gbk"))
    expected.add(("planted/gbk.html", 1, 1, "site-unreadable-file"))
    linked = [path.name for path in sorted(inner.iterdir()) if path.suffix == ".html" and path.name != "orphan.html"]
    links = "".join(f'<li><a href="{name}">{name}</a></li>' for name in linked)
    (inner / "index.html").write_text(PAGE.format(title="一览", fragment=links), encoding="utf-8")
    return folder, expected


def places(found: tuple[Diagnostic, ...]) -> list[Place]:
    """Where each finding is."""
    return [(one.where.path, one.where.line, one.where.column, one.code) for one in found]


def test_every_planted_fault_is_found_at_its_place_and_nothing_else(site: Path, tmp_path: Path) -> None:
    folder, expected = planted(site, tmp_path / "site")
    assert len(expected) >= 100
    before = set(places(check_site(site, "").diagnostics))
    found = places(check_site(folder, "").diagnostics)
    assert len(found) == len(set(found)), "a fault is told once"
    new = set(found) - before
    assert sorted(expected - new) == []
    assert sorted(new - expected) == []


SCRAPS = re.findall(
    r"\S+",
    """< > / = " ' <!-- --> <a href= <script> </script <title &# &amp ; on x ? # .. // \\ : %2e % javascript: <svg
{ } url( @import [ image-set( 一""",
)
MARKUP = st.lists(st.sampled_from([*SCRAPS, " ", "\n"]), max_size=40).map("".join)


@given(MARKUP)
@settings(max_examples=300)
def test_any_text_is_read_without_a_crash(text: str) -> None:
    for read_file in (read_page, read_drawing, read_sheet, read_json, read_manifest, read_xml):
        reading = Reading("a/b.html", text)
        read_file(reading)
        known = Map(frozenset(["a/b.html"]), "https://www.shifan.example/")
        for use, start in reading.uses:
            known.way("a/b.html", "a", use.address, use.kind)
            assert 0 <= start + use.start <= start + use.end <= len(text)


@pytest.mark.parametrize("which", ["site", "hostile_site"])
def test_the_built_site_has_no_fault(which: str, request: pytest.FixtureRequest) -> None:
    assert places(check_site(request.getfixturevalue(which), "").diagnostics) == []


def small(folder: Path, files: dict[str, str]) -> Path:
    """A site of these files with a sound home page that leads to all of them."""
    links = "".join(f'<a href="{name}">x</a>' for name in files if name.endswith(".html") and name != "404.html")
    home = PAGE.replace(' href="sound.css"', ' href="data:text/css,"').replace(
        '<link rel="stylesheet" href="data:text/css,">', ""
    )
    for name, text in {"index.html": home.format(title="x", fragment=links), **files}.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def test_the_error_page_may_count_from_the_host(tmp_path: Path) -> None:
    page = '<!doctype html><html lang="zh"><title>x</title><h1>x</h1>'
    sound = f'{page}<a href="/zwgk/index.html">x</a><img src="/zwgk/a/b.svg" alt=""><a href="/zwgk/">x</a>'
    folder = small(tmp_path, {"404.html": sound, "a/b.svg": "<svg/>"})
    assert places(check_site(folder, "").diagnostics) == []
    small(tmp_path, {"404.html": f'{page}<img src="/zwgk/a/c.svg" alt="">'})
    assert places(check_site(folder, "").diagnostics) == [("404.html", 1, len(page) + 11, "site-missing-asset")]


def test_the_site_knows_its_own_address(tmp_path: Path) -> None:
    page = PAGE.replace('<link rel="stylesheet" href="sound.css">', "{head}")
    canonical = '<link rel="canonical" href="https://www.shifan.example/zwgk/index.html">'
    feed = '<feed><link href="https://www.shifan.example/zwgk/a.html#%s"/><link href="https://other.example/b"/></feed>'
    home = page.format(head=canonical, title="x", fragment='<a href="a.html">x</a>')
    other = page.format(head="", title="x", fragment='<b id="b">x</b>')
    folder = small(tmp_path, {"index.html": home, "a.html": other, "a.xml": feed % "b"})
    found = check_site(folder, "")
    assert places(found.diagnostics) == []
    assert (found.pages, found.outside) == (2, 1)
    small(tmp_path, {"index.html": home, "a.html": other, "a.xml": feed % "c"})
    assert places(check_site(folder, "").diagnostics) == [("a.xml", 1, 19, "site-broken-anchor")]


def test_a_fault_of_the_frame_is_counted_and_hides_nothing(tmp_path: Path) -> None:
    page = PAGE.replace("sound.css", "nowhere.css")
    files = {f"{number:03}.html": page.format(title="x", fragment="") for number in range(100)}
    files["100.html"] = page.format(title="x", fragment='<a href="nowhere.html">x</a>')
    found = check_site(small(tmp_path, files), "").diagnostics
    assert [(one.where.path, one.code) for one in found] == [
        ("000.html", "site-missing-asset"),
        ("000.html", "site-repeated"),
        ("001.html", "site-missing-asset"),
        ("002.html", "site-missing-asset"),
        ("100.html", "site-broken-link"),
    ]
    assert found[1].args == {"code": "site-missing-asset", "count": "101"}


def test_a_signpost_for_an_old_address_is_no_orphan(tmp_path: Path) -> None:
    page = '<html lang="zh"><title>x</title><h1>x</h1><meta http-equiv="refresh" content="0;url=index.html">'
    folder = small(tmp_path, {})
    (folder / "old.html").write_text(page, encoding="utf-8")
    assert places(check_site(folder, "").diagnostics) == []


@pytest.mark.parametrize(
    ("typed", "scheme", "host", "path"),
    [
        ("a/b.html?c#d", "", "", "a/b.html"),
        (" \n//A.example\\b ", "", "a.example", "/b"),
        ("HTTPS:\\\\A.example", "https", "a.example", ""),
        ("ja\tva\r\nscript:alert(1)", "javascript", "", "alert(1)"),
        ("data:image/png;base64,AA//", "data", "", "image/png;base64,AA//"),
        ("a:b", "a", "", "b"),
        ("./a:b", "", "", "./a:b"),
        ("1:b", "", "", "1:b"),
        ("?a:b", "", "", ""),
    ],
)
def test_an_address_is_read_as_a_browser_reads_it(typed: str, scheme: str, host: str, path: str) -> None:
    address = read(typed)
    assert (address.scheme, address.host, address.path) == (scheme, host, path)


def test_paths_stay_within_the_site() -> None:
    assert within("a/b", "../c.html") == "a/c.html"
    assert within("a/b", "%2e%2e/%2E./c.html") == "c.html"
    assert within("", ".") == ""
    assert within("a", ".") == "a/"
    assert within("a", "..") == ""
    assert within("a", "../..") is None
    assert within("a", "%E4%B8%80.html") == "a/一.html"


class Reader(HTMLParser):
    """The tags of a page as the standard library sees them."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict[str, str]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        kept: dict[str, str] = {}
        for name, value in attrs:
            kept.setdefault(name, value or "")
        self.tags.append((tag, kept))

    handle_startendtag = handle_starttag


@pytest.mark.parametrize("which", ["site", "hostile_site"])
def test_tags_are_cut_as_another_parser_cuts_them(which: str, request: pytest.FixtureRequest) -> None:
    for path in sorted(request.getfixturevalue(which).rglob("*.html")):
        text = path.read_text(encoding="utf-8")
        reader = Reader()
        reader.feed(text)
        reader.close()
        ours = [tag(piece.raw) for piece in pieces(text)]
        assert [(one.name, {a.name: a.value for a in one.attributes}) for one in ours] == reader.tags, path.name


def test_the_command_tells_the_place_and_the_fix(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = small(tmp_path / "site", {})
    monkeypatch.chdir(tmp_path)
    assert main(["check", "--site", "site"]) == 0
    assert "1 " in capsys.readouterr().out
    page = PAGE.replace('<link rel="stylesheet" href="sound.css">', "")
    small(folder, {"a.html": page.format(title="x", fragment='<a href="b.html">x</a>')})
    assert main(["check", "--site", "site"]) == 1
    out = capsys.readouterr().out
    assert out.startswith("site/a.html:5:10: 错误 [site-broken-link] ")
    assert '    5 | <a href="b.html">x</a>\n                 ^^^^^^\n' in out


@pytest.mark.parametrize("form", FORMATS)
def test_every_format_tells_findings_of_the_site(
    form: str, site: Path, tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    folder, expected = planted(site, tmp_path / "site")
    assert main(["check", "--all", "--format", form, "--site", str(folder)]) == 1
    said = capsysbinary.readouterr().out.decode("utf-8")
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f]", said)
    for code in {code for *_, code in expected}:
        assert code in said
    if form == "json":
        data = json.loads(said)
        assert {one["code"] for one in data["diagnostics"]} >= {code for *_, code in expected}
        assert all(one["advice"] for one in data["diagnostics"])


def test_the_site_is_beside_the_catalog_unless_said(county: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--project", str(county), "check", "--site"]) == 2
    assert "zwgk build" in capsys.readouterr().err
    small(county / "site", {})
    assert main(["--project", str(county), "check", "--site"]) == 0
    assert main(["--project", str(county), "check", "--site", str(county / "site"), "catalog"]) == 2
    assert main(["check", "--site", str(county / "nowhere")]) == 2
