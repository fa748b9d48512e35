"""What comes out of the printer: every column of the table on every sheet, numbered sheets, an item on one."""

from __future__ import annotations

import io
import logging
import unicodedata
from collections import Counter
from pathlib import Path

import pdfplumber
import pytest
from pdfplumber.page import Page as Sheet
from playwright.sync_api import Browser

from tests.browser.chromium import showing

logging.getLogger("pdfminer").setLevel(logging.ERROR)  # it warns of every font of chromium's
A4 = (595, 842)  # points
PRINTED = ("light", "elder-dark")  # the mode must not matter; this one differs from the first in everything
MARGIN = 14  # 5 mm: what a printer cannot reach


SEEN = """() => [...document.querySelectorAll('main table tbody')].map(body => {
  const walk = document.createTreeWalker(body, NodeFilter.SHOW_TEXT);
  let text = '';
  while (walk.nextNode()) {
    const rect = walk.currentNode.parentElement.getBoundingClientRect();
    if (rect.width > 1 && rect.height > 1) { text += walk.currentNode.data; }
  }
  return text;
}).join('')"""


def printed(browser: Browser, path: Path, mode: str = "light") -> bytes:
    """The page as the browser prints it."""
    with showing(browser, mode, 1280) as page:
        page.goto(path.as_uri())
        return page.pdf(prefer_css_page_size=True, print_background=False)


def richest(folder: Path) -> Path:
    """The largest page of a folder."""
    return max(folder.rglob("*.html"), key=lambda path: path.stat().st_size)


def letters(text: str | None) -> str:
    """A text without its spaces and line breaks, compatibility forms of characters made plain."""
    return "".join(unicodedata.normalize("NFKC", text or "").split())


def numbered(sheet: Sheet, all_: int) -> bool:
    """Whether the sheet's own number stands in its margin, with how many there are."""
    height = float(sheet.height)
    margins = [(0, 60), (height - 60, height)]
    texts = [letters(sheet.crop((0, top, float(sheet.width), bottom)).extract_text()) for top, bottom in margins]
    return any(str(sheet.page_number) in text and str(all_) in text for text in texts)


def cut(sheet: Sheet) -> str:
    """The characters that stand where no printer prints."""
    right, bottom = float(sheet.width) - MARGIN, float(sheet.height) - MARGIN
    return "".join(
        one["text"]
        for one in sheet.chars
        if one["text"].strip() and not (one["x0"] >= MARGIN and one["x1"] <= right and one["bottom"] <= bottom)
    )


def heads_of(table: list[list[str | None]], deep: int) -> list[Counter[str]]:
    """The characters of a printed table's first rows, a caption in the same frame left out or not.

    Where cells are merged the lines do not tell whose they are, so the rows are taken as a whole.
    """
    rows = [letters("".join(cell or "" for cell in row)) for row in table[: deep + 1]]
    return [Counter("".join(rows[:deep])), Counter("".join(rows[1:]))]


def radicals(counted: Counter[str]) -> int:
    """How many characters the font took for the look-alike among the radicals (⻔ for 门); their words are not lost."""
    return sum(often for letter, often in counted.items() if 0x2E80 <= ord(letter) < 0x2F00)


@pytest.mark.parametrize("mode", PRINTED)
def test_the_table_of_a_domain_has_every_column_on_every_sheet(browser: Browser, published: Path, mode: str) -> None:
    path = richest(published / "domains")
    with showing(browser, "light", 1280) as page:
        page.goto(path.as_uri())
        heads = Counter(letters("".join(page.locator("main table thead").first.all_text_contents())))
        page.emulate_media(media="print")
        deep = page.locator("main table thead").first.locator("tr").count()
        cells = letters(page.evaluate(SEEN))
    assert heads
    wrong: list[str] = []
    whole: Counter[str] = Counter()
    with pdfplumber.open(io.BytesIO(printed(browser, path, mode))) as pdf:
        for sheet in pdf.pages:
            place = f"sheet {sheet.page_number} of {len(pdf.pages)}"
            if (round(float(sheet.height)), round(float(sheet.width))) != A4:
                wrong.append(f"{place}: {sheet.width}×{sheet.height}")
            if lost := cut(sheet):
                wrong.append(f"{place}: cut off: {lost[:40]}")
            if not numbered(sheet, len(pdf.pages)):
                wrong.append(f"{place}: no number")
            if not any(heads <= one for table in sheet.extract_tables() for one in heads_of(table, deep)):
                wrong.append(f"{place}: not every column has its head")
            whole.update(letters(sheet.extract_text()))
    missing = Counter(cells) - whole
    assert not wrong, "\n".join(wrong[:25])
    assert missing.total() <= radicals(whole), missing


@pytest.mark.parametrize("mode", PRINTED)
def test_an_item_is_printed_on_one_sheet(browser: Browser, published: Path, mode: str) -> None:
    items = sorted((published / "items").rglob("*.html"), key=lambda path: path.stat().st_size)
    wrong = []
    for path in (items[0], items[len(items) // 2], *items[-3:]):
        with pdfplumber.open(io.BytesIO(printed(browser, path, mode))) as pdf:
            sheet = pdf.pages[0]
            if len(pdf.pages) != 1:
                wrong.append(f"{path.name}: {len(pdf.pages)} sheets")
            if (round(float(sheet.width)), round(float(sheet.height))) != A4 or cut(sheet):
                wrong.append(f"{path.name}: {sheet.width}×{sheet.height}, cut off: {cut(sheet)[:40]}")
    assert not wrong, "\n".join(wrong)
