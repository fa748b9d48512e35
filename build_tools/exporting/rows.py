"""One item as the standard table shows it: every cell in words, ready for any page and any file."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Generic, NamedTuple, TypeVar

from build_tools import fields
from build_tools.catalog import Catalog, index_number
from build_tools.exchange.wording import titled
from build_tools.index import Index, categories
from build_tools.model import Basis, Body, ChannelUse, Contact, Item, Leveled
from build_tools.uris import channel_uri, law_uri

T = TypeVar("T")


class Tick(NamedTuple):
    """A channel in words; ``uri`` is the place of its page, where it has one."""

    name: str
    uri: str
    optional: bool

    def __str__(self) -> str:
        return self.name


class Part(NamedTuple, Generic[T]):
    """A value that holds for all levels (``level`` is empty) or for the level named."""

    level: str
    values: tuple[T, ...]


class Law(NamedTuple):
    """One basis in words; ``uri`` is the place of the law's page, where it has one."""

    title: str
    number: str
    articles: str
    repealed: bool
    uri: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One row of 「标准目录」."""

    item: Item
    serial: int
    index_number: str
    basis: tuple[Law, ...]
    time_limit: tuple[Part[str], ...]
    bodies: tuple[tuple[str, tuple[Body, ...]], ...]
    channels: tuple[Part[Tick], ...]
    contacts: tuple[tuple[str, Contact], ...]
    everyone: bool
    groups: tuple[str, ...]
    methods: frozenset[str]
    levels: frozenset[str]
    stages: tuple[str, ...]
    links: tuple[tuple[str, str], ...]


def row(item: Item, index: Index, serial: int = 0, level: str | None = None) -> Row:
    """The row of an item; with ``level`` only what holds at that level."""
    catalog = index.catalog
    return Row(
        item=item,
        serial=serial,
        index_number=index_number(item, catalog) or "",
        basis=tuple(law_words(one, index) for one in item.basis),
        time_limit=tuple(Part(name, (value,)) for name, value in _parts(item.time_limit, catalog, level)),
        bodies=tuple(
            (name, tuple(catalog.bodies[one] for one in value if level in (None, catalog.bodies[one].level)))
            for name, value in _parts(item.publishing_body, catalog, level)
        ),
        channels=tuple(
            Part(name, tuple(_channel(one, index) for one in value))
            for name, value in _parts(item.channel, catalog, level)
        ),
        contacts=index.asked(item, level),
        everyone=item.audience.everyone,
        groups=item.audience.groups,
        methods=frozenset(item.method),
        levels=frozenset(item.level),
        stages=tuple(_choices("stage")[one] for one in item.stage),
        links=tuple((catalog.channels[channel].name, url) for channel, url in item.link),
    )


def rows(items: tuple[Item, ...], index: Index, level: str | None = None) -> Iterator[tuple[str, list[Row]]]:
    """Numbered rows under their first-level name."""
    serial = 0
    for category, group in categories(items):
        made = []
        for item in group:
            serial += 1
            made.append(row(item, index, serial, level))
        yield category, made


@cache
def _choices(name: str) -> dict[str, str]:
    return fields.choice_labels("item", (name,))


@cache
def columns() -> dict[str, dict[str, str]]:
    """The labels of values that are columns of their own in the standard table."""
    group = fields.label("item", ("audience", "group"))
    return {"audience": {**_choices("audience"), "group": group}, "method": _choices("method")}


def _parts(value: Leveled[T], catalog: Catalog, level: str | None) -> Iterator[tuple[str, T]]:
    if level is not None:
        one = value.at(level)
        if one is not None:
            yield "", one
        return
    for name, one in value.parts():
        yield catalog.site.level.get(name or "", ""), one


def law_words(one: Basis, index: Index) -> Law:
    """One basis in words."""
    law = index.catalog.laws.get(one.law or "")
    if law is None:
        return Law(one.text or "", "", "", False)
    uri = law_uri(law.id) if law.id in index.by_law else ""
    return Law(titled(law.title), law.number or "", "、".join(one.article), law.status == "repealed", uri)


def _channel(use: ChannelUse, index: Index) -> Tick:
    name = index.catalog.channels[use.id].name
    uri = channel_uri(use.id) if use.id in index.by_channel else ""
    return Tick(f"{name}：{use.note}" if use.note else name, uri, use.optional)
