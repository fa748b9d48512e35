"""A schema compiled into one function that says yes quickly. A no is only a doubt: jsonschema then decides.

jsonschema needs half a millisecond an item, this a hundredth. It must never accept what jsonschema rejects; a keyword
it does not know makes it refuse everything, which is slow but right.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import Any

from build_tools.fields import Schema, schema

Check = Callable[[Any], bool]

_WORDS = "$schema $ref title description definitions enumDescriptions errorMessage patternErrorMessage defaultSnippets"
_SILENT = frozenset(_WORDS.split())


def compiled(name: str) -> Check:
    """The acceptor of one kind of file."""
    return compiled_part(schema(name), name)


def compiled_part(part: Schema, base: str) -> Check:
    """The acceptor of one part of the schema file ``base``."""
    return _Compiler().compile(part, base)


def id_fault(text: str) -> str:
    """What the schema says to a text that is no id; nothing where it is one."""
    part = schema("common")["definitions"]["id"]
    return "" if compiled_part(part, "common")(text) else str(part["patternErrorMessage"])


def is_text(value: Any) -> bool:
    return value.__class__ is str


def is_boolean(value: Any) -> bool:
    """Scalars stay text; the schema alone decides that ``true`` is a truth value."""
    return value.__class__ is str and value in ("true", "false")


_TYPES: dict[str, Check] = {
    "string": is_text,
    "boolean": is_boolean,
    "array": lambda value: value.__class__ is list,
    "object": lambda value: value.__class__ is dict,
}


def is_date(value: Any) -> bool:
    """Whether a text is a day that exists; other values are none of the format's business."""
    if value.__class__ is not str:
        return True
    try:
        date.fromisoformat(value)
    except ValueError:
        return False
    return True


def _unique(value: Any) -> bool:
    try:
        return len(set(value)) == len(value)
    except TypeError:
        return all(one not in value[:n] for n, one in enumerate(value))


class _Compiler:
    """Keyword by keyword; each method takes the keyword's value and returns a check, or None for nothing to check."""

    def compile(self, part: Schema, base: str) -> Check:
        if "$ref" in part:
            file, _, pointer = part["$ref"].partition("#/")
            base = file.removesuffix(".schema.json") or base
            target: Any = schema(base)
            for step in pointer.split("/"):
                target = target[step]
            return self.compile(target, base)
        checks: list[Check] = []
        for keyword, value in part.items():
            if (
                keyword in _SILENT
                or keyword.startswith("x-")
                or (keyword == "additionalProperties" and "properties" in part)
                or keyword == "properties"
            ):
                continue
            make = getattr(self, "_" + keyword, None)
            if make is None:
                return lambda value: False
            checks.append(make(value, base))
        if "properties" in part:
            checks.append(self._object(part, base))
        return _every(checks)

    def _type(self, kind: str, base: str) -> Check:
        return _TYPES[kind]

    def _enum(self, allowed: list[str], base: str) -> Check:
        known = frozenset(allowed)
        return lambda value: value.__class__ is str and value in known

    def _pattern(self, pattern: str, base: str) -> Check:
        search = re.compile(pattern).search
        return lambda value: value.__class__ is not str or search(value) is not None

    def _format(self, name: str, base: str) -> Check:
        return is_date if name == "date" else lambda value: False

    def _maxLength(self, most: int, base: str) -> Check:
        return lambda value: value.__class__ is not str or len(value) <= most

    def _minItems(self, least: int, base: str) -> Check:
        return lambda value: value.__class__ is not list or len(value) >= least

    def _maxItems(self, most: int, base: str) -> Check:
        return lambda value: value.__class__ is not list or len(value) <= most

    def _uniqueItems(self, wanted: bool, base: str) -> Check:
        return lambda value: value.__class__ is not list or _unique(value)

    def _minProperties(self, least: int, base: str) -> Check:
        return lambda value: value.__class__ is not dict or len(value) >= least

    def _maxProperties(self, most: int, base: str) -> Check:
        return lambda value: value.__class__ is not dict or len(value) <= most

    def _required(self, keys: list[str], base: str) -> Check:
        needed = frozenset(keys)
        return lambda value: value.__class__ is not dict or needed <= value.keys()

    def _items(self, part: Schema, base: str) -> Check:
        check = self.compile(part, base)
        return lambda value: value.__class__ is not list or all(map(check, value))

    def _propertyNames(self, part: Schema, base: str) -> Check:
        check = self.compile(part, base)
        return lambda value: value.__class__ is not dict or all(map(check, value))

    def _additionalProperties(self, part: Schema, base: str) -> Check:
        check = self.compile(part, base)
        return lambda value: value.__class__ is not dict or all(map(check, value.values()))

    def _anyOf(self, parts: list[Schema], base: str) -> Check:
        checks = [self.compile(part, base) for part in parts]
        return lambda value: any(check(value) for check in checks)

    def _allOf(self, parts: list[Schema], base: str) -> Check:
        return _every([self.compile(part, base) for part in parts])

    def _object(self, part: Schema, base: str) -> Check:
        """Named properties together with what is said of all others."""
        named = {key: self.compile(below, base) for key, below in part["properties"].items()}
        others = part.get("additionalProperties", True)
        rest = self.compile(others, base) if isinstance(others, dict) else None

        def check(value: Any) -> bool:
            if value.__class__ is not dict:
                return True
            for key, one in value.items():
                known = named.get(key, rest)
                if known is not None:
                    if not known(one):
                        return False
                elif not others:
                    return False
            return True

        return check


def _every(checks: list[Check]) -> Check:
    if len(checks) == 1:
        return checks[0]
    fixed = tuple(checks)

    def check(value: Any) -> bool:
        for one in fixed:  # noqa: SIM110 - a generator would double the time of the hottest line
            if not one(value):
                return False
        return True

    return check
