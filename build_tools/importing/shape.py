"""What an import is planned to do: for every row what becomes of it, what was assumed, what is registered anew."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from build_tools.diagnostics import Diagnostic
from build_tools.tables.shape import Place, Reading, Row

Kind = Literal["new", "same", "differs", "updated", "left"]
"""Of a row: a new item, one that is there and says the same, one that says something else and stays or is changed, not
written."""


@dataclass(frozen=True, slots=True)
class Source:
    """A file that is read, by the name people know it by."""

    name: str
    reading: Reading


@dataclass(frozen=True, slots=True, order=True)
class Spot:
    """A cell of one of the files."""

    source: int
    place: Place


@dataclass(frozen=True, slots=True)
class Note:
    """Something a clerk must look at: a phrase of the messages with its arguments, and the cell it is about.

    ``spot`` is None where the table has no such column; ``field`` is the part of the item that it is about.
    """

    code: str
    args: Mapping[str, str]
    spot: Spot | None = None
    field: str = ""


@dataclass(frozen=True, slots=True)
class Difference:
    """A field of an item that is there already, as it is and as the table has it."""

    field: str
    old: Any
    new: Any


@dataclass(slots=True)
class Result:
    """One row. ``data`` is the item it makes; ``told`` are the fields a cell speaks of, the others are assumed;
    ``known``: there is an item already; ``twin`` is the row before that says just the same.

    ``doubts`` are what was taken though it is not certain, ``reasons`` why the row is not written.
    """

    source: int
    row: Row
    kind: Kind = "new"
    domain: str = ""
    id: str = ""
    path: str = ""
    known: bool = False
    data: dict[str, Any] = field(default_factory=dict)
    told: set[str] = field(default_factory=set)
    doubts: list[Note] = field(default_factory=list)
    reasons: list[Note] = field(default_factory=list)
    differences: list[Difference] = field(default_factory=list)
    twin: Result | None = None

    def spot(self, *names: str) -> Spot | None:
        """The cell of the first of these fields that has one; of the row's first cell, where none has."""
        places = [self.row.places[name] for name in names if name in self.row.places]
        place = places[0] if places else min(self.row.places.values(), default=None)
        return Spot(self.source, place) if place else None

    @property
    def written(self) -> bool:
        """Whether it goes into the catalog."""
        return self.kind in ("new", "updated")

    def asked(self) -> list[Note]:
        """The doubts that somebody must settle: of an item that is there only those of the fields that change, and
        which item is meant.
        """
        changed = {each.field for each in self.differences} if self.kind == "updated" else set()
        return [
            one
            for one in self.doubts
            if self.kind == "new"
            or one.code == "import_item_meant"
            or (self.kind == "updated" and (not one.field or one.field in changed))
        ]

    def leave(self, code: str, spot: Spot | None, /, **args: str) -> None:
        """Say why the row is not written."""
        self.kind = "left"
        self.reasons.append(Note(code, args, spot))


@dataclass(frozen=True, slots=True)
class Entry:
    """A new entry of a registry. ``known``: the program knows it, so that nothing in it is a guess."""

    registry: str
    id: str
    data: dict[str, Any]
    spot: Spot | None
    known: bool = False


@dataclass(frozen=True, slots=True)
class Placed:
    """A finding of the check in what is to be written, with the cell it comes from."""

    found: Diagnostic
    spot: Spot | None


@dataclass(frozen=True, slots=True)
class Plan:
    """All that an import does. ``after`` holds every file that changes, ``before`` what stands there now; ``names``
    are those of all ids of the registries.
    """

    sources: tuple[Source, ...]
    results: tuple[Result, ...] = ()
    entries: tuple[Entry, ...] = ()
    findings: tuple[Placed, ...] = ()
    blocked: tuple[Diagnostic, ...] = ()
    before: Mapping[str, bytes | None] = field(default_factory=dict)
    after: Mapping[str, bytes] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)

    def of(self, *kinds: Kind) -> Iterator[Result]:
        """The rows of which this becomes."""
        return (one for one in self.results if one.kind in kinds)
