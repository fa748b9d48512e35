"""The keyboard alone: everything is reached, in order and in sight; the first link and the menu lead where they say."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.chromium import CHROMIUM, MENU, RING, WIDTHS, rest, shared, shown
from tests.browser.kinds import walked

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no chromium on this machine")

OPEN = "document.querySelectorAll('header button[aria-expanded=false]').forEach(one => one.click())"  # leaves the focus


PARTS = 4  # a field for a date has year, month, day and calendar


def walk(page: Page, place: str) -> list[str]:
    """Press Tab until everything was reached once; what is wrong on the way."""
    expected: list[str] = page.evaluate("look.begin()")
    reached: list[int] = []
    wrong: list[str] = []
    within = 0
    for _ in range(3 * len(expected) + 5):
        page.keyboard.press("Tab")
        at = page.evaluate("least => look.focused(least)", RING)
        if reached and at["at"] == reached[-1] and within < PARTS:
            within += 1
            continue
        if at["at"] in reached:
            break
        within = 0
        if at["at"] >= 0:
            reached.append(at["at"])
        wrong += [f"{place}: {at['name']}: {one}" for one in at["wrong"]]
    missed = sorted(set(range(len(expected))) - set(reached))
    wrong += [f"{place}: not reached: {expected[one]}" for one in missed]
    if reached != sorted(reached):
        wrong.append(f"{place}: not in the order of the document")
    return wrong


def told(wrong: list[str]) -> str:
    """Each complaint once, how often, and where first."""
    counted: dict[str, list[str]] = {}
    for one in wrong:
        place, _, said = one.partition(": ")
        counted.setdefault(said, []).append(place)
    most = sorted(counted.items(), key=lambda entry: -len(entry[1]))
    return "\n".join([str(len(wrong)), *(f"{len(places)}× {said}; first {places[0]}" for said, places in most[:40])])


def skipped(page: Page) -> Iterator[str]:
    """What is wrong with the first link, which leads past the navigation."""
    page.keyboard.press("Tab")
    target = page.evaluate("document.activeElement.getAttribute('href')")
    if not (target or "").startswith("#"):
        yield "the first stop is no link within the page"
        return
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    if not page.evaluate("document.activeElement.closest('main, footer') !== null"):
        yield "after the skip link the focus is not in the content"


def menu(page: Page) -> Iterator[str]:
    """What is wrong with the menu on a phone: it opens, leads on, closes, and gives the focus back."""
    if page.locator(MENU).count() == 0:
        yield "no menu"
        return
    page.locator(MENU).first.focus()
    page.keyboard.press("Enter")
    rest(page)
    page.keyboard.press("Tab")
    yield from (f"first in the menu: {one}" for one in page.evaluate("look.focused(0)")["wrong"])
    page.keyboard.press("Escape")
    rest(page)
    if page.locator(MENU).count() == 0:
        yield "Escape does not close the menu"
    elif not page.evaluate("document.activeElement.matches('header [aria-expanded]')"):
        yield "the focus does not return to the menu's button"


def tabbed(site: Path, browser: Browser, task: tuple[str, int]) -> list[str]:
    """One page at one width, walked through; on a phone with the menu open, which is all that is closed before."""
    kind, width = task
    wrong: list[str] = []
    with shown(browser, site, kind, width) as page:
        page.evaluate(OPEN)
        wrong += walk(page, kind)
        wrong += [f"{kind}: other order for the eye: {one}" for one in page.evaluate("look.reordered()")]
    with shown(browser, site, kind, width) as page:
        wrong += [f"{kind}: {one}" for one in skipped(page)]
        if width == WIDTHS[1]:
            wrong += [f"{kind}: {one}" for one in menu(page)]
    return wrong


@pytest.mark.parametrize("width", WIDTHS)
def test_tab_reaches_everything_in_order_and_in_sight(published: Path, width: int) -> None:
    wrong = shared([(kind, width) for kind in walked(published)], partial(tabbed, published))
    assert not wrong, told(wrong)
