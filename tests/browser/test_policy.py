"""The security policy in a real browser: the pages need nothing it forbids, as header and within the page alone."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser

from build_tools import policy
from tests.browser.chromium import CHROMIUM, until

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no chromium on this machine")

LISTEN = """window.violations = [];
document.addEventListener("securitypolicyviolation",
  (event) => window.violations.push(event.violatedDirective + " " + event.blockedURI + " " + event.sourceFile));"""

MOUNT = "/portal/zwgk/"


class Handler(SimpleHTTPRequestHandler):
    """A site under a path of a portal, with the headers of the policy on every answer."""

    def translate_path(self, path: str) -> str:
        return super().translate_path("/" + path.removeprefix(MOUNT))

    def end_headers(self) -> None:
        for name, value in policy.headers():
            self.send_header(name, value)
        super().end_headers()

    def log_message(self, format: str, *args: Any) -> None:
        pass


@pytest.fixture
def serve() -> Iterator[Any]:
    """Publishes a folder on this machine; returns its address."""
    servers: list[ThreadingHTTPServer] = []

    def start(folder: Path) -> str:
        server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Handler, directory=str(folder)))
        threading.Thread(target=server.serve_forever, daemon=True).start()
        servers.append(server)
        return f"http://127.0.0.1:{server.server_port}{MOUNT}"

    yield start
    for server in servers:
        server.shutdown()
        server.server_close()


def one_of_each_kind(site: Path) -> list[str]:
    """Every page at the top, and the first three of every folder; of the error page the address is its own."""
    kinds: dict[str, list[str]] = {}
    for path in sorted(site.rglob("*.html")):
        name = path.relative_to(site).as_posix()
        kinds.setdefault(name.rpartition("/")[0], []).append(name)
    return [name for folder, names in kinds.items() for name in (names[:3] if folder else names) if name != "404.html"]


def told(browser: Browser, base: str, names: list[str]) -> list[str]:
    """Everything a browser has against these pages: violations, errors, requests elsewhere."""
    context = browser.new_context()
    context.add_init_script(LISTEN)
    page = context.new_page()
    found: list[str] = []
    page.on("console", lambda said: found.append(said.text) if said.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: found.append(str(error)))
    page.on("request", lambda asked: None if asked.url.startswith((base, "data:")) else found.append(asked.url))
    for name in names:
        page.goto(base + name, wait_until="load")
        found += [f"{name}: {one}" for one in page.evaluate("window.violations")]
    context.close()
    return found


@pytest.mark.parametrize("which", ["site", "hostile_site"])
def test_every_page_carries_the_policy(which: str, request: pytest.FixtureRequest) -> None:
    meta = f'<meta http-equiv="Content-Security-Policy" content="{policy.meta()}">'
    folder: Path = request.getfixturevalue(which)
    without = [path.name for path in sorted(folder.rglob("*.html")) if meta not in path.read_text(encoding="utf-8")]
    assert without == []


@pytest.mark.parametrize("which", ["site", "hostile_site"])
@pytest.mark.parametrize("way", ["header", "disk"])
def test_no_page_breaks_the_policy(
    browser: Browser, which: str, way: str, serve: Any, request: pytest.FixtureRequest
) -> None:
    folder: Path = request.getfixturevalue(which)
    base = serve(folder) if way == "header" else folder.as_uri() + "/"
    assert told(browser, base, one_of_each_kind(folder)) == []


SMALL = f"""<!doctype html><html lang="zh"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy.meta()}">
<title>x</title><link rel="icon" href="a/i.svg"><link rel="manifest" href="a/m.webmanifest">
<link rel="stylesheet" href="a/s.css"><script src="a/s.js"></script></head><body><h1>x</h1>
<img src="a/i.svg" alt=""><img src="data:image/gif;base64,R0lGODlhAQABAAAAACwAAAAAAQABAAACAkQBADs=" alt="">
<form action="b.html"><button>x</button></form>"""
SMALL_FILES = {
    "a/s.js": 'window.own = 1; var more = document.createElement("script"); more.src = "a/t.js";'
    "document.head.appendChild(more);",
    "a/t.js": "window.more = 1;",
    "a/s.css": "h1 { color: rgb(1, 2, 3) }",
    "a/i.svg": '<svg xmlns="http://www.w3.org/2000/svg" width="4" height="4"><rect width="4" height="4"/></svg>',
    "a/m.webmanifest": "{}",
    "b.html": "<!doctype html><title>arrived</title>",
}


@pytest.mark.parametrize("way", ["header", "disk"])
def test_own_files_are_used_and_nothing_else_runs(browser: Browser, way: str, serve: Any, tmp_path: Path) -> None:
    attack = '<script>window.hit = 1</script><img src="x" onerror="window.hit = 1"><p style="color: red">x</p>'
    for name, text in {**SMALL_FILES, "sound.html": SMALL, "attacked.html": SMALL + attack}.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    base = serve(tmp_path) if way == "header" else tmp_path.as_uri() + "/"
    assert told(browser, base, ["sound.html"]) == []
    assert len(told(browser, base, ["attacked.html"])) >= 3
    page = browser.new_page()
    page.goto(base + "attacked.html", wait_until="load")
    until(page, "window.more === 1")
    assert page.evaluate("[window.own, window.hit, document.images[0].naturalWidth]") == [1, None, 4]
    assert page.evaluate("getComputedStyle(document.querySelector('h1')).color") == "rgb(1, 2, 3)"
    page.click("button")
    page.wait_for_url(base + "b.html*")
    page.close()
