"""Which items a reader of one may want next 「相关事项」."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from heapq import heapify, heappop, nsmallest

from build_tools.catalog import Catalog
from build_tools.model import Item

MOST = 6
_COMMON = 24
"""A feature that more items share says little of any one of them, and following it would take for ever."""
_RAREST = 10
"""So many features of an item are followed, the rarest first: they say most of it."""
_TITLE, _LAW = 3, 2


@dataclass(frozen=True, slots=True)
class _Sides:
    """An item as it is compared: its weighted features, and what its name is under its category."""

    item: Item
    features: Mapping[str, int]
    weight: int


class Related:
    """Up to six items in force for each item: of its category first, then of its domain, then of others.

    Within each the most alike come first. Items of one name in one domain count as one; one of the same name as the
    item itself is not shown. They are chosen when first asked for.
    """

    def __init__(self, catalog: Catalog) -> None:
        self._sides = {item.id: _sides(item) for item in catalog.items.values()}
        holders: dict[str, list[str]] = defaultdict(list)
        for item in catalog.active():
            for feature in self._sides[item.id].features:
                holders[feature].append(item.id)
        self._telling = {feature: ids for feature, ids in holders.items() if 1 < len(ids) <= _COMMON}
        self._neighbours = _neighbours(catalog.active())
        self._found: dict[str, tuple[Item, ...]] = {}

    def of(self, item: Item) -> tuple[Item, ...]:
        """The items related to one."""
        if item.id not in self._found:
            self._found[item.id] = _chosen(self._sides[item.id], self._sides, self._telling, self._neighbours)
            if len(self._found) == len(self._sides):  # all are chosen: what they were chosen by takes much memory
                self._sides, self._telling = {}, {}
        return self._found[item.id]


def _sides(item: Item) -> _Sides:
    features: dict[str, int] = dict.fromkeys(_pairs("".join(item.content[:8])[:120]), 1)
    features.update(
        (f"{basis.law} {article}", _LAW) for basis in item.basis if basis.law for article in basis.article or ("",)
    )
    features.update(dict.fromkeys(_pairs(item.subject.name), _TITLE))
    return _Sides(item, features, sum(features.values()))


def _pairs(text: str) -> Iterable[str]:
    """Each two characters in a row."""
    return (text[place : place + 2] for place in range(len(text) - 1))


def _neighbours(items: Iterable[Item]) -> dict[tuple[str, str], list[str]]:
    """The first items of each category, and of each domain (under an empty category), to fill up with."""
    found: dict[tuple[str, str], list[str]] = defaultdict(list)
    for item in sorted(items, key=lambda one: one.id):
        for category in ("", item.subject.category):
            place = found[item.domain, category]
            if len(place) < _COMMON:
                place.append(item.id)
    return found


def _chosen(
    one: _Sides,
    sides: Mapping[str, _Sides],
    telling: Mapping[str, list[str]],
    neighbours: Mapping[tuple[str, str], list[str]],
) -> tuple[Item, ...]:
    """The best six, nearest first; ties keep the order of ids."""
    shared: dict[str, int] = {}
    for category in ("", one.item.subject.category):
        shared.update(dict.fromkeys(neighbours.get((one.item.domain, category), ()), 0))
    known = [(len(telling[feature]), feature) for feature in one.features.keys() & telling.keys()]
    for _, feature in nsmallest(_RAREST, known):
        weight = one.features[feature]
        for other in telling[feature]:
            shared[other] = shared.get(other, 0) + weight
    ranked = [
        (_distance(one.item, sides[other].item), -points / (one.weight + sides[other].weight - points or 1), other)
        for other, points in shared.items()
    ]
    heapify(ranked)  # a few of many are wanted
    found: dict[tuple[str, str], Item] = {(one.item.domain, one.item.subject.name): one.item}
    while ranked and len(found) <= MOST:
        item = sides[heappop(ranked)[2]].item
        found.setdefault((item.domain, item.subject.name), item)
    return tuple(found.values())[1:]


def _distance(one: Item, other: Item) -> int:
    if one.domain != other.domain:
        return 2
    return 0 if one.subject.category == other.subject.category else 1
