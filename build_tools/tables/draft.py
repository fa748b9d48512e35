"""A row of the standard table while it is being made: values, places, doubts, and the fates of its cells."""

from __future__ import annotations

from dataclasses import dataclass, field

from build_tools.tables import words
from build_tools.tables.shape import Doubt, Fate, Place


@dataclass(slots=True)
class Above:
    """What stood above: the text of each column for 同上, the values that blanks may continue, lost ticks by field."""

    texts: dict[int, tuple[str, tuple[str, ...]]] = field(default_factory=dict)
    values: dict[str, object] = field(default_factory=dict)
    lost: set[str] = field(default_factory=set)
    optional: bool = False


@dataclass(slots=True)
class Draft:
    """A row being made."""

    values: dict[str, object] = field(default_factory=dict)
    places: dict[str, Place] = field(default_factory=dict)
    doubts: list[Doubt] = field(default_factory=list)
    fates: dict[Place, Fate] = field(default_factory=dict)


def doubt(draft: Draft, name: str, place: Place, read: str, code: str) -> None:
    """Note that a field may be wrong; its cell is unsure from then on."""
    draft.doubts.append(Doubt(name, place, read.strip(), _in_words(draft.values.get(name)), code))
    if place in draft.fates:
        draft.fates[place] = Fate(place, "unsure", name)


def _in_words(value: object) -> str:
    """A value as a report tells it."""
    said = words.table("said")
    if isinstance(value, dict):
        parts = [said["everyone"] if value.get("public") else "", value.get("group") or ""]
        return "、".join(part for part in parts if part)
    if isinstance(value, list):
        return "、".join(str(said.get(one, one)) for one in value)
    return "" if value is None else str(value)


def fate(draft: Draft, one: Fate) -> None:
    """Note what became of a cell, unless something better is known of it."""
    known = draft.fates.get(one.place)
    if known is None or known.kind == "skipped":
        draft.fates[one.place] = one
