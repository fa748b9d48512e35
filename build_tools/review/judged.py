"""Every change with its meaning, and the gate: a narrowing passes only where the same change records why.

An adjustment record written in the same change lets every narrowing of the items it names pass; one narrowing alone,
of a registry too, passes where a record lists its fingerprint under ``accepted``.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from build_tools.diff import Change, Compared
from build_tools.fields import vocabulary
from build_tools.model import Adjustment
from build_tools.review.judging import judge
from build_tools.review.table import MEANINGS, Meaning, Weight


@dataclass(frozen=True, slots=True)
class Judged:
    """A change, its meaning, and the adjustment record that lets it pass, if it needs one and has it."""

    change: Change
    code: str
    why: str = ""
    args: Mapping[str, str] = field(default_factory=dict)
    record: str = ""

    @property
    def meaning(self) -> Meaning:
        """Direction and weight."""
        return MEANINGS[self.code]

    @property
    def blocked(self) -> bool:
        """Whether it narrows and nobody has said why; a file that cannot be read might hide anything."""
        return self.code == "unreadable" or (self.meaning.direction == "narrower" and not self.record)

    @property
    def fingerprint(self) -> str:
        """Sixteen hex digits of what changed: the same after other edits, in other lines, in other words."""
        one = self.change
        levels = " ".join(one.level)
        parts = (self.code, one.file, one.id, ".".join(map(str, one.field)), levels, one.key, one.old, one.new)
        return hashlib.sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:16]


@dataclass(frozen=True)
class Review:
    """All that changed, judged, gravest first within each entry."""

    compared: Compared
    judged: tuple[Judged, ...]

    @cached_property
    def blocked(self) -> tuple[Judged, ...]:
        """What must not pass as it is."""
        return tuple(one for one in self.judged if one.blocked)

    def of(self, direction: str) -> tuple[Judged, ...]:
        """What has one direction."""
        return tuple(one for one in self.judged if one.meaning.direction == direction)


def review(compared: Compared) -> Review:
    """Judge every change."""
    found = list(_judged(compared))
    places = {id(one): number for number, one in enumerate(found)}
    entries: dict[tuple[str, str], int] = {}
    for one in found:
        entries.setdefault((one.change.file, one.change.id), len(entries))
    found.sort(key=lambda one: (entries[one.change.file, one.change.id], -_rank(one), places[id(one)]))
    return Review(compared, tuple(found))


def _rank(one: Judged) -> int:
    return one.meaning.weight + (len(Weight) if one.meaning.direction == "narrower" else 0)


def _judged(compared: Compared) -> Iterator[Judged]:
    for change in compared.changes:
        verdict = judge(change, compared)
        one = Judged(change, verdict.code, verdict.why, dict(verdict.args))
        yield Judged(change, one.code, one.why, one.args, _record(one, compared))


def _record(one: Judged, compared: Compared) -> str:
    """The record of the same change that lets a narrowing pass."""
    if one.meaning.direction != "narrower":
        return ""
    names = {one.change.id}
    item = compared.new.catalog.items.get(one.change.id)
    names |= set(item.alias) if item else set()
    for record in (each for each in compared.adjustments if _is_filled_in(each)):
        if one.fingerprint in record.accepted or (one.change.file == "item" and names & set(record.item)):
            return record.id
    return ""


def _is_filled_in(record: Adjustment) -> bool:
    """Whether somebody wrote reason, basis and approver, and did not leave what stood there as a draft."""
    basis = all(one.law or one.text for one in record.basis) and bool(record.basis)
    texts = [record.reason, record.approved_by, *(one.text for one in record.basis if one.text)]
    return basis and not any(vocabulary("placeholder").fullmatch(text) for text in texts)
