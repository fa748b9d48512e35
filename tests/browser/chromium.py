"""Debian's chromium, and how the pages are shown in it: the mode a reader chose, what is opened, when it is at rest."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import Any, TypeVar

from playwright.sync_api import Browser, Page, Playwright, sync_playwright

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--no-first-run",
]
MODES: dict[str, dict[str, object]] = {
    "light": {"scheme": "light", "elder": False},
    "dark": {"scheme": "dark", "elder": False},
    "elder": {"scheme": "light", "elder": True},
    "elder-dark": {"scheme": "dark", "elder": True},
}
WIDTHS = (1280, 320)
SEARCH = "[role=search] input:visible"
MENU = "header button[aria-expanded=false]:visible"
WANTED = "补贴"
LOOK = (Path(__file__).parent / "looking.js").read_text(encoding="utf-8")
RING = 3.0  # WCAG 1.4.11: what shows the focus stands out by 3 to 1
AT_REST = """() => new Promise(done => {
  const at = Date.now();
  let last = at;
  const seen = new MutationObserver(() => { last = Date.now(); });
  seen.observe(document, {subtree: true, childList: true, attributes: true, characterData: true});
  const look = () => {
    if (Date.now() - last > 100 || Date.now() - at > 2000) { seen.disconnect(); done(); } else { setTimeout(look, 25); }
  };
  look();
})"""

Task = TypeVar("Task")
Found = TypeVar("Found")


def start(playwright: Playwright) -> Browser:
    """The browser, headless."""
    return playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)


def shared(tasks: Iterable[Task], work: Callable[[Browser, Task], list[Found]], hands: int = 2) -> list[Found]:
    """What the work found at each task, in the order of the tasks; two browsers share them out."""
    waiting: SimpleQueue[tuple[int, Task]] = SimpleQueue()
    for one in enumerate(tasks):
        waiting.put(one)
    found: dict[int, list[Found]] = {}

    def hand() -> None:
        with sync_playwright() as playwright:
            browser = start(playwright)
            while True:
                try:
                    at, task = waiting.get_nowait()
                except Empty:
                    break
                found[at] = work(browser, task)
            browser.close()

    with ThreadPoolExecutor(hands) as pool:
        for done in [pool.submit(hand) for _ in range(hands)]:
            done.result()
    return [one for at in sorted(found) for one in found[at]]


@contextmanager
def showing(browser: Browser, mode: str, width: int, height: int = 800, **more: Any) -> Iterator[Page]:
    """A page whose reader chose ``mode`` earlier; nothing moves on it."""
    context = browser.new_context(viewport={"width": width, "height": height}, reduced_motion="reduce", **more)
    context.add_init_script(f"localStorage.zwgk = localStorage.zwgk || {json.dumps(json.dumps(MODES[mode]))}")
    yield context.new_page()
    context.close()


@contextmanager
def shown(browser: Browser, site: Path, kind: str, width: int, height: int = 800, **more: Any) -> Iterator[Page]:
    """A page opened from the disk, as a reader without a server would, ready to be looked at."""
    with showing(browser, "light", width, height, **more) as page:
        page.goto((site / kind).as_uri())
        rest(page)
        page.evaluate(LOOK)
        yield page


def choose(page: Page, mode: str) -> None:
    """Switch the mode on the page as it stands, as the reader's buttons do."""
    for name, value in MODES[mode].items():
        page.evaluate("([name, value]) => window.zwgkModes && window.zwgkModes.set(name, value)", [name, value])


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
    """Type into the search box and wait for suggestions; False where there is none."""
    if page.locator(SEARCH).count() == 0:
        return False
    page.locator(SEARCH).first.fill(WANTED)
    page.get_by_role("option").first.wait_for()
    rest(page)
    return True


def until(page: Page, expression: str) -> None:
    """Wait until an expression is true. Playwright's own waiting asks again with ``eval``, which our policy forbids."""
    for _ in range(200):
        if page.evaluate(f"() => Boolean({expression})"):
            return
        page.wait_for_timeout(50)
    raise AssertionError(expression)
