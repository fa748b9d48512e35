"""What a reviewer would rather read once: the same change in many items, most of a domain changed, who should look."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from build_tools.catalog import body_places
from build_tools.model import Item
from build_tools.review.judged import Judged, Review

_SEVERAL = 3
_MOST_LEFT = 10  # of a domain; more would not be read


@dataclass(frozen=True, slots=True)
class Group:
    """The same change of several items; or one change alone."""

    judged: tuple[Judged, ...]

    @property
    def first(self) -> Judged:
        """The one that stands for all."""
        return self.judged[0]


@dataclass(frozen=True, slots=True)
class Most:
    """Most of a domain changed alike: its name, how many items it has and had changed, and those that did not."""

    domain: str
    total: int
    count: int
    others: tuple[Item, ...]


def groups(judged: Iterable[Judged]) -> list[Group]:
    """Changes alike in three items or more together; the order is that of the first of each."""
    alike: dict[tuple[object, ...], list[Judged]] = {}
    for number, one in enumerate(judged):
        change = one.change
        key: tuple[object, ...] = (number,)
        if change.file == "item" and change.kind not in ("added", "removed", "unreadable"):
            key = (one.code, change.field, change.level, change.key, change.old, change.new, one.record)
        alike.setdefault(key, []).append(one)
    found: list[Group] = []
    for same in alike.values():
        found += [Group(tuple(same))] if len(same) >= _SEVERAL else [Group((one,)) for one in same]
    return found


def most(group: Group, review: Review) -> list[Most]:
    """The domains of which a group changes at least half, with what was left out: perhaps it was forgotten."""
    found = []
    for domain, count in Counter(one.change.domain for one in group.judged).items():
        total = review.compared.counts.get(domain, 0)
        if count >= _SEVERAL and 2 * count >= total and total - count <= _MOST_LEFT:
            changed = [one.change.id for one in group.judged if one.change.domain == domain]
            known = review.compared.new.catalog.domains
            name = known[domain].name if domain in known else domain
            others = review.compared.others(domain, changed) if total > count else []
            found.append(Most(name, total, count, tuple(others)))
    return found


def counted(review: Review) -> tuple[Counter[str], Counter[str], Counter[str]]:
    """How many items changed in each domain, at each level, of each publishing body; each by the name people know."""
    new, old = review.compared.new.catalog, review.compared.old.catalog
    domains: Counter[str] = Counter()
    levels: Counter[str] = Counter()
    bodies: Counter[str] = Counter()
    for key in dict.fromkeys(one.change.id for one in review.judged if one.change.file == "item"):
        item = new.items.get(key) or old.items.get(key)
        if item is None:
            continue
        domain = new.domains.get(item.domain) or old.domains.get(item.domain)
        domains[domain.name if domain else item.domain] += 1
        levels.update({**old.site.level, **new.site.level}.get(level, level) for level in item.level)
        bodies.update(_names(review, key))
    return domains, levels, bodies


def _names(review: Review, key: str) -> list[str]:
    """The bodies that publish an item now or did before: both should look."""
    named: dict[str, None] = {}
    for catalog in (review.compared.old.catalog, review.compared.new.catalog):
        item = catalog.items.get(key)
        for _, body, _ in body_places(item) if item else ():
            named[catalog.bodies[body].name if body in catalog.bodies else body] = None
    return list(named)
