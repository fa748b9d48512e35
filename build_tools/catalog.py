"""The whole catalog as one frozen value, and the walks over it that several modules need."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from build_tools.diagnostics import Where
from build_tools.model import Adjustment, Body, Channel, ChannelUse, Contact, Domain, Exemption, Item, Law, Site
from build_tools.text import nearest

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


def body_places(item: Item) -> Iterator[tuple[Where, str, str | None]]:
    """Each publishing body an item names: its place, its id, and the level it is for (None: all levels)."""
    for level, bodies in item.publishing_body.parts():
        head: Where = ("publishing_body",) if level is None else ("publishing_body", level)
        for number, body in enumerate(bodies):
            yield (*head, number), body, level


def channel_places(item: Item) -> Iterator[tuple[Where, ChannelUse, str | None]]:
    """Each channel an item names: its place, the use, and the level it is for (None: all levels)."""
    for level, uses in item.channel.parts():
        head: Where = ("channel",) if level is None else ("channel", level)
        for number, use in enumerate(uses):
            yield (*head, number), use, level


def contact_places(item: Item) -> Iterator[tuple[Where, Contact]]:
    """Each contact that an item writes out itself, with its place."""
    for level, whom in item.inquiry_contact.parts():
        if isinstance(whom, Contact):
            yield ("inquiry_contact",) if level is None else ("inquiry_contact", level), whom


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
