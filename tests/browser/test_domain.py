"""A domain's table in a real browser: filters, their address, the way back, cards on a phone, the printed sheet."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from pathlib import Path
from shutil import which

import pytest
from playwright.sync_api import Browser, Page

from build_tools.cli import main
from tests.browser.chromium import CHROMIUM, until
from tests.conftest import repository
from tests.domain_files import with_items

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no chromium on this machine")


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The page of a domain with four items, on disk."""
    folder: Path = repository(tmp_path_factory.mktemp("domain"), with_items())
    assert main(["--project", str(folder), "build"]) == 0
    return (folder / "site/domains/social-assistance.html").as_uri()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A window; nothing may go wrong in it."""
    opened = browser.new_page(viewport={"width": 1280, "height": 800})
    errors: list[str] = []
    opened.on("pageerror", lambda error: errors.append(str(error)))
    opened.on("console", lambda said: errors.append(said.text) if said.type == "error" else None)
    yield opened
    opened.close()
    assert errors == []


def shown(page: Page) -> list[str]:
    """The ids of the rows that are shown, without the domain."""
    rows = page.locator(".zw-standard tbody tr")
    ids = rows.evaluate_all("all => all.filter(one => one.offsetParent !== null).map(one => one.id)")
    return [one.rpartition("-")[2] for one in ids]


def spans(page: Page) -> list[tuple[str, int]]:
    """First-level names that are shown with the number of rows they span."""
    cells = page.locator(".zw-category")
    found = cells.evaluate_all(
        "all => all.filter(one => one.offsetParent !== null).map(one => [one.textContent, one.rowSpan])"
    )
    return [(name, rows) for name, rows in found]


def pick(page: Page, key: str, value: str) -> None:
    page.locator(f"select[data-filter={key}]").select_option(value)


def test_choices_leave_what_matches_all_of_them_and_say_how_many(page: Page, address: str) -> None:
    page.goto(address)
    assert shown(page) == ["001", "002", "003", "004"]
    pick(page, "stage", "decision")
    assert shown(page) == ["002", "003"]
    assert spans(page) == [("最低生活保障", 1), ("特困人员救助", 1)]
    said = page.locator(".zw-count[role=status]").inner_text()
    assert "4 项中的 2 项" in said
    assert "决策" in said
    pick(page, "level", "village")
    assert shown(page) == ["003"]
    assert spans(page) == [("特困人员救助", 1)]
    assert page.locator("tbody").first.is_hidden()


def test_the_first_level_name_moves_with_its_rows_and_comes_back(page: Page, address: str) -> None:
    page.goto(address)
    pick(page, "audience", "group")
    assert shown(page) == ["004"]
    first = page.locator("#social-assistance-004 > *").nth(1)
    assert "zw-category" in (first.get_attribute("class") or "")
    page.locator(".zw-filter button").click()
    assert spans(page) == [("最低生活保障", 2), ("特困人员救助", 2)]
    assert page.locator("#social-assistance-003 .zw-category").count() == 1
    assert page.evaluate("document.activeElement.tagName") == "SELECT"


def test_choices_that_exclude_each_other_say_so(page: Page, address: str) -> None:
    page.goto(address)
    pick(page, "stage", "service")
    pick(page, "level", "village")
    assert shown(page) == []
    assert page.locator(".zw-count").inner_text().endswith("请少选一个条件。")


def test_the_state_is_kept_in_the_address(page: Page, address: str) -> None:
    page.goto(address)
    pick(page, "level", "township")
    pick(page, "limit", "days-10")
    assert page.url == address + "?level=township&limit=days-10"
    sent = page.url
    page.goto("about:blank")
    page.goto(sent)
    assert shown(page) == ["003"]
    assert page.locator("select[data-filter=limit]").input_value() == "days-10"
    page.locator(".zw-filter button").click()
    assert page.url == address
    assert shown(page) == ["001", "002", "003", "004"]


@pytest.mark.parametrize("query", ["?level=nowhere", "?stage=", "?x=%3Cscript%3E&level=%00", "?toString=1"])
def test_an_address_that_says_nothing_known_shows_everything(page: Page, address: str, query: str) -> None:
    page.goto(address + query)
    assert shown(page) == ["001", "002", "003", "004"]


def test_back_undoes_a_press_on_a_stage(page: Page, address: str) -> None:
    page.goto(address)
    page.locator("a[data-value=result]").click()
    assert shown(page) == ["003"]
    assert page.locator("a[data-value=result]").get_attribute("aria-current") == "true"
    page.locator("a[data-value=decision]").click()
    assert shown(page) == ["002", "003"]
    page.go_back()
    assert shown(page) == ["003"]
    page.go_back()
    assert shown(page) == ["001", "002", "003", "004"]
    assert page.locator(".zw-flow [aria-current]").count() == 0


def test_back_from_an_item_finds_the_choice_again(page: Page, address: str) -> None:
    page.goto(address)
    pick(page, "stage", "decision")
    page.locator("#social-assistance-003 .zw-title a").click()
    page.wait_for_url("**/social-assistance-003.html")
    assert "social-assistance-003.html" in page.url
    page.go_back()
    assert shown(page) == ["002", "003"]


def test_the_matrix_of_the_home_page_opens_the_filtered_table(page: Page, address: str) -> None:
    page.goto(address.replace("domains/social-assistance.html", "index.html"))
    page.locator(".zw-matrix a[href$='social-assistance.html?level=village']").click()
    page.wait_for_url("**/social-assistance.html?level=village")
    assert shown(page) == ["001", "003"]


def test_without_script_everything_is_there_and_no_filter(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address + "?stage=decision")
    assert page.locator(".zw-filter").is_hidden()
    assert [page.locator(f"#social-assistance-00{number}").is_visible() for number in range(1, 5)] == [True] * 4
    context.close()


def test_the_heads_stay_while_the_table_scrolls(browser: Browser, address: str) -> None:
    page = browser.new_page(viewport={"width": 900, "height": 420})
    page.goto(address)
    region = page.locator(".zw-tall")
    region.evaluate("one => one.scrollTo(400, one.scrollHeight)")
    top, left = region.evaluate("one => [one.getBoundingClientRect().top, one.getBoundingClientRect().left]")
    heads = page.locator("thead th")
    assert heads.first.evaluate("one => one.getBoundingClientRect().top") == pytest.approx(top, abs=3)
    upper = heads.nth(1).evaluate("one => one.getBoundingClientRect().bottom")
    assert heads.last.evaluate("one => one.getBoundingClientRect().top") == pytest.approx(upper, abs=3)
    title = page.locator("#social-assistance-004 .zw-title")
    assert title.evaluate("one => one.getBoundingClientRect().left") == pytest.approx(left, abs=3)
    page.close()


def test_the_region_scrolls_by_keyboard(browser: Browser, address: str) -> None:
    page = browser.new_page(viewport={"width": 900, "height": 420})
    page.goto(address)
    region = page.locator(".zw-tall")
    region.focus()
    page.keyboard.press("End")
    until(page, "document.querySelector('.zw-tall').scrollTop > 0")
    page.close()


@pytest.mark.parametrize("elder", [False, True])
def test_on_a_phone_a_row_is_a_card_with_what_is_used(browser: Browser, address: str, elder: bool) -> None:
    page = browser.new_page(viewport={"width": 320, "height": 800})
    page.goto(address)
    page.evaluate("elder => zwgkModes.set('elder', elder)", elder)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    card = page.locator("#social-assistance-004")
    assert card.locator("li:visible", has_text="要素").count() == 3
    assert card.locator(".zw-more").is_visible()
    assert "7" in card.locator(".zw-more").inner_text()
    assert card.locator(".zw-unused:visible").count() == 0
    assert page.locator("#social-assistance-001 .zw-category").is_visible()
    pick(page, "audience", "group")
    assert card.locator(".zw-category").is_visible()
    page.close()


def test_the_sheet_has_every_column_and_says_what_is_left_out(page: Page, address: str, tmp_path: Path) -> None:
    page.goto(address + "?stage=decision")
    page.emulate_media(media="print")
    width = page.evaluate("document.documentElement.clientWidth")
    rights = page.locator("thead th").evaluate_all("all => all.map(one => one.getBoundingClientRect().right)")
    assert len(rights) == 20
    assert max(rights) <= width
    assert page.locator(".zw-filter").is_hidden()
    assert page.locator(".zw-count").is_visible()
    assert page.locator(".zw-scroll").first.evaluate("one => one.scrollWidth <= one.clientWidth")
    printed = tmp_path / "sheet.pdf"
    page.pdf(path=printed, prefer_css_page_size=True)
    found = re.search(rb"/MediaBox \[0 0 ([0-9.]+) ([0-9.]+)\]", printed.read_bytes())
    assert found
    assert float(found[1]) == pytest.approx(842, abs=2)
    page.goto(address)
    assert page.locator(".zw-count").is_hidden()
    if which("pdftotext") is None:
        return
    read = subprocess.run(["pdftotext", printed, "-"], capture_output=True, check=True).stdout.decode()
    text = "".join(read.split())
    for word in ("序号", "咨询渠道", "4项中的2项", "1/1"):
        assert word in text, word
    assert "特困人员办理指南" not in text
