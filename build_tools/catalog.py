"""The whole catalog as one frozen value, and the walks over it that several modules need."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from build_tools.diagnostics import Where
from build_tools.model import (
    Adjustment,
    Body,
    Channel,
    ChannelUse,
    Contact,
    Domain,
    Exemption,
    Item,
    Law,
    Leveled,
    Site,
)
from build_tools.synonyms import Synonym
from build_tools.text import abbreviated, nearest, recognised

T = TypeVar("T")

INDEX_PLACEHOLDER = re.compile(r"\{(code|year|domain|serial)(?::0([0-9]))?\}")


@dataclass(frozen=True, slots=True)
class Catalog:
    """Everything a county publishes, by id and in display order."""

    site: Site
    domains: Mapping[str, Domain]
    bodies: Mapping[str, Body]
    channels: Mapping[str, Channel]
    laws: Mapping[str, Law]
    items: Mapping[str, Item]
    adjustments: tuple[Adjustment, ...] = ()
    exceptions: tuple[Exemption, ...] = ()
    synonyms: Mapping[str, Synonym] = field(default_factory=dict)
    unread: frozenset[str] = frozenset()
    """Ids that exist although their file or entry could not be read: referring to them is no mistake."""

    def knows(self, registry: str, key: str) -> bool:
        """Whether an id is registered, readable or not; an unreadable registry is held against nobody."""
        return key in getattr(self, registry) or key in self.unread or registry in self.unread

    def active(self) -> Iterator[Item]:
        """The items in force, in order."""
        return (item for item in self.items.values() if item.retired is None)


def like_item(typed: str, ids: Iterable[str]) -> str:
    """The item id meant by a misspelt one: another domain part with the same number, never another number.

    Ids one digit apart are neighbours, not slips: the file was more likely deleted than the number mistyped.
    """
    number = typed.rpartition("-")[2]
    return nearest(typed, sorted(one for one in ids if one.rpartition("-")[2] == number)) or ""


def like_entry(typed: str, registry: str, catalog: Catalog) -> tuple[str, str]:
    """Id and name of the registry's entry meant by a misspelt id, or by what it is or was called; else nothing."""
    called = _called(registry, catalog)
    meant = recognised(typed, called) or (registry == "bodies" and abbreviated(typed, called)) or ""
    return meant, called[meant][0] if meant else ""


def _called(registry: str, catalog: Catalog) -> dict[str, tuple[str, ...]]:
    if registry == "channels":
        return {one.id: (one.name, *one.alias) for one in catalog.channels.values()}
    if registry == "laws":
        return {one.id: (one.title,) for one in catalog.laws.values()}
    entries: Mapping[str, Domain | Body] = catalog.domains if registry == "domains" else catalog.bodies
    return {one.id: (one.name, *one.former_name) for one in entries.values()}


def body_places(item: Item) -> Iterator[tuple[Where, str, str | None]]:
    """Each publishing body an item names: its place, its id, and the level it is for (None: all levels)."""
    for head, bodies, level in _places("publishing_body", item.publishing_body):
        for number, body in enumerate(bodies):
            yield (*head, number), body, level


def channel_places(item: Item) -> Iterator[tuple[Where, ChannelUse, str | None]]:
    """Each channel an item names: its place, the use, and the level it is for (None: all levels)."""
    for head, uses, level in _places("channel", item.channel):
        for number, use in enumerate(uses):
            yield (*head, number), use, level


def time_limit_places(item: Item) -> Iterator[tuple[Where, str]]:
    """Each wording of the time limit with its place."""
    return ((where, wording) for where, wording, _ in _places("time_limit", item.time_limit))


def inquiry_places(item: Item) -> Iterator[tuple[Where, str | Contact]]:
    """Each body or contact to ask, with its place."""
    return ((where, whom) for where, whom, _ in _places("inquiry_contact", item.inquiry_contact))


def contact_places(item: Item) -> Iterator[tuple[Where, Contact]]:
    """Each contact that an item writes out itself, with its place."""
    return ((where, whom) for where, whom in inquiry_places(item) if isinstance(whom, Contact))


def _places(field: str, value: Leveled[T]) -> Iterator[tuple[Where, T, str | None]]:
    """Each part of a field with its place and its level."""
    return (((field,) if level is None else (field, level), part, level) for level, part in value.parts())


def registered_contacts(catalog: Catalog) -> Iterator[tuple[Where, Contact]]:
    """The contact of each body in office, with its place in bodies.yml."""
    for body in catalog.bodies.values():
        if body.contact and not body.retired:
            yield (body.id, "contact"), body.contact


def members(catalog: Catalog, body: Body) -> Iterator[Body]:
    """The bodies that act when this one is named: its members, or itself."""
    if body.member:
        yield from (catalog.bodies[one] for one in body.member if one in catalog.bodies)
    else:
        yield body


def index_number(item: Item, catalog: Catalog) -> str | None:
    """「索引号」: the item's own where it has one, else made from the template of site.yml."""
    if item.index_number or catalog.site.index_number is None:
        return item.index_number
    domain = catalog.domains.get(item.domain)
    parts = {
        "code": catalog.site.code,
        "year": catalog.site.edition or "",
        "domain": (domain.code if domain else None) or item.domain,
        "serial": item.id.rpartition("-")[2].lstrip("0") or "0",
    }
    return INDEX_PLACEHOLDER.sub(lambda hit: parts[hit[1]].zfill(int(hit[2] or 0)), catalog.site.index_number)
