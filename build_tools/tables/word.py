"""Word documents → grids: the text as it is shown, with symbols, ticked boxes and links, never a deleted word."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from build_tools.tables import containers
from build_tools.tables.shape import Grid, Remark
from build_tools.tables.spans import MOST_CELLS, MOST_COLUMNS, MOST_ROWS, Piece, Refused, grid

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_TABLE, _ROW, _CELL, _PARAGRAPH = f"{_W}tbl", f"{_W}tr", f"{_W}tc", f"{_W}p"
_DROPPED = {f"{_W}del", f"{_W}moveFrom", f"{_W}delText", f"{_W}instrText", f"{_W}pPr", f"{_W}rPr"}
_DROPPED |= {"{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"}
_PICTURES = {f"{_W}drawing", f"{_W}pict"}
_SYMBOLS = dict(zip("\x6e\x71\xa8\xfe\xfc\xfb\x52\xa3\x50\x6c\xa7\x6f\x78", "■□□☑√×☑□√●■□☒", strict=True))
PICTURE = "\ufffc"
"""Stands where a picture is: whatever it shows cannot be read."""


@dataclass(slots=True)
class State:
    """What was met so far: finished grids, the paragraphs since the last table, the table being read."""

    links: dict[str, str]
    grids: list[Grid] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    pieces: list[Piece] = field(default_factory=list)
    lengths: list[int] = field(default_factory=list)
    last_in_column: dict[int, int] = field(default_factory=dict)
    row: int = 0
    depth: int = 0


def read(raw: bytes) -> tuple[list[Grid], list[Remark]]:
    """Every table of the document's body; a table within a table is part of its cell's text."""
    found = containers.parts(raw)
    state = State(_links(found.get("word/_rels/document.xml.rels", b"")))
    body = found["word/document.xml"]
    try:
        for event, element in etree.iterparse(
            io.BytesIO(body), ("start", "end"), resolve_entities=False, no_network=True, load_dtd=False
        ):
            _step(state, event, element)
    except etree.XMLSyntaxError as error:
        raise Refused("table-damaged") from error
    return state.grids, state.remarks


def _step(state: State, event: str, element: etree._Element) -> None:
    """One start or end of an element; rows are read as soon as they end, so that a long table needs no room."""
    if event == "start" and element.getparent() is None and element.getroottree().docinfo.internalDTD is not None:
        raise Refused("table-doctype")
    if element.tag == _TABLE:
        state.depth += 1 if event == "start" else -1
        if event == "end" and not state.depth:
            _finish(state)
            element.clear()
    elif event == "end" and element.tag == _ROW and state.depth == 1:
        _row(state, element)
        element.clear()
    elif event == "end" and element.tag == _PARAGRAPH and not state.depth:
        text = _text(element, state.links, [])
        state.texts += [one for one in text.split("\n") if one.strip()]
        element.clear()


def _finish(state: State) -> None:
    """A table has ended: its cells become a grid, with the rows that merges downwards gave them."""
    pieces = [
        Piece(one.row, one.column, one.text, length, one.columns, one.links)
        for one, length in zip(state.pieces, state.lengths, strict=True)
    ]
    made = grid(len(state.grids), "", state.texts[-12:], pieces)
    if made:
        state.grids.append(made)
        state.texts.clear()
    state.pieces, state.lengths, state.row, state.last_in_column = [], [], 0, {}


def _row(state: State, element: etree._Element) -> None:
    """Read one row; a cell that goes on from above lengthens the one it goes on from."""
    if state.row >= MOST_ROWS or len(state.pieces) > MOST_CELLS:
        raise Refused("table-too-large", rows=str(state.row), columns="1")
    if element.find(f"{_W}trPr/{_W}del") is not None:
        return
    column = int(_value(element.find(f"{_W}trPr/{_W}gridBefore"), "0"))
    for cell in _cells(element):
        span = min(max(int(_value(cell.find(f"{_W}tcPr/{_W}gridSpan"), "1")), 1), MOST_COLUMNS)
        merge = cell.find(f"{_W}tcPr/{_W}vMerge")
        above = state.last_in_column.get(column, -1)
        goes_on = merge is not None and _value(merge, "continue") == "continue" and above >= 0
        if goes_on and state.pieces[above].row + state.lengths[above] == state.row:
            state.lengths[above] += 1
        elif column < MOST_COLUMNS:
            links: list[str] = []
            text = _text(cell, state.links, links)
            state.last_in_column[column] = len(state.pieces)
            state.pieces.append(Piece(state.row, column, text, 1, span, tuple(links)))
            state.lengths.append(1)
        column += span
    state.row += 1


def _value(element: etree._Element | None, other: str) -> str:
    value = other if element is None else str(element.get(f"{_W}val") or other)
    return value if not other.isdigit() or value.isdigit() else other


def _cells(row: etree._Element) -> Iterator[etree._Element]:
    """The cells of a row, those within content controls too."""
    for child in row:
        if child.tag == _CELL:
            yield child
        elif child.tag in (f"{_W}sdt", f"{_W}sdtContent", f"{_W}ins", f"{_W}customXml"):
            yield from _cells(child)


def _text(element: etree._Element, links: dict[str, str], met: list[str]) -> str:
    """The text of a cell or paragraph: a paragraph or break ends a line; addresses of links are added to ``met``."""
    said: list[str] = []
    walk = etree.iterwalk(element, events=("start", "end"))
    for event, one in walk:
        if event == "end":
            if one.tag == _PARAGRAPH:
                said.append("\n")
        elif one.tag in _DROPPED or not isinstance(one.tag, str) or (one.tag == f"{_W}r" and _hidden(one)):
            walk.skip_subtree()
        elif one.tag in _PICTURES and not any(True for _ in one.iter(f"{_W}t")):
            said.append(PICTURE)
            walk.skip_subtree()
        else:
            said.append(_piece(one, links, met))
    return "".join(said).strip("\n")


def _hidden(run: etree._Element) -> bool:
    mark = run.find(f"{_W}rPr/{_W}vanish")
    return mark is not None and _value(mark, "true") not in ("0", "false")


def _piece(one: etree._Element, links: dict[str, str], met: list[str]) -> str:
    """What one element adds to the text."""
    if one.tag == f"{_W}t":
        return one.text or ""
    if one.tag in (f"{_W}br", f"{_W}cr"):
        return "\n"
    if one.tag == f"{_W}tab":
        return " "
    if one.tag == f"{_W}noBreakHyphen":
        return "-"
    if one.tag == f"{_W}sym":
        code = int(one.get(f"{_W}char") or "0", 16) & 0xFF
        return _SYMBOLS.get(chr(code), PICTURE)
    if one.tag == f"{_W}hyperlink":
        address = links.get(one.get(f"{_R}id") or "")
        if address and address not in met:
            met.append(address)
    return ""


def _links(data: bytes) -> dict[str, str]:
    if not data:
        return {}
    try:
        root = etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False))
    except etree.XMLSyntaxError:
        return {}
    return {one.get("Id") or "": one.get("Target") or "" for one in root if isinstance(one.tag, str)}
