"""The sheet offices edit: one column a field, one row an item, and what is needed to read it back.

Row 1 is for programs: the mark and the keys of the columns. Row 2 has the labels. Long cells go on in further columns.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from build_tools import fields
from build_tools.exporting.names import Names
from build_tools.exporting.notation import written
from build_tools.exporting.shapes import Field, item_fields
from build_tools.exporting.volume import Volume
from build_tools.messages import page as words
from build_tools.model import Item
from build_tools.source import ITEM_LIMITS, read

MARK = "zwgk-work/1"
"""Stands in the first cell of every such sheet."""

DOMAIN, DIGEST = "domain", "digest"
MORE = "+"
"""Between the key of a column and the number of its continuation."""

LONGEST = 30_000
"""Most UTF-16 units in a cell; Excel takes 32,767, and people write more."""

_MOST_IDS = 200_000

HEAD = 2
"""Rows above the first item."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its key, its label, and the field it shows (none for id, domain and digest)."""

    key: str
    label: str
    field: Field | None = None


@dataclass(frozen=True, slots=True)
class WorkSheet:
    """The sheet: columns, and the text of every cell below the two header rows. ``first`` is row 1."""

    columns: tuple[Column, ...]
    first: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    def grid(self) -> Iterator[tuple[str, ...]]:
        """All rows, headers included."""
        yield self.first
        yield tuple(column.label for column in self.columns)
        yield from self.rows


def work_sheet(volume: Volume) -> WorkSheet:
    """The sheet of a volume."""
    names = Names(volume.index.catalog)
    made = [(item, cells(data_of(volume.files[item.path], item.path), names)) for item in volume.selection.items]
    pieces = [[cut(cell) for cell in texts] for _, texts in made]
    widths = [max((len(row[number]) for row in pieces), default=1) for number in range(len(item_fields()))]
    columns = tuple(_columns(widths))
    rows = tuple(
        tuple(_row(item, row, widths, volume.files[item.path], names))
        for (item, _), row in zip(made, pieces, strict=True)
    )
    keys = [column.key for column in columns]
    ids = ranges(item.id for item in volume.selection.items)
    last = f"{DIGEST} {ids}" if len(ids) <= LONGEST else DIGEST
    return WorkSheet(columns, (MARK, *keys[1:-1], last), rows)


def data_of(raw: bytes, path: str) -> dict[str, Any]:
    """What an item's file says, as it says it."""
    data: dict[str, Any] = read(path, raw, ITEM_LIMITS)[0].data
    return data


def cells(data: dict[str, Any], names: Names) -> list[str]:
    """The text of every field of an item; empty where the item has none."""
    made = []
    for one in item_fields():
        value = value_at(data, one.where)
        made.append("" if value is None else written(value, one.shape, names))
    return made


def value_at(data: Any, where: tuple[str, ...]) -> Any:
    """The value of a field in an item's data; None where there is none."""
    for key in where:
        data = data.get(key) if isinstance(data, dict) else None
    return data


def digest(raw: bytes) -> str:
    """What a file is known by, to see whether it was changed since."""
    return hashlib.sha256(raw).hexdigest()[:16]


def cut(text: str) -> list[str]:
    """The text in pieces that fit into a cell each; no character is cut in two."""
    made, start, size = [], 0, 0
    for place, character in enumerate(text):
        size += 2 if character > "\uffff" else 1
        if size > LONGEST:
            made.append(text[start:place])
            start, size = place, 2 if character > "\uffff" else 1
    return [*made, text[start:]]


def ranges(ids: Iterable[str]) -> str:
    """Ids in short: those of a domain behind its name, numbers that follow each other as 「001~009」."""
    parts = []
    for domain, group in groupby((one.rpartition("-") for one in sorted(ids)), key=lambda one: one[0]):
        runs: list[list[str]] = []
        for _, _, number in group:
            follows = runs and int(runs[-1][-1]) + 1 == int(number) and len(runs[-1][-1]) == len(number)
            runs[-1].append(number) if follows else runs.append([number])
        parts.append(f"{domain}:" + ",".join(run[0] if len(run) == 1 else f"{run[0]}~{run[-1]}" for run in runs))
    return ";".join(parts)


def from_ranges(text: str) -> set[str]:
    """The ids again; a part that is none is left out."""
    found: set[str] = set()
    for part in text.split(";"):
        domain, _, runs = part.partition(":")
        for run in runs.split(","):
            first, _, last = run.partition("~")
            if not re.fullmatch("[0-9]{1,9}", first) or not re.fullmatch("[0-9]{0,9}", last):
                continue
            if int(last or first) - int(first) + len(found) < _MOST_IDS:
                numbers = range(int(first), int(last or first) + 1)
                found |= {f"{domain}-{number:0{len(first)}}" for number in numbers}
    return found


def _columns(widths: list[int]) -> Iterator[Column]:
    domain, last = words("export_domain")
    yield Column("id", fields.label("adjustment", ("item", 0)))
    yield Column(DOMAIN, domain)
    for one, width in zip(item_fields(), widths, strict=True):
        yield Column(one.key, one.labels[-1], one)
        for number in range(2, width + 1):
            label = words("export_more", label=one.labels[-1], number=number)[0]
            yield Column(f"{one.key}{MORE}{number}", label, one)
    yield Column(DIGEST, last)


def _row(item: Item, pieces: list[list[str]], widths: list[int], raw: bytes, names: Names) -> Iterator[str]:
    yield item.id
    yield names.shown("domains", item.domain)
    for cell, width in zip(pieces, widths, strict=True):
        yield from (*cell, *[""] * (width - len(cell)))
    yield digest(raw)
