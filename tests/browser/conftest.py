"""What the browser tests share: one browser, the demonstration catalog's site, a server for it, the npm tools."""

from __future__ import annotations

import os
import shutil
import subprocess
import threading
from collections.abc import Iterator
from functools import partial
from http.server import ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from build_tools.cli import main
from tests.browser.chromium import CHROMIUM, start
from tests.browser.served import Quiet
from tests.conftest import CI

HERE = Path(__file__).parent
ROOT = HERE.parent.parent


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


@pytest.fixture(scope="session")
def served(published: Path) -> Iterator[str]:
    """The address of that site on this machine; axe and Lighthouse read style sheets only over HTTP."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(published)))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def installed(folder: Path) -> Path:
    """The npm packages of a folder. Where they cannot be had, continuous integration fails and others skip."""
    packages = folder / "node_modules"
    npm = shutil.which("npm")
    if npm and shutil.which("node") and not (packages / ".package-lock.json").is_file():
        command = [npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund"]
        subprocess.run(command, cwd=folder, capture_output=True, check=False)
    if not (packages / ".package-lock.json").is_file():
        assert not CI, "npm ci has failed"
        pytest.skip("needs npm and its packages")
    return packages


@pytest.fixture(scope="session")
def tools() -> Path:
    """The installed npm packages of the checkers."""
    return installed(HERE)
