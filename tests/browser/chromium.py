"""Debian's chromium, and how the pages are shown in it: the mode a reader chose, what is opened, when it is at rest."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from playwright.sync_api import Browser, Page, Playwright

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--no-first-run",
]
MODES: dict[str, dict[str, object]] = {
    "light": {"scheme": "light"},
    "dark": {"scheme": "dark"},
    "elder": {"scheme": "light", "elder": True},
    "elder-dark": {"scheme": "dark", "elder": True},
}
WIDTHS = (1280, 320)
SEARCH = "search input:visible, [role=search] input:visible, input[type=search]:visible"
MENU = "header button[aria-expanded=false]:visible, header details:not([open]) > summary:visible"
WANTED = "补贴"
AT_REST = """() => new Promise(done => {
  const at = Date.now();
  let last = at;
  const seen = new MutationObserver(() => { last = Date.now(); });
  seen.observe(document, {subtree: true, childList: true, attributes: true, characterData: true});
  const look = () => {
    if (Date.now() - last > 120 || Date.now() - at > 2000) { seen.disconnect(); done(); } else { setTimeout(look, 30); }
  };
  look();
})"""


def start(playwright: Playwright) -> Browser:
    """The browser, headless."""
    return playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)


@contextmanager
def showing(browser: Browser, mode: str, width: int, height: int = 800, **more: Any) -> Iterator[Page]:
    """A page whose reader chose ``mode`` earlier; nothing moves on it."""
    context = browser.new_context(viewport={"width": width, "height": height}, reduced_motion="reduce", **more)
    context.add_init_script(f"localStorage.setItem('zwgk', {json.dumps(json.dumps(MODES[mode]))})")
    yield context.new_page()
    context.close()


def rest(page: Page) -> None:
    """Wait until the page's scripts have nothing more to change."""
    page.evaluate(AT_REST)


def open_menu(page: Page) -> bool:
    """Open the menu in the page's header; False where there is none to open at this width."""
    controls = page.locator(MENU)
    if controls.count() == 0:
        return False
    controls.first.click()
    rest(page)
    return True


def open_search(page: Page) -> bool:
    """Type into the search box, in the menu if it stands there; False where there is none."""
    if page.locator(SEARCH).count() == 0 and not open_menu(page):
        return False
    if page.locator(SEARCH).count() == 0:
        return False
    page.locator(SEARCH).first.fill(WANTED)
    rest(page)
    return True
