"""The keyboard alone: everything is reached, in order, in sight; nothing is lost when the page is enlarged."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.chromium import MENU, MODES, WIDTHS, open_menu, rest, showing
from tests.browser.kinds import kinds, poorest

LOOK = (Path(__file__).parent / "looking.js").read_text(encoding="utf-8")
RING = 3.0  # WCAG 1.4.11: what shows the focus stands out by 3 to 1


def shown(page: Page, site: Path, kind: str) -> None:
    """Open a page from the disk, as a reader without a server would, ready to be looked at."""
    page.goto((site / kind).as_uri())
    rest(page)
    page.evaluate(LOOK)


def walk(page: Page, place: str) -> list[str]:
    """Press Tab until everything was reached once; what is wrong on the way."""
    expected: list[str] = page.evaluate("look.begin()")
    reached: list[int] = []
    wrong: list[str] = []
    for _ in range(len(expected) + 5):
        page.keyboard.press("Tab")
        at = page.evaluate("least => look.focused(least)", RING)
        if at["at"] in reached:
            break
        if at["at"] >= 0:
            reached.append(at["at"])
        wrong += [f"{place}: {at['name']}: {one}" for one in at["wrong"]]
    missed = sorted(set(range(len(expected))) - set(reached))
    wrong += [f"{place}: not reached: {expected[one]}" for one in missed]
    if reached != sorted(reached):
        wrong.append(f"{place}: not in the order of the document")
    return wrong


def told(wrong: list[str]) -> str:
    """How many, and the first ones."""
    return f"{len(wrong)}\n" + "\n".join(wrong[:25])


def rings(page: Page, place: str) -> list[str]:
    """What does not show the focus when given it; quicker than walking there."""
    page.keyboard.press("Tab")  # from here on the focus counts as the keyboard's
    return [f"{place}: {one}" for one in page.evaluate("least => look.rings(least)", RING)]


@pytest.mark.parametrize("width", WIDTHS)
def test_tab_reaches_everything_in_order_and_in_sight(browser: Browser, published: Path, width: int) -> None:
    wrong: list[str] = []
    with showing(browser, "light", width) as page:
        for kind in kinds(published):
            shown(page, published, kind)
            wrong += walk(page, kind)
            wrong += [f"{kind}: other order for the eye: {one}" for one in page.evaluate("look.reordered()")]
    assert not wrong, told(wrong)


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("mode", MODES)
def test_the_focus_shows_in_every_mode(browser: Browser, published: Path, mode: str, width: int) -> None:
    wrong: list[str] = []
    with showing(browser, mode, width) as page:
        for kind in kinds(published) + poorest(published):
            shown(page, published, kind)
            wrong += rings(page, kind)
    assert not wrong, told(wrong)


@pytest.mark.parametrize("width", WIDTHS)
def test_the_first_link_leads_past_the_navigation(browser: Browser, published: Path, width: int) -> None:
    wrong: list[str] = []
    with showing(browser, "light", width) as page:
        for kind in kinds(published):
            shown(page, published, kind)
            page.keyboard.press("Tab")
            target = page.evaluate("document.activeElement.getAttribute('href')")
            if not (target or "").startswith("#"):
                wrong.append(f"{kind}: the first stop is no link within the page")
                continue
            page.keyboard.press("Enter")
            page.keyboard.press("Tab")
            if not page.evaluate("document.activeElement.closest('main, footer') !== null"):
                wrong.append(f"{kind}: after the skip link the focus is not in the content")
    assert not wrong, told(wrong)


def test_the_menu_on_a_phone_opens_leads_and_closes(browser: Browser, published: Path) -> None:
    wrong: list[str] = []
    with showing(browser, "light", 320) as page:
        for kind in kinds(published):
            shown(page, published, kind)
            if page.locator(MENU).count() == 0:
                wrong.append(f"{kind}: no menu")
                continue
            page.locator(MENU).first.focus()
            page.keyboard.press("Enter")
            rest(page)
            page.keyboard.press("Tab")
            first = page.evaluate("look.focused(0)")
            wrong += [f"{kind}: first in the menu: {one}" for one in first["wrong"]]
            page.keyboard.press("Escape")
            rest(page)
            if page.locator(MENU).count() == 0:
                wrong.append(f"{kind}: Escape does not close the menu")
            elif not page.evaluate("document.activeElement.matches('header [aria-expanded], header summary')"):
                wrong.append(f"{kind}: the focus does not return to the menu's button")
            if open_menu(page):
                wrong += walk(page, f"{kind} with the menu open")
    assert not wrong, told(wrong)


@pytest.mark.parametrize("mode", MODES)
def test_nothing_is_lost_at_400_percent_or_with_wide_spacing(browser: Browser, published: Path, mode: str) -> None:
    wrong: list[str] = []
    with showing(browser, mode, 320, 256) as page:  # 1280×1024 at 400 %
        for kind in kinds(published) + poorest(published):
            shown(page, published, kind)
            wrong += [f"{kind}: {one}" for one in page.evaluate("look.lost()")]
            page.evaluate("look.space()")
            wrong += [f"{kind}, spaced: {one}" for one in page.evaluate("look.lost()")]
    assert not wrong, told(wrong)


@pytest.mark.parametrize("mode", MODES)
def test_nothing_is_lost_on_a_desk_with_wide_spacing(browser: Browser, published: Path, mode: str) -> None:
    wrong: list[str] = []
    with showing(browser, mode, 1280) as page:
        for kind in kinds(published):
            shown(page, published, kind)
            wrong += [f"{kind}: {one}" for one in page.evaluate("look.lost()")]
            page.evaluate("look.space()")
            wrong += [f"{kind}, spaced: {one}" for one in page.evaluate("look.lost()")]
    assert not wrong, told(wrong)


FORCED = """() => [...document.body.querySelectorAll('*')].filter(node => {
  const style = getComputedStyle(node);
  return node.checkVisibility() && style.forcedColorAdjust === 'none' && !node.closest('svg');
}).map(look.name)"""


@pytest.mark.parametrize("width", WIDTHS)
def test_forced_colours_lose_nothing(browser: Browser, published: Path, width: int) -> None:
    wrong: list[str] = []
    with showing(browser, "light", width, forced_colors="active") as page:
        for kind in kinds(published):
            shown(page, published, kind)
            wrong += [f"{kind}: keeps its own colours: {one}" for one in page.evaluate(FORCED)]
            wrong += [f"{kind}: {one}" for one in page.evaluate("look.lost()")]
            wrong += rings(page, kind)
    assert not wrong, told(wrong)


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("mode", ["elder", "elder-dark"])
def test_elder_mode_has_large_text_and_targets(browser: Browser, published: Path, mode: str, width: int) -> None:
    """18 pt are 24 pixels; 44 pixels for all that is pressed but links within a sentence. Contrast is axe's."""
    wrong: list[str] = []
    with showing(browser, mode, width) as page:
        for kind in kinds(published) + poorest(published):
            shown(page, published, kind)
            wrong += [f"{kind}: small text: {one}" for one in page.evaluate("look.tiny(24, 'main, header, footer')")]
            wrong += [f"{kind}: small target: {one}" for one in page.evaluate("look.small(44)")]
            if width == 320 and open_menu(page):
                wrong += [f"{kind}: small in the menu: {one}" for one in page.evaluate("look.small(44)")]
    assert not wrong, told(wrong)
