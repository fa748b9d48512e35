"""``catalog.json``: every field of every item, ended ones included, with the registries and adjustments they name."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from build_tools import fields
from build_tools.exchange import SiteFile
from build_tools.exchange.dates import catalog_date
from build_tools.exchange.pieces import pieces
from build_tools.exchange.plain import item_data, plain, site_data
from build_tools.field_tree import tree
from build_tools.index import Index

PLACES = ("catalog.json",)
FORMAT = "zwgk-catalog/1"
"""The number rises when something is taken away or means something else; what is added leaves it as it is."""

KINDS = tuple(name for name in fields.NAMES if name != "exceptions")
"""Accepted warnings are about the work on the catalog, not about duties."""


def files(index: Index) -> Iterator[SiteFile]:
    """catalog.json."""
    parts = [b"{\n"]
    for key, value in document(index).items():
        parts += (_json(key) + b": ", *_lines(value, index), b",\n")
    parts[-1] = b"\n}\n"
    name = index.catalog.site.name
    yield SiteFile("catalog.json", parts, "application/json", "data_json", name, catalog_date(index))


def _lines(value: Any, index: Index) -> Iterator[bytes]:
    """A registry with one entry a line: quick to write, easy to compare."""
    if isinstance(value, _Items):
        items = index.catalog.items
        made = pieces("json", items.values(), index, lambda item: _json(item.id) + b": " + _json(value[item.id]))
        yield from _one_a_line(made[key] for key in items)
    elif isinstance(value, dict) and value and all(isinstance(entry, dict) for entry in value.values()):
        yield from _one_a_line(_json(key) + b": " + _json(entry) for key, entry in value.items())
    else:
        yield _json(value)


def _one_a_line(entries: Iterable[bytes]) -> Iterator[bytes]:
    yield b"{"
    before = b"\n"
    for entry in entries:
        yield before
        yield entry
        before = b",\n"
    yield b"\n}"


_encode = json.JSONEncoder(ensure_ascii=False).encode


def _json(value: Any) -> bytes:
    return _encode(value).encode()


class _Items(Mapping[str, Any]):
    """The data of each item, made when it is asked for: there are many."""

    def __init__(self, index: Index) -> None:
        self._index = index

    def __getitem__(self, key: str) -> dict[str, Any]:
        return item_data(self._index.catalog.items[key], self._index)

    def __iter__(self) -> Iterator[str]:
        return iter(self._index.catalog.items)

    def __len__(self) -> int:
        return len(self._index.catalog.items)


def document(index: Index) -> dict[str, Any]:
    """The whole catalog; each registry is a mapping from id to entry, as its file is."""
    catalog = index.catalog
    named = {item.domain for item in catalog.items.values()} | {one.domain for one in catalog.site.not_applicable}
    date = catalog_date(index)
    return {
        "format": FORMAT,
        "$schema": "catalog.schema.json",
        **({"date": date} if date else {}),
        "site": site_data(catalog.site),
        "domains": _entries({key: one for key, one in catalog.domains.items() if key in named}),
        "bodies": _entries(catalog.bodies),
        "channels": _entries(catalog.channels),
        "laws": _entries(catalog.laws),
        "synonyms": _entries(catalog.synonyms),
        "items": _Items(index),
        "adjustments": {one.id: plain(one) for one in catalog.adjustments},
        "labels": {name: _labels(name) for name in KINDS},
        "choices": {name: _choices(name) for name in KINDS},
    }


def _entries(registry: Mapping[str, object]) -> dict[str, Any]:
    return {key: plain(entry) for key, entry in registry.items()}


def _labels(name: str) -> dict[str, str]:
    return {".".join(one.keys): one.field.label for one in tree(name)}


def _choices(name: str) -> dict[str, dict[str, str]]:
    return {".".join(one.keys): dict(one.field.choices) for one in tree(name) if one.field.choices}
