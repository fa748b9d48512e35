"""What a list of results can be narrowed by 「高级搜索」: for each facet its values, and the items of each."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache

from build_tools import fields, time_limit
from build_tools.catalog import body_places, channel_places, members, time_limit_places
from build_tools.index import Index
from build_tools.model import Item
from build_tools.search.documents import Document
from build_tools.time_limit import TimeRule
from build_tools.time_limit.duration import days

Facet = dict[str, tuple[str, tuple[int, ...]]]
"""Value → what it is called, and the numbers of the items that have it."""

LIMITS = (3, 7, 10, 20)
"""Time limits are told apart by the most days they allow: working days as they are, others in calendar days."""

Values = Callable[[Item, Index], Iterable[str]]


def facets(index: Index, documents: Sequence[Document]) -> dict[str, Facet]:
    """Every facet with the values in use, in the catalog's order."""
    catalog = index.catalog
    named = {
        "domain": {one.id: one.name for one in catalog.domains.values()},
        "level": dict(catalog.site.level),
        "body": {one.id: one.name for one in catalog.bodies.values()},
        "channel": {one.id: one.name for one in catalog.channels.values()},
        "audience": fields.choice_labels("item", ("audience",))
        | {"group": fields.label("item", ("audience", "group"))},
        "method": fields.choice_labels("item", ("method",)),
        "limit": dict.fromkeys((*map(str, LIMITS), "more", "periodic", "other"), ""),
        "stage": fields.choice_labels("item", ("stage",)),
        "changed": dict.fromkeys(sorted({month for one in documents for month in _changed(one.item, index)}), ""),
    }
    return {name: _facet(labels, VALUES[name], index, documents) for name, labels in named.items()}


def _facet(labels: dict[str, str], values: Values, index: Index, documents: Sequence[Document]) -> Facet:
    found: dict[str, list[int]] = {value: [] for value in labels}
    for document in documents:
        for value in values(document.item, index):
            numbers = found.get(value)
            if numbers is not None and (not numbers or numbers[-1] != document.number):
                numbers.append(document.number)
    return {value: (labels[value], tuple(numbers)) for value, numbers in found.items() if numbers}


def _bodies(item: Item, index: Index) -> Iterator[str]:
    """The bodies that publish, members instead of their role."""
    for _, key, _ in body_places(item):
        yield from (one.id for one in members(index.catalog, index.catalog.bodies[key]))


def _audience(item: Item, index: Index) -> Iterator[str]:
    if item.audience.everyone:
        yield "everyone"
    if item.audience.groups:
        yield "group"


def _limits(item: Item, index: Index) -> Iterator[str]:
    return (_limit(wording) for _, wording in time_limit_places(item))


@lru_cache(maxsize=4096)
def _limit(wording: str) -> str:
    """The strictest demand of a wording, as a value of the facet."""
    rules = [one for one in time_limit.read(wording).rules if one.kind in ("publish", "update")]
    most = min((_days(one) for one in rules if one.when == "within" and one.n is not None), default=None)
    if most is not None:
        return next((str(limit) for limit in LIMITS if most <= limit), "more")
    return "periodic" if any(one.when in ("every", "by") for one in rules) else "other"


def _days(rule: TimeRule) -> int:
    if rule.n is None or rule.unit is None or rule.unit == "workday":
        return rule.n or 0
    return int(days(rule.n, rule.unit)[1])


def _changed(item: Item, index: Index) -> Iterator[str]:
    """The month of the last change: its adjustment, else its review."""
    dates = [one.date for one in index.adjustments.get(item.id, ())] + [item.reviewed or ""]
    yield from [max(dates)[:7]] if max(dates) else []


VALUES: dict[str, Values] = {
    "domain": lambda item, index: (item.domain,),
    "level": lambda item, index: item.level,
    "body": _bodies,
    "channel": lambda item, index: (use.id for _, use, _ in channel_places(item)),
    "audience": _audience,
    "method": lambda item, index: item.method,
    "limit": _limits,
    "stage": lambda item, index: item.stage,
    "changed": _changed,
}
