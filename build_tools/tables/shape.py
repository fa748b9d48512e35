"""What reading a table gives: cells with places, rows of the standard table, doubts, what became of each cell."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Outcome = Literal["ok", "warn", "refuse"]
"""Of a whole file: read, read with doubts, or not to be used."""

Kind = Literal["field", "unsure", "skipped"]


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A cell: the table's number in its file (from 0), its row and column as people count them (from 1)."""

    grid: int
    row: int
    column: int


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell as it stands. ``master`` is the place of the merged cell it belongs to, where it is not its first."""

    text: str
    links: tuple[str, ...] = ()
    master: Place | None = None


@dataclass(frozen=True, slots=True)
class Grid:
    """A table of a file: rows of equal length. ``name`` is the sheet's, ``headings`` the texts that stood before it."""

    name: str
    headings: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True, slots=True)
class Doubt:
    """A field that was read but not for certain: what stood there, what was taken, and why (a code of the messages)."""

    field: str
    place: Place
    read: str
    assumed: str
    code: str


@dataclass(frozen=True, slots=True)
class Remark:
    """Something to say about the whole file or one place of it: a code of the messages and its arguments."""

    code: str
    args: Mapping[str, str] = field(default_factory=dict)
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class Fate:
    """What became of a cell: the field it went to, the field it may have gone to, or the reason why it was skipped."""

    place: Place
    kind: Kind
    what: str


@dataclass(frozen=True, slots=True)
class Row:
    """One disclosure item as the table has it.

    ``values``: field name → text, list of texts or mapping; absent = no such column, None = the cell cannot be read.
    ``places``: field name → the cell it came from.
    """

    values: Mapping[str, object]
    places: Mapping[str, Place]
    doubts: tuple[Doubt, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """All that a file gave."""

    outcome: Outcome
    grids: tuple[Grid, ...] = ()
    rows: tuple[Row, ...] = ()
    remarks: tuple[Remark, ...] = ()
    fates: tuple[Fate, ...] = ()
