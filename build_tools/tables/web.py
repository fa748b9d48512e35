"""Pages of the web → grids: tables anywhere on the page, layout tables only walked through, hidden parts left out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from build_tools.tables import containers
from build_tools.tables.headers import header_words
from build_tools.tables.shape import Grid, Remark
from build_tools.tables.spans import MOST_CELLS, MOST_COLUMNS, MOST_ROWS, Piece, Refused, grid
from build_tools.tables.word import PICTURE

_ATTRIBUTES = re.compile(
    r"""\s(?:class|lang|width|height|align|valign|face|id|style|mso-[\w-]+)=(?:"[^"<>]*"|'[^'<>]*')"""
)
_MOST_TEXT = 30_000_000
_MOST_TABLES = 2000
_MOST_PARSED = 12_000_000
_BLOCKS = {
    "p",
    "div",
    "li",
    "tr",
    "td",
    "th",
    "table",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "dt",
    "dd",
    "section",
    "center",
}
_DROPPED = {"script", "style", "noscript", "template", "head", "select", "textarea", "iframe", "object", "svg"}
_HIDDEN = re.compile(r"(?i)display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all")
_SPACE = re.compile(r"[ \t\r\n\f]+")


@dataclass(slots=True)
class Words:
    """Texts in the order of the page, one line for each block."""

    lines: list[str] = field(default_factory=lambda: [""])

    def add(self, text: str | None) -> None:
        if text:
            self.lines[-1] += _SPACE.sub(" ", text)

    def end(self) -> None:
        if self.lines[-1]:
            self.lines.append("")

    def all(self) -> list[str]:
        return [line.strip(" ") for line in self.lines if line.strip()]


def read(raw: bytes) -> tuple[list[Grid], list[Remark]]:
    """The tables of a page that hold no other table, or that have the headers of a catalogue."""
    root = _parsed(containers.text(raw))
    grids: list[Grid] = []
    if root is None:
        return grids, []
    words = Words()
    walk = etree.iterwalk(root, events=("start", "end"))
    for event, element in walk:
        if event == "end":
            if element.tag in _BLOCKS:
                words.end()
            words.add(element.tail)
        elif not isinstance(element.tag, str) or element.tag in _DROPPED or _hidden(element):
            walk.skip_subtree()
        elif element.tag == "table" and _is_data(element):
            walk.skip_subtree()
            made = grid(len(grids), "", words.all()[-12:], _pieces(element))
            if len(grids) >= _MOST_TABLES:
                raise Refused("table-too-large", rows=str(len(grids)), columns="1")
            if made:
                grids.append(made)
                words = Words()
        else:
            if element.tag in _BLOCKS or element.tag == "br":
                words.end()
            words.add(element.text)
    return grids, []


def _parsed(text: str) -> etree._Element | None:
    if len(text) > _MOST_TEXT:
        raise Refused("table-file-too-large", size=str(len(text) // 1_000_000))
    if len(text) > _MOST_PARSED // 4:
        text = _ATTRIBUTES.sub(lambda hit: hit[0] if _HIDDEN.search(hit[0]) else "", text)
    if len(text) > _MOST_PARSED:
        raise Refused("table-file-too-large", size=str(len(text) // 1_000_000))
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True)
    try:
        return etree.fromstring(text.encode("utf-8", "replace"), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise Refused("table-damaged") from error


def _hidden(element: etree._Element) -> bool:
    return bool(_HIDDEN.search(element.get("style") or "")) or element.get("hidden") is not None


def _is_data(table: etree._Element) -> bool:
    """Whether a table is to be read as one: it holds no other, or its own rows begin like a catalogue."""
    if next((one for one in table.iter("table") if one is not table), None) is None:
        return True
    for number, row in enumerate(_rows(table)):
        if number > 5:
            return False
        if header_words(_cell_text(cell, [], inner=False) for cell in _cells(row)) >= 3:
            return True
    return False


def _rows(table: etree._Element) -> Iterator[etree._Element]:
    for child in table:
        if child.tag == "tr":
            yield child
        elif child.tag in ("thead", "tbody", "tfoot"):
            yield from (row for row in child if row.tag == "tr")


def _cells(row: etree._Element) -> Iterator[etree._Element]:
    return (cell for cell in row if cell.tag in ("td", "th"))


def _pieces(table: etree._Element) -> list[Piece]:
    """The cells of a table, each in the first place that no cell from above or before covers."""
    found: list[Piece] = []
    below: dict[int, int] = {}
    for row, element in enumerate(one for one in _rows(table) if not _hidden(one)):
        if row >= MOST_ROWS or len(found) > MOST_CELLS:
            raise Refused("table-too-large", rows=str(row), columns="1")
        column = 0
        for cell in _cells(element):
            while below.get(column, 0) > row:
                column += 1
            if column >= MOST_COLUMNS:
                break
            rows = _number(cell.get("rowspan"), MOST_ROWS)
            columns = min(_number(cell.get("colspan"), MOST_COLUMNS), MOST_COLUMNS - column)
            links: list[str] = []
            text = "" if _hidden(cell) else _cell_text(cell, links)
            found.append(Piece(row, column, text, rows, columns, tuple(links)))
            below.update(dict.fromkeys(range(column, column + columns), row + rows))
            column += columns
    return found


def _number(text: str | None, most: int) -> int:
    """How many places a cell covers; a number beyond all bounds is no number."""
    digits = (text or "").strip()
    if not digits.isascii() or not digits.isdigit():
        return 1
    number = int(digits[:9])
    return number if 0 < number <= most else 1


def _cell_text(cell: etree._Element, links: list[str], inner: bool = True) -> str:
    """The text of a cell as it is shown, ticked boxes as signs, pictures by the words that stand for them."""
    words = Words()
    walk = etree.iterwalk(cell, events=("start", "end"))
    for event, one in walk:
        if event == "end":
            if one.tag in _BLOCKS:
                words.end()
            if one is not cell:
                words.add(one.tail)
            continue
        if not isinstance(one.tag, str) or one.tag in _DROPPED or _hidden(one) or (one.tag == "table" and not inner):
            walk.skip_subtree()
            continue
        if one.tag in _BLOCKS or one.tag == "br":
            words.end()
        words.add(_standing_for(one))
        address = one.get("href") if one.tag == "a" else None
        if address is not None and address.strip() not in links:
            links.append(address.strip())
        words.add(one.text)
    return "\n".join(words.all())


def _standing_for(one: etree._Element) -> str:
    """The sign that stands for a box or a picture."""
    if one.tag == "input" and (one.get("type") or "").lower() in ("checkbox", "radio"):
        return "☑" if one.get("checked") is not None else "☐"
    if one.tag == "img":
        return (one.get("alt") or one.get("title") or "").strip() or PICTURE
    return ""
