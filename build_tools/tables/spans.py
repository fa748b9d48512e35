"""Cells that cover several places → a grid in which every place has its cell, within bounds."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from build_tools.tables.shape import Cell, Grid, Place

MOST_COLUMNS = 120
MOST_ROWS = 10_000
MOST_CELLS = 400_000
LONGEST_TEXT = 8_000
_EMPTY = Cell("")


class Refused(Exception):
    """A file that is not to be read, and why: a code of the messages with its arguments."""

    def __init__(self, code: str, **args: str) -> None:
        super().__init__(code, args)
        self.code = code
        self.args_by_name = args


@dataclass(frozen=True, slots=True)
class Piece:
    """A cell as its file has it: row and column from 0, how many it covers, its text and links."""

    row: int
    column: int
    text: str
    rows: int = 1
    columns: int = 1
    links: tuple[str, ...] = ()


def grid(number: int, name: str, headings: Iterable[str], pieces: list[Piece]) -> Grid | None:
    """The grid of these cells, without the empty rows and columns at its end; None where nothing stands in it."""
    filled = [piece for piece in pieces if piece.text.strip() or piece.links]
    if not filled:
        return None
    height = max(piece.row + min(piece.rows, MOST_ROWS) for piece in filled)
    width = max(piece.column + min(piece.columns, MOST_COLUMNS) for piece in filled)
    height = min(height, max(piece.row for piece in pieces) + 1) if pieces else height
    if width > 2 * MOST_COLUMNS or height > MOST_ROWS or height * width > MOST_CELLS:
        raise Refused("table-too-large", rows=str(height), columns=str(width))
    rows: list[list[Cell]] = [[_EMPTY] * width for _ in range(height)]
    taken = {(piece.row, piece.column) for piece in filled}
    for piece in pieces:
        _lay(number, rows, taken, piece)
    return Grid(name, tuple(headings), tuple(tuple(row) for row in rows))


def _lay(number: int, rows: list[list[Cell]], taken: set[tuple[int, int]], piece: Piece) -> None:
    """Write one cell to all places it covers in which nothing stands of its own."""
    master = Place(number, piece.row + 1, piece.column + 1)
    text = piece.text if len(piece.text) <= LONGEST_TEXT else piece.text[:LONGEST_TEXT] + "…"
    for row in range(piece.row, min(piece.row + piece.rows, len(rows))):
        for column in range(piece.column, min(piece.column + piece.columns, len(rows[row]))):
            first = row == piece.row and column == piece.column
            if (row, column) in taken and not first:
                continue
            rows[row][column] = Cell(text, piece.links, None if first else master)
            taken.add((row, column))
