"""Each item as the fields that conditions ask for."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator

from build_tools import time_limit
from build_tools.catalog import Catalog, time_limit_places
from build_tools.index import Index
from build_tools.model import Item
from build_tools.search.documents import Said
from build_tools.search.facets import VALUES
from build_tools.search.normal import normal, runs
from build_tools.time_limit import TimeRule
from build_tools.time_limit.duration import days

FACETS = tuple(VALUES)
PHRASES = ("text", "basis")
NUMBERS = ("workdays", "least", "most", "reviewed")
"""Working days as they are; of limits in other units the fewest and the most hours; a day as 20260131."""

IN_FORCE, RETIRED = "in-force", "retired"
NEVER = 0
"""The day of the review of what was never reviewed."""

_APART = "|"
"""Stands between two texts, so that no phrase runs from one into the other."""

Record = dict[str, str | list[int]]


def records(index: Index) -> dict[str, Record]:
    """Id → fields, of every item, ended ones too."""
    said = Said(index)
    return {key: _record(item, index, said) for key, item in index.catalog.items.items()}


def digest(record: Record) -> str:
    """The same for the same fields, on every machine."""
    return hashlib.sha256(json.dumps(record, sort_keys=True).encode()).hexdigest()


def words(text: str) -> tuple[str, ...]:
    """A text as it is compared: single characters in Chinese, whole words and numbers else."""
    return tuple(word for run, han, _ in runs(normal(text)) for word in (run if han else (run,)))


def _record(item: Item, index: Index, said: Said) -> Record:
    catalog = index.catalog
    rules = [rule for _, wording in time_limit_places(item) for rule in _countable(wording)]
    bounds = [days(rule.n or 0, rule.unit) for rule in rules if rule.unit and rule.unit != "workday"]
    return {
        **{name: " ".join(values(said(item, index), index)) for name, (said, values) in VALUES.items()},
        "status": RETIRED if item.retired else IN_FORCE,
        "text": _joined(text for _, texts in said.of(item) for text in texts),
        "basis": _joined(_basis(item, catalog)),
        "workdays": [rule.n or 0 for rule in rules if rule.unit == "workday"],
        "least": [int(least * 24) for least, _ in bounds],
        "most": [int(most * 24) for _, most in bounds],
        "reviewed": [int(item.reviewed.replace("-", "")) if item.reviewed else NEVER],
    }


def _countable(wording: str) -> Iterator[TimeRule]:
    """The demands of a wording that say how long at most."""
    for one in time_limit.read(wording).rules:
        if one.kind in ("publish", "update") and one.when == "within" and one.n is not None and one.unit:
            yield one


def _joined(found: Iterable[str]) -> str:
    return f" {_APART} ".join(" ".join(words(text)) for text in dict.fromkeys(found) if text)


def _basis(item: Item, catalog: Catalog) -> Iterator[str]:
    for one in item.basis:
        law = catalog.laws.get(one.law or "")
        yield from (law.id, law.title, law.number or "") if law else (one.text or "",)
        yield from one.article
