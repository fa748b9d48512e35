"""Our own workbook or CSV, as an office gives it back → the text of its cells under the keys of their columns."""

from __future__ import annotations

import csv
import datetime
import io
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from build_tools.diagnostics import UserError
from build_tools.exchange.catalog_csv import unguarded
from build_tools.exporting.work_sheet import DIGEST, HEAD, MARK, MORE, from_ranges
from build_tools.messages import page as words
from build_tools.tables import containers, workbook
from build_tools.tables.spans import Refused
from build_tools.text import decoded

_ENDS = ",\t;"


@dataclass(frozen=True, slots=True)
class WorkRow:
    """One row: its number as people count, and the text under each key; a key without a column is not there."""

    number: int
    cells: Mapping[str, str]

    @property
    def empty(self) -> bool:
        """Whether nothing was written into the row."""
        return not any(text.strip() for text in self.cells.values())


@dataclass(frozen=True, slots=True)
class WorkFile:
    """The sheet: its name, where the column of each key stands with its label, the rows, and the ids exported.

    ``narrow``: saved in an encoding that has not every character.
    """

    name: str
    sheet: str
    columns: Mapping[str, tuple[int, str]]
    rows: tuple[WorkRow, ...]
    ids: frozenset[str]
    narrow: bool = False


def recognised(path: Path) -> bool:
    """Whether a file is a workbook or CSV that ``zwgk export`` made, and perhaps somebody has edited."""
    try:
        return _read(path) is not None
    except (OSError, Refused, csv.Error, ValueError):
        return False


def read_work(path: Path) -> WorkFile:
    """The sheet. Raises UserError where the file is none of ours, or cannot be read."""
    try:
        found = _read(path)
    except (OSError, Refused, csv.Error, ValueError) as error:
        raise UserError("work-unreadable", path=path.name) from error
    if found is None:
        raise UserError("work-unreadable", path=path.name)
    return found


def _read(path: Path) -> WorkFile | None:
    if path.stat().st_size > containers.MOST_BYTES:
        return None
    raw = path.read_bytes()
    if raw.startswith(b"PK"):
        return _workbook(path.name, raw)
    text = decoded(raw)
    if MARK not in text[: len(MARK) + 3]:
        return None
    behind = text.partition(MARK)[2].lstrip('"')[:1]
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=behind if behind in _ENDS and behind else ",")
    rows = [[unguarded(cell) for cell in row] for row in reader]
    narrow = not raw.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")) and not _is_utf8(raw)
    return _file(path.name, "", rows, narrow)


def _is_utf8(raw: bytes) -> bool:
    try:
        raw.decode()
    except UnicodeDecodeError:
        return False
    return True


def _workbook(name: str, raw: bytes) -> WorkFile | None:
    found = workbook.marked(raw, MARK)
    if found is None:
        return None
    sheet, rows = found
    return _file(name, sheet, [[_text(cell) for cell in row] for row in rows], False)


def _text(cell: object) -> str:
    """A cell as text, also where a program has made a number or a date of it."""
    if isinstance(cell, bool):
        return words("export_answer")[0 if cell else 1]
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime.datetime):
        return cell.date().isoformat() if cell.time() == datetime.time() else cell.isoformat(" ")
    if isinstance(cell, datetime.date):
        return cell.isoformat()
    return str(cell)


def _file(name: str, sheet: str, rows: list[list[str]], narrow: bool) -> WorkFile:
    first = rows[0] if rows else []
    keys = ["id", *(cell.strip() for cell in first[1:])]
    ids = next((key.partition(" ")[2] for key in keys if key.split(" ")[0] == DIGEST), "")
    keys = [DIGEST if key.split(" ")[0] == DIGEST else key for key in keys]
    labels = rows[1] if len(rows) > 1 else []
    columns: dict[str, tuple[int, str]] = {}
    for place, key in enumerate(keys):
        if key and MORE not in key:
            columns.setdefault(key, (place, labels[place].rstrip(" *") if place < len(labels) else key))
    made = tuple(_rows(rows[HEAD:], keys))
    return WorkFile(name, sheet, columns, made, frozenset(from_ranges(ids)), narrow)


def _rows(rows: Iterable[list[str]], keys: list[str]) -> Iterator[WorkRow]:
    for number, row in enumerate(rows, HEAD + 1):
        cells: dict[str, str] = {}
        for key, text in zip(keys, [*row, *[""] * len(keys)], strict=False):
            plain = text.replace("_x000D_", "").replace("\r\n", "\n").replace("\r", "\n")
            field = key.partition(MORE)[0]
            if field:
                cells[field] = cells.get(field, "") + plain
        made = WorkRow(number, cells)
        if not made.empty:
            yield made
