"""Frozen values → plain data, shaped as the catalog's files are. Where a file may write a value in several shapes, the
data has the fullest: a value by level for every level, a list even of one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from functools import cache, lru_cache
from typing import Any

from build_tools.catalog import index_number
from build_tools.index import Index
from build_tools.model import Audience, ChannelUse, Item, Leveled, Site

_MADE = ("id", "path", "reviewer")
"""Known from where an entry stands, so no part of the entry; or not for the public."""


def plain(value: object) -> Any:
    """A value as a file writes it; what is not given is left out."""
    if value is None or isinstance(value, str):
        return value
    if value.__class__ is tuple:
        return [part if part.__class__ is str else plain(part) for part in value]
    if isinstance(value, ChannelUse):  # its id is part of it, and alone where nothing else is said
        said = {key: part for key, part in value._asdict().items() if part}
        return said if len(said) > 1 else value.id
    if isinstance(value, Audience):
        return [*(["everyone"] if value.everyone else []), *({"group": group} for group in value.groups)]
    if isinstance(value, Mapping):
        return {key: plain(part) for key, part in value.items()}
    if is_dataclass(value) or isinstance(value, tuple):
        made = {key: plain(getattr(value, key)) for key in _names(value.__class__)}
        return {key: part for key, part in made.items() if part not in (None, [], {}, False) and key not in _MADE}
    return value


@cache
def _names(kind: Any) -> tuple[str, ...]:
    named: tuple[str, ...] | None = getattr(kind, "_fields", None)
    return named or tuple(field.name for field in fields(kind))


def item_data(item: Item, index: Index) -> dict[str, Any]:
    """One item. Its number is the one that is printed, from the template or its own."""
    data = {name: value for name, value in _parts(item) if value not in (None, [], {}, False)}
    number = index_number(item, index.catalog)
    return {
        **data,
        **({"link": dict(item.link)} if item.link else {}),
        **({"index_number": number} if number else {}),
    }


def _parts(item: Item) -> Iterator[tuple[str, Any]]:
    for name in _names(Item):
        value = getattr(item, name)
        if value is None or value.__class__ is str:
            if name not in _MADE:
                yield name, value
        elif isinstance(value, Leveled):
            yield name, _by_level(value, item.level)
        elif value:
            yield name, plain(value)


@lru_cache(maxsize=4096)
def _by_level(value: Leveled[Any], levels: tuple[str, ...]) -> dict[str, Any]:
    """The value of each level. Many items say the same, and nobody changes it."""
    by_level = dict(value.by_level) if value.default is None else dict.fromkeys(levels, value.default)
    return {level: plain(one) for level, one in by_level.items()}


def site_data(site: Site) -> dict[str, Any]:
    """site.yml."""
    data = plain(site)
    return {"jurisdiction": {"name": data.pop("name"), "code": data.pop("code")}, **data}
