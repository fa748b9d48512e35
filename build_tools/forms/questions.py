"""Schema → questions: one for each field that is asked, in the order and with the words of the schema.

Three keywords of ours steer it: ``x-registry`` names where the choices come from, ``x-asked: false`` keeps a field out
of forms, ``x-default: today`` fills in the day.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from build_tools import fields
from build_tools.acceptor import compiled_part
from build_tools.diagnostics import Where
from build_tools.forms.choices import Choice, Choices

ENTRY = "*"
"""Stands in a path for the id of any entry of a registry."""

Part = tuple[fields.Schema, str]


@dataclass(frozen=True, slots=True)
class Question:
    """One field to ask. ``where`` is its path in the new entry.

    ``many``: several answers make a list (``single``: one answer alone stays plain). ``parts``: each element is a
    mapping, asked by these questions of its own. ``wrap``: words that are no choice go into a mapping under this key.
    ``note``: words in brackets behind a choice make a mapping of these two keys. ``fits`` says whether one value
    (one element of a list) is acceptable, ``said`` what an acceptable one looks like. ``starts`` marks, among parts,
    the first question of an alternative: one alternative answered makes the others superfluous.
    """

    where: Where
    label: str
    help: str
    required: bool
    fits: Callable[[Any], bool]
    said: str = ""
    many: bool = False
    single: bool = False
    choices: tuple[Choice, ...] = ()
    wrap: str | None = None
    note: tuple[str, str] | None = None
    parts: tuple[Question, ...] = ()
    default: Any = None
    starts: bool = False


def questions(kind: str, choices: Choices, where: Where = ()) -> tuple[Question, ...]:
    """The questions for a new file of ``kind``, or for the mapping at ``where``; registries ask for one entry."""
    top: Where = (ENTRY,) if not where and "properties" not in fields.schema(kind) else where
    known = defaults(kind)
    return tuple(
        replace(one, default=known.get(str(one.where[0]), one.default)) if len(one.where) == 1 else one
        for one in _below(*fields.at(kind, top), (), True, choices)
    )


def defaults(kind: str) -> dict[str, Any]:
    """Top-level values the schema's own snippet proposes; what it leaves open with ``$`` is no default."""
    for snippet in fields.schema(kind).get("defaultSnippets", ()):
        return {key: value for key, value in snippet["body"].items() if "$" not in repr(value)}
    return {}


def today(kind: str) -> dict[str, str]:
    """The fields whose value is the day of writing."""
    part, base = fields.at(kind, ())
    below = {key: fields.resolve(one, base)[0] for key, one in part.get("properties", {}).items()}
    return {key: date.today().isoformat() for key, one in below.items() if one.get("x-default") == "today"}


def _below(part: fields.Schema, base: str, where: Where, required: bool, choices: Choices) -> Iterator[Question]:
    """The questions of a mapping's fields; a mapping within it is asked field by field."""
    for key, raw in part.get("properties", {}).items():
        below, origin = fields.resolve(raw, base)
        needed = required and key in part.get("required", ())
        if below.get("x-asked") is False:
            continue
        if below.get("type") == "object":
            yield from _below(below, origin, (*where, key), needed, choices)
        else:
            yield _question(below, origin, (*where, key), needed, choices)


def _question(part: fields.Schema, base: str, where: Where, required: bool, choices: Choices) -> Question:
    shapes = list(_alternatives(part, base))
    listed = next((one for one in shapes if one[0].get("type") == "array"), None)
    plain = [one for one in shapes if one[0].get("type") != "array"]
    scalar = any(one[0].get("type") == "string" for one in plain)
    elements = (
        plain if scalar or listed is None else list(_alternatives(*fields.resolve(listed[0]["items"], listed[1])))
    )
    text, origin = next((one for one in elements if one[0].get("type") == "string"), elements[0])
    offered = _choices(part, base, choices)
    mapping = next((one for one in elements if "properties" in one[0]), None)
    asked = tuple(_parts(*mapping, choices)) if mapping and text.get("type") == "object" else ()
    wrap, note = _mapping(mapping, text) if not asked else (None, None)
    return Question(
        where,
        part.get("title", str(where[-1])),
        part.get("description", ""),
        required,
        compiled_part(text, origin),
        text.get("patternErrorMessage", ""),
        many=listed is not None,
        single=listed is not None and scalar,
        choices=offered,
        wrap=wrap,
        note=note,
        parts=asked,
        default=date.today().isoformat() if part.get("x-default") == "today" else None,
    )


def _alternatives(part: fields.Schema, base: str) -> Iterator[Part]:
    if "type" in part:
        yield part, base
        return
    for branch in part.get("anyOf", ()):
        yield from _alternatives(*fields.resolve(branch, base))


def _mapping(mapping: Part | None, text: fields.Schema) -> tuple[str | None, tuple[str, str] | None]:
    """What the mapping beside a plain value is for: own words in place of a choice, or a note behind one."""
    if mapping is None:
        return None, None
    part, base = mapping
    needed = part.get("required", ())
    words = [key for key, one in part["properties"].items() if fields.resolve(one, base)[0].get("type") == "string"]
    if len(needed) != 1:
        return None, None
    if "enum" in text:
        return needed[0], None
    rest = [key for key in words if key != needed[0]]
    return None, (needed[0], rest[0]) if rest else None


def _parts(part: fields.Schema, base: str, choices: Choices) -> Iterator[Question]:
    """The questions of one element that is a mapping; ``anyOf`` lists the alternatives by the key each begins with."""
    begins = {key for one in part.get("anyOf", ()) for key in one.get("required", ())}
    for one in _below(part, base, (), True, choices):
        yield replace(one, starts=one.where[0] in begins)


def _choices(part: fields.Schema, base: str, choices: Choices) -> tuple[Choice, ...]:
    registry = _registry(part, base)
    if registry:
        return choices.get(registry, ())
    return tuple(Choice(value, label) for value, label in fields.choices(part, base)) or _truth(part)


def _truth(part: fields.Schema) -> tuple[Choice, ...]:
    return (Choice("true", "true"), Choice("false", "false")) if part.get("type") == "boolean" else ()


def _registry(part: fields.Schema, base: str) -> str | None:
    """Where a value comes from, looked for in lists and alternatives too, not in the fields of a mapping."""
    part, base = fields.resolve(part, base)
    if "x-registry" in part:
        return str(part["x-registry"])
    below = [one for one in (part.get("items"), *part.get("anyOf", ())) if one and "properties" not in part]
    return next((found for one in below if (found := _registry(one, base))), None)
