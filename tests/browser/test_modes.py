"""In every mode, at 400 percent, with wide spacing and with forced colours: nothing is lost, all is large enough.

One visit measures a page in all four modes: they are switched on the page as it stands, as the reader's buttons do.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.chromium import CHROMIUM, MODES, RING, choose, open_menu, shared, shown
from tests.browser.kinds import LONG, kinds, poorest, walked
from tests.browser.test_keyboard import told

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no chromium on this machine")
LARGE_TEXT = 24  # 18 pt
LARGE_TARGET = 44  # in the elder mode; that all are 24 pixels or stand apart in any mode asks axe
FORCED = """() => [...document.body.querySelectorAll('*')].filter(node => {
  const style = getComputedStyle(node);
  return node.checkVisibility() && style.forcedColorAdjust === 'none' && !node.closest('svg');
}).map(look.name)"""


def rings(page: Page) -> Iterator[str]:
    """What does not show the focus when given it; quicker than walking there."""
    page.keyboard.press("Tab")  # from here on the focus counts as the keyboard's
    yield from page.evaluate("least => look.rings(least)", RING)


def measured(page: Page, elder: bool) -> Iterator[str]:
    """What is cut off as it stands or with wide spacing, shows no focus, or is too small."""
    yield from page.evaluate("look.lost()")
    if elder:
        yield from (f"small target: {one}" for one in page.evaluate("size => look.small(size)", LARGE_TARGET))
        said = page.evaluate("size => look.tiny(size, 'main, header, footer')", LARGE_TEXT)
        yield from (f"small text: {one}" for one in said)
    yield from rings(page)
    page.evaluate("look.space(true)")
    yield from (f"spaced: {one}" for one in page.evaluate("look.lost()"))
    page.evaluate("look.space(false)")


def in_every_mode(site: Path, browser: Browser, task: tuple[str, int, int]) -> list[str]:
    """One page in one size of window, in every mode; on a phone with its menu open."""
    kind, width, height = task
    wrong: list[str] = []
    with shown(browser, site, kind, width, height) as page:
        open_menu(page)
        for mode in MODES:
            choose(page, mode)
            wrong += [f"{kind} {mode}: {one}" for one in measured(page, mode.startswith("elder"))]
    return wrong


def forced(site: Path, browser: Browser, kind: str) -> list[str]:
    """One page with the colours the system forces on it."""
    with shown(browser, site, kind, 1280, forced_colors="active") as page:
        kept = [f"{kind}: keeps its own colours: {one}" for one in page.evaluate(FORCED)]
        return kept + [f"{kind}: {one}" for one in (*page.evaluate("look.lost()"), *rings(page))]


@pytest.mark.parametrize(("width", "height"), [(1280, 800), (320, 256)], ids=["desk", "phone-and-400-percent"])
def test_nothing_is_lost_or_small_in_any_mode(published: Path, width: int, height: int) -> None:
    tasks = [(kind, width, height) for kind in walked(published) + (poorest(published) if LONG else ())]
    wrong = shared(tasks, partial(in_every_mode, published))
    assert not wrong, told(wrong)


def test_forced_colours_lose_nothing(published: Path) -> None:
    wrong = shared(kinds(published), partial(forced, published))
    assert not wrong, told(wrong)
