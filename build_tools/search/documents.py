"""Each item as the texts it is searched by, with how much a match in each of them says."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator
from dataclasses import dataclass

from build_tools.catalog import Catalog, body_places, channel_places, index_number, members, time_limit_places
from build_tools.index import Index, contacts
from build_tools.model import Item

FIELDS = (*["title"] * 6, *["category"] * 3, "number", "content", "body", "basis", "other")
"""Code of a field → what it is, the one that says most first.

Titles have three codes: the shorter the title, the more a match in it says. What stands in the title or the category
and in the name of the class above as well says more, and has codes of its own, the first three and the seventh.
"""

WEIGHTS = (140, 136, 132, 116, 112, 108, 108, 100, 72, 64, 48, 40, 36, 20)
"""Code of a field → how much a match in it says. What stands in several counts where it says most."""

TITLE, CLASSED, CATEGORY, DOMAIN, NUMBER, CONTENT, BODY, BASIS, OTHER = 3, 6, 7, 8, 9, 10, 11, 12, 13
"""Codes; ``CLASSED`` is the category's where it repeats the domain, and what a title's lies below its plain one."""

SHORT_TITLES = (8, 14)

Texts = tuple[int, tuple[str, ...]]
"""A field's code, and texts of it. Items that share them have the same tuple, a code may come several times."""


@dataclass(frozen=True, slots=True)
class Document:
    """One item in force. ``number`` is its place in the catalog, which decides between equals."""

    number: int
    item: Item
    texts: tuple[Texts, ...]


def documents(index: Index) -> tuple[Document, ...]:
    """Every item in force, in the catalog's order."""
    said = Said(index)
    return tuple(Document(number, item, tuple(said.of(item))) for number, item in enumerate(index.catalog.active()))


def title_field(title: str) -> int:
    """The code of a title by its length."""
    return TITLE + sum(len(title) > size for size in SHORT_TITLES)


class Said:
    """What items are searched by. What is the same for many, such as whom to ask, is put together once."""

    def __init__(self, index: Index) -> None:
        self._index = index
        self._known: dict[Hashable, tuple[str, ...]] = {}

    def of(self, item: Item) -> Iterator[Texts]:
        """The texts of an item."""
        catalog = self._index.catalog
        subject, domain = item.subject, catalog.domains.get(item.domain)
        for title in (subject.title, subject.subtitle or ""):
            yield title_field(title), (title,)
        yield CATEGORY, (subject.category,)
        yield DOMAIN, (domain.name if domain else "",)
        yield CONTENT, item.content
        yield NUMBER, (item.id, *item.alias, index_number(item, catalog) or "")
        yield BODY, self._once(("body", item.publishing_body), lambda: _bodies(item, catalog))
        yield BASIS, self._once(("basis", item.basis), lambda: _basis(item, catalog))
        whom = item.inquiry_contact
        yield NUMBER, self._once(("phone", whom), lambda: _phones(item, catalog))
        yield OTHER, self._once(("office", whom), lambda: _offices(item, catalog))
        yield OTHER, self._once(("channel", item.channel), lambda: _channels(item, catalog))
        yield OTHER, (*(text for _, text in time_limit_places(item)), *item.audience.groups, item.remarks or "")

    def _once(self, value: Hashable, said: Callable[[], Iterable[str]]) -> tuple[str, ...]:
        known = self._known.get(value)
        if known is None:
            known = self._known[value] = tuple(dict.fromkeys(said()))
        return known


def _bodies(item: Item, catalog: Catalog) -> Iterator[str]:
    """The bodies, those that act for a role, and what each was called before."""
    for _, key, _ in body_places(item):
        body = catalog.bodies[key]
        yield body.name
        yield from body.former_name
        yield from (one.name for one in members(catalog, body))


def _basis(item: Item, catalog: Catalog) -> Iterator[str]:
    for one in item.basis:
        law = catalog.laws.get(one.law or "")
        yield from (law.title, law.number or "") if law else (one.text or "",)
        yield from one.article


def _phones(item: Item, catalog: Catalog) -> Iterator[str]:
    return (contact.phone or "" for _, contact in contacts(item, None, catalog))


def _offices(item: Item, catalog: Catalog) -> Iterator[str]:
    for office, contact in contacts(item, None, catalog):
        yield from (office, contact.office or "", contact.address or "")


def _channels(item: Item, catalog: Catalog) -> Iterator[str]:
    for _, use, _ in channel_places(item):
        channel = catalog.channels[use.id]
        yield from (channel.name, *channel.alias, use.note or "")
