"""Which items a reader of one may want next 「相关事项」."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from heapq import heapify, heappop, nsmallest
from operator import add
from sys import intern

from build_tools.cache import Cache
from build_tools.catalog import Catalog
from build_tools.model import Item

MOST = 6
_COMMON = 24
"""A feature that more items share says little of any one of them, and following it would take for ever."""
_RAREST = 10
"""So many features of an item are followed, the rarest first: they say most of it."""
_TITLE, _LAW = 3, 2
_LINES = 8
_MANY = 200
"""Where more items than that say something else all is chosen anew."""
_PACK = "related"

_Said = tuple[str, str, str, str, tuple[str, ...], bool]
"""All that an item is compared by: domain, category, name, content, articles, whether it is in force."""

Found = dict[str, list[str]]
"""The ids of those related to each item."""

_Kept = tuple[dict[str, _Said], Found]

_Places = Mapping[tuple[str, str], list[str]]
"""The first items of each category, and of each domain (under an empty category)."""


@dataclass(frozen=True, slots=True)
class _Sides:
    """An item as it is compared: its weighted features, and what they weigh together."""

    said: _Said
    features: Mapping[str, int]
    weight: int


class Related:
    """Up to six items in force for each item: of its category first, then of its domain, then of others.

    Within each the most alike come first. Items of one name in one domain count as one; one of the same name as the
    item itself is not shown. They are chosen when first asked for; what was chosen before stays where nothing that it
    hangs on has changed.
    """

    def __init__(self, catalog: Catalog, kept: Cache | None = None, found: Found | None = None) -> None:
        """With ``found`` all have been chosen elsewhere."""
        self._items = catalog.items
        self._found = found or {}
        if found is not None:
            return
        self._kept = kept or Cache(None)
        self._said = {key: _said(item) for key, item in catalog.items.items()}
        before: _Kept = self._kept.load(_PACK) or ({}, {})
        self._found = before[1]
        if before[0] == self._said:
            return
        self._sides = {key: _sides(said) for key, said in self._said.items()}
        holders: dict[str, list[str]] = defaultdict(list)
        for key, said in self._said.items():
            if said[-1]:
                for feature in self._sides[key].features:
                    holders[feature].append(key)
        self._telling = {feature: ids for feature, ids in holders.items() if 1 < len(ids) <= _COMMON}
        self._neighbours = _neighbours(self._said)
        same = self._unmoved(before[0], holders)
        self._found = {key: found for key, found in before[1].items() if key in same}

    def of(self, item: Item) -> tuple[Item, ...]:
        """The items related to one."""
        if item.id not in self._found:
            self._found[item.id] = _chosen(item.id, self._sides, self._telling, self._neighbours)
            if len(self._found) == len(self._items):  # all are chosen: what they were chosen by takes much memory
                self._kept.save(_PACK, (self._said, self._found))
                self._said, self._sides, self._telling = {}, {}, {}
        return tuple(self._items[key] for key in self._found[item.id])

    def all(self) -> Found:
        """Those of every item, as another process can be told of them."""
        for item in self._items.values():
            self.of(item)
        return self._found

    def _unmoved(self, before: Mapping[str, _Said], holders: Mapping[str, list[str]]) -> set[str]:
        """The items of which nothing has changed that decides what is related to them."""
        other = {key for key in before.keys() | self._said.keys() if before.get(key) != self._said.get(key)}
        if len(other) > _MANY:
            return set()
        now = Counter(feature for key in other for feature in _held(self._said.get(key)))
        then = Counter(feature for key in other for feature in _held(before.get(key)))
        moved = {
            feature
            for feature in now.keys() | then.keys()
            if min(count := len(holders.get(feature, ())), count - now[feature] + then[feature]) <= _COMMON
        }
        places = _neighbours(before)
        turned = {
            place
            for place in places.keys() | self._neighbours.keys()
            if places.get(place) != self._neighbours.get(place) or not other.isdisjoint(places[place])
        }
        return {
            key
            for key, sides in self._sides.items()
            if key not in other
            and (sides.said[0], "") not in turned
            and sides.said[:2] not in turned
            and moved.isdisjoint(sides.features)
        }


def _said(item: Item) -> _Said:
    articles = (f"{basis.law} {article}" for basis in item.basis if basis.law for article in basis.article or ("",))
    content = "".join(item.content[:_LINES])[:120]
    return item.domain, item.subject.category, item.subject.name, content, tuple(articles), item.retired is None


def _sides(said: _Said) -> _Sides:
    _, _, name, content, articles, _ = said
    features: dict[str, int] = dict.fromkeys(_pairs(content), 1)
    features.update(dict.fromkeys(articles, _LAW))
    features.update(dict.fromkeys(_pairs(name), _TITLE))
    return _Sides(said, features, sum(features.values()))


def _held(said: _Said | None) -> Iterable[str]:
    """The features of an item that others may be led to."""
    return _sides(said).features if said is not None and said[-1] else ()


def _pairs(text: str) -> Iterable[str]:
    """Each two characters in a row; the same are one text, since they come again and again."""
    return map(intern, map(add, text, text[1:]))


def _neighbours(said: Mapping[str, _Said]) -> _Places:
    """To fill up with."""
    found: dict[tuple[str, str], list[str]] = defaultdict(list)
    for key in sorted(said):
        domain, category, _, _, _, in_force = said[key]
        for name in ("", category) if in_force else ():
            place = found[domain, name]
            if len(place) < _COMMON:
                place.append(key)
    return found


def _chosen(key: str, sides: Mapping[str, _Sides], telling: Mapping[str, list[str]], places: _Places) -> list[str]:
    """The best six, nearest first; ties keep the order of ids."""
    one = sides[key]
    domain, category, name = one.said[:3]
    shared: dict[str, int] = {}
    for place in ("", category):
        shared.update(dict.fromkeys(places.get((domain, place), ()), 0))
    known = [(len(telling[feature]), feature) for feature in one.features.keys() & telling.keys()]
    for _, feature in nsmallest(_RAREST, known):
        weight = one.features[feature]
        for other in telling[feature]:
            shared[other] = shared.get(other, 0) + weight
    ranked = [
        (_distance(one.said, sides[other].said), -points / (one.weight + sides[other].weight - points or 1), other)
        for other, points in shared.items()
    ]
    heapify(ranked)  # a few of many are wanted
    found: dict[tuple[str, str], str] = {(domain, name): key}
    while ranked and len(found) <= MOST:
        other = heappop(ranked)[2]
        found.setdefault((sides[other].said[0], sides[other].said[2]), other)
    return list(found.values())[1:]


def _distance(one: _Said, other: _Said) -> int:
    if one[0] != other[0]:
        return 2
    return 0 if one[1] == other[1] else 1
