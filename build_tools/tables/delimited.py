"""Tables as plain text with commas, semicolons or tabs → grids."""

from __future__ import annotations

import csv
import io

from build_tools.tables import containers
from build_tools.tables.shape import Grid, Remark
from build_tools.tables.spans import MOST_CELLS, MOST_ROWS, Piece, Refused, grid

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
    """The sign that stands most often between the cells of the first lines; a full-width comma is no delimiter."""
    head = "\n".join(text.split("\n")[:20])
    return max(",\t;", key=head.count)


def _unguarded(cell: str) -> str:
    return cell[1:] if cell.startswith(_GUARDED) else cell
