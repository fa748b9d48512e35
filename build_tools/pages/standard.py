"""The standard table 「标准目录」 of a domain: its lines, what each can be filtered by, and how many match."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from build_tools import fields
from build_tools.exporting.boxes import Box, boxes, used_channels
from build_tools.exporting.rows import Row, rows
from build_tools.index import Index
from build_tools.messages import page as words
from build_tools.model import Body, Item
from build_tools.time_limit import PACES, paces, read

Marks = tuple[tuple[str, tuple[str, ...]], ...]
"""Each filter with the values that an item can be found by."""


@dataclass(frozen=True, slots=True)
class Line:
    """A row with its channel boxes and the values it can be found by."""

    row: Row
    channels: tuple[Box, ...]
    marks: Marks


@dataclass(frozen=True, slots=True)
class Filter:
    """One filter: its key in the address, its label, and its options as (value, label, how many items)."""

    key: str
    label: str
    options: tuple[tuple[str, str, int], ...]


def lines(items: tuple[Item, ...], index: Index) -> Iterator[tuple[str, list[Line]]]:
    """The table's lines under their first-level names. Every line has the boxes of all channels the domain uses."""
    offered = used_channels(items, index)
    for category, group in rows(items, index):
        yield category, [Line(row, tuple(boxes(row.item, offered, index)), _marks(row.item)) for row in group]


def _bodies(item: Item) -> tuple[str, ...]:
    bodies = item.publishing_body
    if not bodies.by_level:
        return bodies.default or ()
    return tuple(dict.fromkeys(body for _, some in bodies.parts() for body in some))


def used_bodies(items: Iterable[Item], index: Index) -> list[Body]:
    """The bodies that items name, in the order of the registry."""
    used = {body for item in items for body in _bodies(item)}
    return [body for body in index.catalog.bodies.values() if body.id in used]


def _audience(item: Item) -> tuple[str, ...]:
    return (("everyone",) if item.audience.everyone else ()) + (("group",) if item.audience.groups else ())


def _limit(item: Item) -> tuple[str, ...]:
    found = [_paces(wording) for _, wording in item.time_limit.parts()]
    return found[0] if len(found) == 1 else tuple(pace for pace in PACES if any(pace in one for one in found))


@lru_cache(maxsize=4096)
def _paces(wording: str) -> tuple[str, ...]:
    return paces(read(wording))


MARKS: Mapping[str, Callable[[Item], tuple[str, ...]]] = {
    "level": lambda item: item.level,
    "body": _bodies,
    "method": lambda item: item.method,
    "audience": _audience,
    "limit": _limit,
    "stage": lambda item: item.stage,
}
"""What an item can be found by in the table: for each filter the values it has."""


def _marks(item: Item) -> Marks:
    return tuple((key, values(item)) for key, values in MARKS.items())


def filters(shown: Sequence[Line], index: Index) -> tuple[Filter, ...]:
    """The filters that leave something out; where all lines say the same there is nothing to choose."""
    marked = [dict(line.marks) for line in shown]
    made = []
    for key, (label, names) in _choices(index).items():
        count = Counter(value for one in marked for value in one[key])
        options = tuple((value, name, count[value]) for value, name in names.items() if count[value])
        if any(number < len(shown) for _, _, number in options):
            made.append(Filter(key, label, options))
    return tuple(made)


def _choices(index: Index) -> dict[str, tuple[str, Mapping[str, str]]]:
    """What every filter is called, and its values in their order."""
    group = {"group": fields.label("item", ("audience", "group"))}
    pace = dict(pair.split("=") for pair in words("limit")[0].split("|"))
    named = {body.id: body.name for body in index.catalog.bodies.values()}
    return {
        "level": (fields.label("item", ("level",)), index.catalog.site.level),
        "body": (fields.label("item", ("publishing_body",)), named),
        "method": (fields.label("item", ("method",)), fields.choice_labels("item", ("method",))),
        "audience": (fields.label("item", ("audience",)), {**fields.choice_labels("item", ("audience",)), **group}),
        "limit": (fields.label("item", ("time_limit",)), pace),
        "stage": (fields.label("item", ("stage",)), fields.choice_labels("item", ("stage",))),
    }


def flow(items: tuple[Item, ...]) -> tuple[tuple[str, str, int], ...]:
    """The five stages 「五公开」 with the number of items in each; empty where no item names its stage."""
    count = Counter(stage for item in items for stage in item.stage)
    stages = fields.choice_labels("item", ("stage",))
    return tuple((stage, name, count[stage]) for stage, name in stages.items()) if count else ()
