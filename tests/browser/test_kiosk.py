"""The terminal in a hall: large, no way out, back at the start when nobody is there."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.chromium import CHROMIUM

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no chromium on this machine")


@pytest.fixture
def terminal(browser: Browser, site: Path) -> Page:
    """An item's page on a terminal that resets after twenty seconds; the clock stands still."""
    page = browser.new_context(viewport={"width": 1280, "height": 1024}).new_page()
    page.clock.install()
    page.goto((site / "index.html").as_uri() + "?kiosk=20")
    page.goto((site / "items/legal-service/legal-service-001.html").as_uri())
    return page


def test_large_and_without_a_way_out(terminal: Page) -> None:
    assert terminal.evaluate("parseFloat(getComputedStyle(document.body).fontSize)") >= 24
    links = terminal.locator("a[href]").evaluate_all("all => all.map(a => a.protocol)")
    assert links
    assert set(links) == {"file:"}
    assert "0000-" in terminal.locator("main").inner_text()  # the number is still there to be read


def test_nobody_there_means_back_to_the_start(terminal: Page) -> None:
    terminal.fill("#zw-q", "低保")
    terminal.clock.run_for(11_000)
    dialog = terminal.get_by_role("dialog")
    assert dialog.is_visible()
    assert "秒" in dialog.inner_text()
    with terminal.expect_navigation(url="**/index.html"):
        terminal.clock.run_for(15_000)
    assert terminal.input_value("#zw-q") == ""


def test_whoever_is_there_may_stay(terminal: Page) -> None:
    terminal.clock.run_for(12_000)
    terminal.get_by_role("button", name="继续查询").click()
    assert not terminal.get_by_role("dialog").is_visible()
    terminal.clock.run_for(4_000)
    assert "legal-service-001" in terminal.url


def test_whoever_is_done_ends_at_once(terminal: Page) -> None:
    with terminal.expect_navigation(url="**/index.html"):
        terminal.get_by_role("button", name="结束查询").click()


def test_a_terminal_can_become_a_browser_again(terminal: Page, site: Path) -> None:
    terminal.goto((site / "index.html").as_uri() + "?kiosk=0")
    assert terminal.evaluate("document.documentElement.hasAttribute('data-kiosk')") is False
