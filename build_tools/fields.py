"""The only reader of ``schemas/``, the only list of fields: labels, hints, choices and headers come from here."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from build_tools.cache import own_yaml
from build_tools.diagnostics import Where
from build_tools.text import nearest

Schema = dict[str, Any]

_HERE = Path(__file__).parent
SCHEMAS = _HERE / "schemas" if (_HERE / "schemas").is_dir() else _HERE.parent / "schemas"
"""Inside an installed package the schemas lie within it; in a checkout they lie beside it."""

ENTRIES = ("domains", "bodies", "channels", "laws")
"""The registries whose entries have ids."""

OPTIONAL = ("synonyms", "exceptions")
"""The registries that a catalog may go without."""

REGISTRIES = ("site", *ENTRIES, *OPTIONAL)
"""The files at the top of a catalog, each with a schema of its own name."""

NAMES = ("item", *REGISTRIES, "adjustment")
"""Every kind of catalog file; ``common`` holds what they share."""


@dataclass(frozen=True, slots=True)
class Field:
    """One field as the schema describes it. ``choices`` pairs each allowed value with its label."""

    key: str
    label: str
    help: str
    required: bool
    choices: tuple[tuple[str, str], ...]
    headers: tuple[str, ...]


@cache
def schema(name: str) -> Schema:
    """The JSON Schema of one kind of file, as stored."""
    loaded: Schema = json.loads((SCHEMAS / f"{name}.schema.json").read_text(encoding="utf-8"))
    return loaded


def resolve(part: Schema, base: str) -> tuple[Schema, str]:
    """Follow ``$ref`` and a lone ``allOf``; what stands beside them wins. Returns schema and file."""
    while True:
        wrapped = part.get("allOf", [None])[0]
        ref = part.get("$ref") or (wrapped or {}).get("$ref")
        if not ref:
            return part, base
        file, _, pointer = ref.partition("#/")
        base = file.removesuffix(".schema.json") or base
        target: Any = schema(base)
        for step in pointer.split("/"):
            target = target[step]
        part = {**target, **{key: value for key, value in part.items() if key not in ("$ref", "allOf")}}


def step_down(part: Schema, base: str, step: str | int) -> tuple[Schema, str] | None:
    """The schema of one step down: a property, any other property, or a list element."""
    part, base = resolve(part, base)
    if isinstance(step, int) and "items" in part:
        return resolve(part["items"], base)
    if isinstance(step, str):
        if step in part.get("properties", {}):
            return resolve(part["properties"][step], base)
        allowed = resolve(part.get("propertyNames", {}), base)[0].get("enum")
        if isinstance(part.get("additionalProperties"), dict) and (allowed is None or step in allowed):
            return resolve(part["additionalProperties"], base)
    for branch in part.get("anyOf", ()):
        found = step_down(branch, base, step)
        if found:
            return found
    return None


def at(name: str, where: Where) -> tuple[Schema, str]:
    """The schema of the value at ``where``; of the nearest parent that is described, where it is not."""
    found = schema(name), name
    for step in where:
        below = step_down(*found, step)
        if below is None:
            break
        found = below
    return found


@cache
def label(name: str, where: Where) -> str:
    """The official Chinese name of the field at ``where``."""
    return str(at(name, where)[0].get("title") or (where[-1] if where else name))


def fields(name: str, where: Where = ()) -> tuple[Field, ...]:
    """The fields of a mapping, in schema order. For a registry, ``where`` is ``("*",)``: any entry."""
    part, base = at(name, where)
    required = part.get("required", ())
    return tuple(
        field_of(key, *resolve(below, base), key in required) for key, below in part.get("properties", {}).items()
    )


def field_of(key: str, part: Schema, base: str, required: bool) -> Field:
    return Field(
        key,
        part.get("title", key),
        part.get("description", ""),
        required,
        choices(part, base),
        tuple(part.get("x-headers", ())),
    )


@lru_cache(maxsize=4096)
def key_order(name: str, where: Where) -> tuple[str, ...]:
    """The keys a mapping at ``where`` may have, in schema order; none where the keys are ids."""
    return tuple(_properties(*at(name, where)))


def _properties(part: Schema, base: str) -> dict[str, None]:
    """The keys of a mapping, or of every alternative that is one."""
    part, base = resolve(part, base)
    keys = dict.fromkeys(part.get("properties", {}))
    for branch in part.get("anyOf", ()):
        keys |= _properties(branch, base)
    return keys


@lru_cache(maxsize=4096)
def is_date(name: str, where: Where) -> bool:
    """Whether the value at ``where`` is a date, which other readers may well take for one."""
    return at(name, where)[0].get("format") == "date"


@lru_cache(maxsize=4096)
def is_boolean(name: str, where: Where) -> bool:
    """Whether the value at ``where`` is a truth value."""
    return at(name, where)[0].get("type") == "boolean"


def choices(part: Schema, base: str) -> tuple[tuple[str, str], ...]:
    """Every allowed value of an enumeration with its label, looked for in lists and alternatives too."""
    part, base = resolve(part, base)
    if "enum" in part:
        values: list[str] = part["enum"]
        return tuple(zip(values, part.get("enumDescriptions") or values, strict=True))
    for below in (part.get("items"), *part.get("anyOf", ())):
        found = choices(below, base) if isinstance(below, dict) else ()
        if found:
            return found
    return ()


def choice_labels(name: str, where: Where) -> dict[str, str]:
    """Allowed value → label of the field at ``where``."""
    return dict(_choices_at(name, where))


@lru_cache(maxsize=4096)
def _choices_at(name: str, where: Where) -> tuple[tuple[str, str], ...]:
    return choices(*at(name, where))


def plain_key(name: str, where: Where, text: str) -> str:
    """The key of the mapping at ``where`` that a bare text stands for (``x-plain``): the first whose pattern fits."""
    patterns: dict[str, str] = at(name, where)[0].get("x-plain", {})
    return next((key for key, pattern in patterns.items() if re.search(pattern, text)), "")


def meant(typed: str, labels: dict[str, str]) -> str:
    """The value that was meant by a text: by its label, by part of it, or by likeness; empty where nothing is alike."""
    said = {text: value for value, text in labels.items()}
    like = next((value for text, value in said.items() if typed and (typed in text or text in typed)), None)
    return said.get(typed) or like or nearest(typed, labels) or ""


@cache
def vocabulary(name: str) -> re.Pattern[str]:
    """The words a rule looks for, as ``schemas/vocabulary.yml`` lists them."""
    return re.compile(wording("vocabulary")[name])


@cache
def wording(name: str) -> Any:
    """One list of words beside the schemas, as stored: ``vocabulary`` or ``time_limit``."""
    return own_yaml(SCHEMAS / f"{name}.yml")


@cache
def corrections(name: str) -> tuple[re.Pattern[str], tuple[tuple[re.Pattern[str], str], ...]]:
    """What every text with such a slip holds; then the slips in the order to correct them, with what is meant.

    Slip and meaning are pattern and template as ``re.sub`` takes them.
    """
    words = wording("vocabulary")[name]
    return re.compile(words["sign"]), tuple((re.compile(slip), meant) for slip, meant in words["slip"])


@cache
def look_alikes() -> dict[str, str]:
    """Characters that only look like others, each with the one that is meant."""
    pairs = "".join(wording("vocabulary")["look_alike"].split())
    return dict(zip(pairs[::2], pairs[1::2], strict=True))
