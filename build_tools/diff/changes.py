"""One change, and how the values of one field change into those of the other side."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from typing import Literal

from build_tools.diagnostics import Span, Where
from build_tools.diff.facts import Fact, Facts

Kind = Literal[
    "added",
    "removed",
    "retired",
    "restored",
    "moved",
    "renamed",
    "changed",
    "element-added",
    "element-removed",
    "reworded",
    "reordered",
    "format",
    "unreadable",
]
_ALIKE = 0.5  # of two texts: from here on one is taken for the other, reworded
_MOST_PAIRED = 60  # elements on one side; beyond, nobody could follow the pairing anyway


@dataclass(frozen=True, slots=True)
class Change:
    """``file``: kind of file as ``fields.NAMES`` has it; ``id`` and ``title`` of the entry; ``field``: where the value
    stands in the schema; ``level``: the levels it changed at, none for all; ``key``: the id of an element that has
    one. ``old`` and ``new`` are words for people; what was not there is empty. ``effect``: the items it reaches.
    """

    kind: Kind
    file: str
    id: str
    title: str
    field: Where = ()
    level: tuple[str, ...] = ()
    key: str = ""
    old: str = ""
    new: str = ""
    where_old: Span | None = None
    where_new: Span | None = None
    domain: str = ""
    effect: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Step:
    """A change of a field's values before it is known whose: its places are within the files of both sides."""

    kind: Kind
    field: Where
    level: tuple[str, ...]
    key: str
    old: str
    new: str
    at_old: Where | None
    at_new: Where | None


def steps(old: list[Facts], new: list[Facts]) -> Iterator[Step]:
    """Every change between the facts of both sides; the same one at several levels is one, none named if at all."""
    before = {(one.field, one.level): one for one in old}
    after = {(one.field, one.level): one for one in new}
    found: dict[Step, list[tuple[Step, str | None]]] = {}
    levels: dict[Where, set[str | None]] = {}
    for at in dict.fromkeys([*before, *after]):
        one, other = before.get(at), after.get(at)
        if at[1] is not None and (one is None or other is None):
            continue  # the level itself came or went
        levels.setdefault(at[0], set()).add(at[1])
        for step in _field(one or Facts(*at, (), True), other or Facts(*at, (), True)):
            found.setdefault(replace(step, at_old=None, at_new=None), []).append((step, at[1]))
    for alike, places in found.items():
        named = tuple(level for _, level in places if level is not None)
        everywhere = set(named) >= {level for level in levels[alike.field] if level is not None}
        yield replace(places[0][0], level=() if everywhere else named)


def _field(old: Facts, new: Facts) -> Iterator[Step]:
    if not (old.many or new.many):
        yield from _single(old, new)
        return
    before, after = {one.key: one for one in old.values}, {one.key: one for one in new.values}
    for key in (one for one in before if one in after and before[one].own != after[one].own):
        yield _step("changed", old, key, before[key], after[key])
    gone = [one for key, one in before.items() if key not in after]
    come = [one for key, one in after.items() if key not in before]
    pairs = _pairs(gone, come) if old.field[-1] in _WORDS else []
    yield from (_step("reworded", old, "", one, other) for one, other in pairs)
    paired = {id(one) for pair in pairs for one in pair}
    yield from (_step("element-removed", old, one.key, one, None) for one in gone if id(one) not in paired)
    yield from (_step("element-added", new, one.key, None, one) for one in come if id(one) not in paired)
    kept_before, kept_after = [k for k in before if k in after], [k for k in after if k in before]
    if kept_before != kept_after:
        yield Step("reordered", old.field, (), "", "", "", old.values[0].where[:-1], new.values[0].where[:-1])


_WORDS = ("content", "basis", "audience", "former_name", "alias")
"""Lists of texts: an element that is gone may be there still, in other words."""


def _single(old: Facts, new: Facts) -> Iterator[Step]:
    one, other = (next(iter(side.values), None) for side in (old, new))
    if one and other:
        if (one.key, one.own) != (other.key, other.own):
            yield _step("changed", old, other.key, one, other)
    elif one:
        yield _step("element-removed", old, one.key, one, None)
    elif other:
        yield _step("element-added", new, other.key, None, other)


def _step(kind: Kind, facts: Facts, key: str, old: Fact | None, new: Fact | None) -> Step:
    old_text, new_text = old.text if old else "", new.text if new else ""
    return Step(kind, facts.field, (), key, old_text, new_text, old.where if old else None, new.where if new else None)


def _pairs(gone: list[Fact], come: list[Fact]) -> list[tuple[Fact, Fact]]:
    """The most alike first, each used once."""
    if not gone or not come or max(len(gone), len(come)) > _MOST_PAIRED:
        return []
    ranked = sorted(
        ((_likeness(one.text, other.text), a, b) for a, one in enumerate(gone) for b, other in enumerate(come)),
        key=lambda entry: (-entry[0], entry[1], entry[2]),
    )
    found: dict[int, int] = {}
    for likeness, a, b in ranked:
        if likeness >= _ALIKE and a not in found and b not in found.values():
            found[a] = b
    return [(gone[a], come[b]) for a, b in sorted(found.items())]


def _likeness(one: str, other: str) -> float:
    """How much of two texts is the same."""
    return SequenceMatcher(None, one, other, autojunk=False).ratio()
