"""Groupings and counts that more than one page needs, made once from the catalog."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import groupby
from typing import TypeVar

from build_tools.cache import Cache
from build_tools.catalog import Catalog, members
from build_tools.diagnostics import Diagnostic
from build_tools.git import History
from build_tools.model import Adjustment, Body, Contact, Domain, Item
from build_tools.named import Named
from build_tools.revised import Revised

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Guide:
    """A hand-written page of the site: its heading, its place, and whether it speaks to the public or to offices."""

    title: str
    uri: str
    public: bool
    summary: str = ""
    order: int = 0


@dataclass(frozen=True, eq=False)  # compared by identity, so that what is derived from it can be kept beside it
class Index:
    """The catalog seen from every side the site shows. Ended items are in ``by_domain`` only where asked for."""

    catalog: Catalog
    by_domain: Mapping[str, tuple[Item, ...]]
    by_level: Mapping[str, tuple[Item, ...]]
    by_body: Mapping[str, tuple[Item, ...]]
    carried: Mapping[str, tuple[Item, ...]]
    """What a township publishes for a village: items of the village's level that name no body of that level."""
    by_channel: Mapping[str, tuple[Item, ...]]
    by_law: Mapping[str, tuple[Item, ...]]
    roles: Mapping[str, tuple[Body, ...]]
    counts: Mapping[tuple[str, str], int]
    adjustments: Mapping[str, tuple[Adjustment, ...]]
    named: Named
    """The checksums of what the registries say of what items name."""
    guides: tuple[Guide, ...] = ()
    history: History = field(default_factory=History)
    findings: tuple[Diagnostic, ...] = ()
    """What the check says on every day, for the page on quality."""
    revised: tuple[Revised, ...] = ()
    """What a proposal changes, where the site is its preview; the narrowings first."""
    digests: Mapping[str, bytes] = field(default_factory=dict)
    """The checksum of each file of the catalog by its path, where it was read from files."""
    root: str = "catalog"
    """The folder with which their paths begin."""
    near: Callable[[], dict[str, list[str]] | None] = lambda: None
    """Tells which items are related to each, where that was found out elsewhere."""
    kept: Cache = field(default_factory=lambda: Cache(None))
    """What earlier runs worked out; with it the same comes of the index, only sooner."""

    _asked: dict[object, tuple[tuple[str, Contact], ...]] = field(default_factory=dict, init=False, repr=False)

    def asked(self, item: Item, level: str | None = None) -> tuple[tuple[str, Contact], ...]:
        """``contacts``, worked out once for all items that say the same."""
        key = item.inquiry_contact, level
        found = self._asked.get(key)
        if found is None:
            found = self._asked[key] = tuple(contacts(item, level, self.catalog))
        return found

    def others(self, besides: Iterable[str] = ()) -> Iterator[tuple[str, bytes]]:
        """Path and checksum of each file that is no item and none of the registries ``besides``, in order of paths."""
        apart = {item.path for item in self.catalog.items.values()} | {f"{self.root}/{name}.yml" for name in besides}
        return ((path, self.digests[path]) for path in sorted(self.digests.keys() - apart))

    @property
    def total(self) -> int:
        """How many items are in force."""
        return sum(map(len, self.by_domain.values()))

    def domains(self) -> Iterator[Domain]:
        """The domains that have items in force; an empty one is not published."""
        return (domain for domain in self.catalog.domains.values() if domain.id in self.by_domain)

    def bodies(self) -> Iterator[Body]:
        """The bodies that have something to publish, or have it published for them."""
        return (body for body in self.catalog.bodies.values() if self.has_page(body.id))

    def has_page(self, body: str) -> bool:
        """Whether there is a page of the body."""
        return bool(self.by_body.get(body) or self.carried.get(body))

    def extent(self, body: Body) -> tuple[int, int]:
        """How many items a body publishes, and how many are published for it."""
        return len(self.by_body.get(body.id, ())), len(self.carried.get(body.id, ()))

    def children(self, body: Body) -> tuple[Body, ...]:
        """The bodies right below one, of those that have a page."""
        return self._children.get(body.id, ())

    @cached_property
    def _children(self) -> Mapping[str, tuple[Body, ...]]:
        return _users(self.bodies(), lambda body: (body.parent or "",))

    def levels(self) -> Iterator[tuple[str, str]]:
        """Level and its name, for the levels that have items in force."""
        return ((level, name) for level, name in self.catalog.site.level.items() if self.by_level.get(level))


