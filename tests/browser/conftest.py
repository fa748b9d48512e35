"""What the browser tests share: one browser, the demonstration catalog's site, a server for it, the npm tools."""

from __future__ import annotations

import os
import shutil
import subprocess
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from build_tools.cli import main
from tests.browser.chromium import CHROMIUM, start

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
TOOLS = HERE / "node_modules"


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """Debian's chromium, one for all these tests: a second one cannot be driven from the same thread."""
    if CHROMIUM is None:
        pytest.skip("no chromium on this machine")
    with sync_playwright() as playwright:
        started = start(playwright)
        yield started
        started.close()


@pytest.fixture(scope="session")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demonstration catalog's site, or any other built one named by ``ZWGK_SITE``; not to be changed."""
    if named := os.environ.get("ZWGK_SITE"):
        return Path(named).resolve()
    out = tmp_path_factory.mktemp("demonstration") / "site"
    assert main(["--project", str(ROOT), "build", "--out", str(out)]) == 0
    return out


class Quiet(SimpleHTTPRequestHandler):
    """Serves files and says nothing."""

    def log_message(self, format: str, *args: object) -> None:
        """Nothing: a test's output is its failure."""


@pytest.fixture(scope="session")
def served(published: Path) -> Iterator[str]:
    """The address of that site on this machine; axe and Lighthouse read style sheets only over HTTP."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(published)))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="session")
def tools() -> Path:
    """The installed npm packages. Where they cannot be had, continuous integration fails and others skip."""
    npm = shutil.which("npm")
    if npm and shutil.which("node") and not (TOOLS / ".package-lock.json").is_file():
        command = [npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund"]
        subprocess.run(command, cwd=HERE, capture_output=True, check=False)
    if not (TOOLS / ".package-lock.json").is_file():
        assert not os.environ.get("CI"), "npm ci has failed"
        pytest.skip("needs npm and its packages")
    return TOOLS
