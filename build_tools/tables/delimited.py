"""Tables as plain text with commas, semicolons or tabs → grids."""

from __future__ import annotations

import csv
import io
import re

from build_tools.tables import containers
from build_tools.tables.headers import header_words
from build_tools.tables.shape import Grid, Remark
from build_tools.tables.spans import MOST_CELLS, MOST_ROWS, Piece, Refused, grid

_FIRST_LINES = 40
_FIRST_CHARACTERS = 20_000
_AS_TEXT = re.compile('="([^"]*)"')
_GUARDED = ("'=", "'+", "'-", "'@")


def read(raw: bytes) -> tuple[list[Grid], list[Remark]]:
    """The one table of a text file. A quotation mark that guards a cell against being computed is taken off."""
    text = containers.text(raw).replace("\r\n", "\n").replace("\r", "\n")
    pieces: list[Piece] = []
    csv.field_size_limit(1_000_000)
    try:
        for number, row in enumerate(csv.reader(io.StringIO(text), delimiter=_delimiter(text))):
            if number > MOST_ROWS or len(pieces) > MOST_CELLS:
                raise Refused("table-too-large", rows=str(number), columns=str(len(row)))
            pieces += [Piece(number, column, _unguarded(one)) for column, one in enumerate(row) if one.strip()]
    except csv.Error as error:
        raise Refused("table-damaged") from error
    made = grid(0, "", (), pieces)
    return ([made] if made else []), []


def _delimiter(text: str) -> str:
    """The sign between the cells: the one with which some row names the most fields, else the most frequent one."""
    head = "\n".join(text.split("\n")[:_FIRST_LINES])[:_FIRST_CHARACTERS]
    return max(",\t;", key=lambda sign: (_named(head, sign), head.count(sign)))


def _named(head: str, sign: str) -> int:
    """How many fields the best header row names if the cells are cut at this sign."""
    try:
        return max((header_words(row) for row in csv.reader(io.StringIO(head), delimiter=sign)), default=0)
    except csv.Error:
        return 0


def _unguarded(cell: str) -> str:
    """A cell without the sign that keeps a spreadsheet from computing it or from dropping its zeros."""
    written = _AS_TEXT.fullmatch(cell.strip())
    if written:
        return written[1]
    return cell[1:] if cell.startswith(_GUARDED) else cell