def build_index(catalog: Catalog, history: History | None = None, findings: tuple[Diagnostic, ...] = ()) -> Index:
    """Sort every item in force under its domain, levels and bodies; a role's items count for each member."""
    active = list(catalog.active())
    by_level: dict[str, list[Item]] = {level: [] for level in catalog.site.level}
    by_body: dict[str, list[Item]] = {body: [] for body in catalog.bodies}
    roles: dict[str, list[Body]] = {}
    for role in catalog.bodies.values():
        for member in role.member:
            roles.setdefault(member, []).append(role)
    for item in active:
        for level in item.level:
            by_level[level].append(item)
        for body in publishers(item, catalog):
            by_body[body].append(item)
    own = _shared(by_body, roles)
    return Index(
        catalog=catalog,
        by_domain={domain: tuple(items) for domain, items in groupby(active, key=lambda item: item.domain)},
        by_level={level: tuple(items) for level, items in by_level.items()},
        by_body=own,
        carried=_carried(roles, by_level, own, catalog),
        by_channel=_users(active, lambda item: (use.id for _, uses in item.channel.parts() for use in uses)),
        by_law=_users(active, lambda item: (one.law for one in item.basis if one.law)),
        roles={member: tuple(found) for member, found in roles.items()},
        counts=Counter((item.domain, level) for item in active for level in item.level),
        adjustments=_adjustments(catalog),
        named=Named(catalog),
        history=history or History(),
        findings=findings,
    )


def _shared(by_body: Mapping[str, list[Item]], roles: Mapping[str, Iterable[Body]]) -> dict[str, tuple[Item, ...]]:
    """The items of each body; members that have just those of their role have the same tuple."""
    own = {body: tuple(items) for body, items in by_body.items()}
    for body, items in own.items():
        own[body] = next((own[role.id] for role in roles.get(body, ()) if own.get(role.id) == items), items)
    return own


def publishers(item: Item, catalog: Catalog) -> dict[str, None]:
    """The bodies an item names and the members that act for them, each once."""
    named = [catalog.bodies[one] for _, bodies in item.publishing_body.parts() for one in bodies]
    return dict.fromkeys(acting.id for body in named for acting in (body, *members(catalog, body)))


def _carried(
    roles: Iterable[str],
    by_level: Mapping[str, Sequence[Item]],
    by_body: Mapping[str, tuple[Item, ...]],
    catalog: Catalog,
) -> dict[str, tuple[Item, ...]]:
    """For each of the bodies the items of its level that its parent publishes and no body of the level itself."""
    left = {
        level: {item.id for item in items if not _names_body_of(level, item, catalog)}
        for level, items in by_level.items()
    }
    found: dict[tuple[str, str], tuple[Item, ...]] = {}
    carried: dict[str, tuple[Item, ...]] = {}
    for body in (catalog.bodies[one] for one in roles if one in by_body):
        parent = catalog.bodies.get(body.parent or "")
        if parent is None or parent.level == body.level:
            carried[body.id] = ()
            continue
        key = (parent.id, body.level)  # the same for all villages of a township
        if key not in found:
            ids = left.get(body.level, set())
            found[key] = tuple(item for item in by_body[parent.id] if item.id in ids)
        carried[body.id] = found[key]
    return carried


def _names_body_of(level: str, item: Item, catalog: Catalog) -> bool:
    return any(catalog.bodies[one].level == level for one in item.publishing_body.at(level) or ())


def _users(items: Iterable[T], named: Callable[[T], Iterable[str]]) -> dict[str, tuple[T, ...]]:
    """Under each id the items that name it, or whatever else does, each once."""
    found: dict[str, list[T]] = {}
    for item in items:
        for key in dict.fromkeys(named(item)):
            found.setdefault(key, []).append(item)
    return {key: tuple(users) for key, users in found.items()}


def by_domain(items: Iterable[Item], catalog: Catalog) -> Iterator[tuple[Domain, list[Item]]]:
    """Items, which stand in the order of the catalog, under their domains."""
    for domain, group in groupby(items, key=lambda item: item.domain):
        yield catalog.domains[domain], list(group)


def _adjustments(catalog: Catalog) -> dict[str, tuple[Adjustment, ...]]:
    """The adjustments of each item, by its id of today."""
    named: dict[str, list[Adjustment]] = {}
    for adjustment in catalog.adjustments:
        for item in adjusted(adjustment, catalog):
            named.setdefault(item.id, []).append(adjustment)
    return {item: tuple(found) for item, found in named.items()}


def adjusted(adjustment: Adjustment, catalog: Catalog) -> list[Item]:
    """The items an adjustment names, under whatever id they had then; each once."""
    today = {key: item for item in catalog.items.values() for key in (item.id, *item.alias)}
    return list({today[key].id: today[key] for key in adjustment.item if key in today}.values())


def contacts(item: Item, level: str | None, catalog: Catalog) -> Iterator[tuple[str, Contact]]:
    """Whom to ask about an item at a level: names with their contact. A role gives each of its members."""
    whom = item.inquiry_contact.at(level) if level else None
    parts = [whom] if whom is not None else [part for _, part in item.inquiry_contact.parts()]
    seen: set[str] = set()
    for part in parts:
        if isinstance(part, Contact):
            yield part.office or "", part
        elif part not in seen:
            seen.add(part)
            yield from ((body.name, body.contact) for body in members(catalog, catalog.bodies[part]) if body.contact)


def categories(items: Iterable[Item]) -> Iterator[tuple[str, list[Item]]]:
    """Items under their first-level name 「一级事项」, in order of first appearance."""
    groups: dict[str, list[Item]] = {}
    for item in items:
        groups.setdefault(item.subject.category, []).append(item)
    yield from groups.items()
