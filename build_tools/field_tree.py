"""Every field of a kind of file with its parts, one after the other: what a guide to the fields lists."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from build_tools.fields import Field, Schema, at, field_of, resolve


@dataclass(frozen=True, slots=True)
class Described:
    """A field anywhere in a kind of file: the keys that lead to it, the shapes it may have, how a text must look."""

    keys: tuple[str, ...]
    field: Field
    shapes: tuple[str, ...]
    said: str


def tree(name: str) -> Iterator[Described]:
    """Every field of a kind of file, each before its own parts. Shapes are ``text``, ``choice``, ``boolean``, ``list``,
    ``fields`` and, for a value written level by level, ``levels``."""
    yield from _tree(*at(name, ()), ())


def _tree(part: Schema, base: str, keys: tuple[str, ...]) -> Iterator[Described]:
    seen: set[str] = set()
    for _, form, file in _forms(part, base):
        for key, given in form.get("properties", {}).items():
            if key not in seen:
                seen.add(key)
                below, under = resolve(given, file)
                shapes = tuple(dict.fromkeys(shape for shape, _, _ in _forms(below, under)))
                field = field_of(key, below, under, key in form.get("required", ()))
                yield Described((*keys, key), field, shapes, _message(below, under))
                yield from _tree(below, under, (*keys, key))


def _forms(part: Schema, base: str) -> Iterator[tuple[str, Schema, str]]:
    """The shapes a value may have, with its alternatives, list elements and values a level opened."""
    part, base = resolve(part, base)
    if "properties" in part:
        yield "fields", part, base
        return
    if "items" in part:
        yield "list", part, base
    elif "additionalProperties" in part:
        yield "levels", part, base
    elif "anyOf" not in part:
        yield "choice" if "enum" in part else "boolean" if part.get("type") == "boolean" else "text", part, base
    for below in (part.get("items"), part.get("additionalProperties"), *part.get("anyOf", ())):
        if isinstance(below, dict):
            yield from _forms(below, base)


def _message(part: Schema, base: str) -> str:
    """How a text must look, where the schema asks for more than that there is some."""
    for _, form, _ in _forms(part, base):
        if form.get("pattern", _ANY) != _ANY:
            return str(form.get("patternErrorMessage", ""))
    return ""


_ANY = "\\S"
