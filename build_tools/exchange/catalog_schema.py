"""``catalog.schema.json``: the JSON Schema of ``catalog.json``, made from the schemas of the catalog's files."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from typing import Any

from build_tools import fields
from build_tools.exchange import SiteFile
from build_tools.exchange.catalog_json import FORMAT, KINDS
from build_tools.fields import Schema
from build_tools.index import Index
from build_tools.messages import page as words

PLACES = ("catalog.schema.json",)
_EDITING = ("$schema", "errorMessage", "patternErrorMessage", "defaultSnippets", "enumDescriptions")
"""What is there for editors and for our own messages; so is everything that begins with x-."""


def files(index: Index) -> Iterator[SiteFile]:
    """catalog.schema.json, the same for every catalog."""
    yield SiteFile("catalog.schema.json", (_text(),), "application/schema+json", "data_schema")


@cache
def _text() -> bytes:
    return (json.dumps(document(), ensure_ascii=False, indent=1) + "\n").encode()


def document() -> Schema:
    """The schema: an envelope around the schemas of the files."""
    parts = {name: _ported(fields.schema(name)) for name in KINDS}
    texts = {"type": "object", "additionalProperties": {"type": "string"}}
    properties = {
        "format": {"const": FORMAT},
        "$schema": {"type": "string"},
        "date": {"$ref": "#/definitions/date"},
        "site": parts["site"],
        **{name: parts[name] for name in (*fields.ENTRIES, "synonyms")},
        "items": _registry(_with_domain(parts["item"]), {"$ref": "#/definitions/item_id"}),
        "adjustments": _registry(parts["adjustment"], {"type": "string"}),
        "labels": {"type": "object", "additionalProperties": texts},
        "choices": {"type": "object", "additionalProperties": {"type": "object", "additionalProperties": texts}},
    }
    title, description = words("data_format", format=FORMAT)
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": title,
        "description": description,
        "type": "object",
        "required": [name for name in properties if name != "date"],
        "properties": properties,
        "definitions": _ported(fields.schema("common")["definitions"]),
    }


def _registry(entry: Schema, key: Schema) -> Schema:
    """A mapping from id to entry."""
    return {"title": entry["title"], "type": "object", "propertyNames": key, "additionalProperties": entry}


def _with_domain(item: Schema) -> Schema:
    """An item with its domain, which its file does not name but its folder."""
    properties = {"domain": {"$ref": "#/definitions/domain_reference"}, **item["properties"]}
    return {**item, "required": ["domain", *item["required"]], "properties": properties}


def _ported(part: Any) -> Any:
    """A part of our schemas for any reader: in one shape, with standard keywords, referring to this one document."""
    if isinstance(part, list):
        return [_ported(one) for one in part]
    if not isinstance(part, dict):
        return part
    part = _fullest(part)
    made = {key: _ported(one) for key, one in part.items() if key not in _EDITING and not key.startswith("x-")}
    if isinstance(part.get("$ref"), str):
        made["$ref"] = "#" + part["$ref"].partition("#")[2]
    if isinstance(part.get("enum"), list):
        pairs = zip(made.pop("enum"), part["enumDescriptions"], strict=True)
        made["oneOf"] = [{"const": value, "title": title} for value, title in pairs]
    return made


def _fullest(part: Schema) -> Schema:
    """Of several shapes the one that the data has: by level before a list before the rest, which may be any."""
    branches = part.get("anyOf", [])
    for key in ("additionalProperties", "items"):
        for branch in branches:
            if isinstance(branch.get(key), dict):
                kept = {name: value for name, value in part.items() if name != "anyOf"}
                return {**branch, **kept}
    return part
