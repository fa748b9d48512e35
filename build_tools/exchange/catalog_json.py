"""``catalog.json``: every field of every item, ended ones included, with the registries and adjustments they name."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from build_tools import fields
from build_tools.exchange import SiteFile
from build_tools.exchange.dates import catalog_date
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
    parts = ",\n".join(f"{_json(key)}: {_lines(value)}" for key, value in document(index).items())
    name = index.catalog.site.name
    content = f"{{\n{parts}\n}}\n".encode()
    yield SiteFile("catalog.json", content, "application/json", "data_json", name, catalog_date(index))


def _lines(value: Any) -> str:
    """A registry with one entry a line: quick to write, easy to compare."""
    if isinstance(value, dict) and value and all(isinstance(entry, dict) for entry in value.values()):
        entries = ",\n".join(f"{_json(key)}: {_json(entry)}" for key, entry in value.items())
        return f"{{\n{entries}\n}}"
    return _json(value)


_json = json.JSONEncoder(ensure_ascii=False).encode


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
        "items": {key: item_data(item, index) for key, item in catalog.items.items()},
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
