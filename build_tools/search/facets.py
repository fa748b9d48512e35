"""What a list of results can be narrowed by 「高级搜索」: for each facet its values, and the items of each."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from typing import Any

from build_tools import fields, time_limit
from build_tools.catalog import members
from build_tools.index import Index
from build_tools.model import Audience, ChannelUse, Item, Leveled
from build_tools.search.documents import Document
from build_tools.time_limit import TimeRule
from build_tools.time_limit.duration import days

Facet = dict[str, tuple[str, tuple[int, ...]]]
"""Value → what it is called, and the numbers of the items that have it."""

LIMITS = (3, 7, 10, 20)
"""Time limits are told apart by the most days they allow: working days as they are, others in calendar days."""

Said = Callable[[Item, Index], Hashable]
Values = Callable[[Any, Index], Iterable[str]]


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
        "changed": dict.fromkeys(sorted({_changed(one.item, index) for one in documents} - {""}), ""),
    }
    return {name: _facet(labels, *VALUES[name], index, documents) for name, labels in named.items()}


def _facet(labels: dict[str, str], said: Said, values: Values, index: Index, documents: Sequence[Document]) -> Facet:
    same: dict[Hashable, list[int]] = {}
    for document in documents:
        same.setdefault(said(document.item, index), []).append(document.number)
    found: dict[str, list[int]] = {value: [] for value in labels}
    for one, numbers in same.items():
        for value in dict.fromkeys(values(one, index)):
            if value in found:
                found[value] += numbers
    return {value: (labels[value], tuple(sorted(numbers))) for value, numbers in found.items() if numbers}


def _bodies(said: Leveled[tuple[str, ...]], index: Index) -> Iterator[str]:
    """The bodies that publish, members instead of their role."""
    for _, keys in said.parts():
        for key in keys:
            yield from (one.id for one in members(index.catalog, index.catalog.bodies[key]))


def _audience(said: Audience, index: Index) -> Iterator[str]:
    if said.everyone:
        yield "everyone"
    if said.groups:
        yield "group"


def _channels(said: Leveled[tuple[ChannelUse, ...]], index: Index) -> Iterator[str]:
    return (use.id for _, uses in said.parts() for use in uses)


def _limits(said: Leveled[str], index: Index) -> Iterator[str]:
    return (_limit(wording) for _, wording in said.parts())


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


def _changed(item: Item, index: Index) -> str:
    """The month of the last change: its adjustment, else its review; empty where there is none."""
    dates = [one.date for one in index.adjustments.get(item.id, ())] + [item.reviewed or ""]
    return max(dates)[:7]


VALUES: dict[str, tuple[Said, Values]] = {
    "domain": (lambda item, index: item.domain, lambda said, index: (said,)),
    "level": (lambda item, index: item.level, lambda said, index: said),
    "body": (lambda item, index: item.publishing_body, _bodies),
    "channel": (lambda item, index: item.channel, _channels),
    "audience": (lambda item, index: item.audience, _audience),
    "method": (lambda item, index: item.method, lambda said, index: said),
    "limit": (lambda item, index: item.time_limit, _limits),
    "stage": (lambda item, index: item.stage, lambda said, index: said),
    "changed": (_changed, lambda said, index: (said,)),
}
"""Of each facet what an item says of it, and the values of that: many items say the same."""
