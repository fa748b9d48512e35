"""A document against its JSON Schema: each fault becomes one diagnostic at the exact key or value.

jsonschema is the authority; this module only says in our own codes what it found, picks the alternative that was
meant where the schema allows several, and keeps one slip from being reported twice.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any

from jsonschema import Draft7Validator, FormatChecker
from jsonschema.exceptions import ValidationError
from jsonschema.validators import extend
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT7

from build_tools import fields
from build_tools.acceptor import Check, compiled, is_boolean, is_date, is_text
from build_tools.diagnostics import Diagnostic, Fix, Span, Where
from build_tools.source import ABSENT, Document
from build_tools.text import nearest

_BASE = "file:///schemas/"


@cache
def _acceptor(name: str) -> Check:
    return compiled(name)


@cache
def validator(name: str) -> Any:
    """The jsonschema validator of one kind of file; scalars are text, so truth values are two words."""
    checker = Draft7Validator.TYPE_CHECKER.redefine_many(
        {"string": lambda _, value: is_text(value), "boolean": lambda _, value: is_boolean(value)}
    )
    formats = FormatChecker(formats=())
    formats.checks("date")(is_date)
    common: Resource[Any] = Resource.from_contents(fields.schema("common"), default_specification=DRAFT7)
    registry: Registry[Any] = Registry().with_resource(_BASE + "common.schema.json", common)
    own = {"$id": f"{_BASE}{name}.schema.json", **fields.schema(name)}
    adapted: Any = extend(Draft7Validator, type_checker=checker)  # type: ignore[no-untyped-call]
    return adapted(own, registry=registry, format_checker=formats)


def validate(document: Document, name: str) -> tuple[list[Diagnostic], frozenset[Where]]:
    """Every fault of the document against the schema ``name``, and the paths whose value is not to be used."""
    if document.data == ABSENT or _acceptor(name)(document.data):
        return [], frozenset()
    errors = sorted(validator(name).iter_errors(document.data), key=lambda error: repr(list(error.absolute_path)))
    translation = _Translation(document, name)
    found: dict[tuple[object, ...], Diagnostic] = {}
    for one in translation.diagnostics(errors):
        # Several keywords may reject the same value; a place is complained about once, but each missing key counts.
        found.setdefault((one.where, one.args.get("missing")), one)
    return list(found.values()), frozenset(translation.bad)


class _Translation:
    """jsonschema's errors of one document in our words."""

    def __init__(self, document: Document, name: str) -> None:
        self.document = document
        self.name = name
        self.named: set[Where] = set()
        self.bad: set[Where] = set()

    def diagnostics(self, errors: Iterable[ValidationError]) -> Iterator[Diagnostic]:
        flat = [error for raw in errors for error in _meant(raw)]
        # A misspelt key also makes the right one missing; the misspelling is the fault, so it speaks first.
        for error in sorted(flat, key=lambda error: error.validator != "additionalProperties"):
            where = tuple(error.absolute_path)
            if error.validator not in ("required", "additionalProperties", "propertyNames", "uniqueItems"):
                self.bad.add(where)
            if self.document.is_damaged(where) and error.validator != "required":
                continue
            yield from self._one(error, where)

    def _one(self, error: ValidationError, where: Where) -> Iterator[Diagnostic]:
        kind = str(error.validator)
        if error.instance == ABSENT and where and kind != "propertyNames":
            yield self._at(where, "empty-value", key=bool(isinstance(where[-1], str)))
        elif kind == "additionalProperties":
            yield from self._unknown_keys(error, where)
        elif kind == "required":
            yield from self._missing_keys(error, where)
        elif "propertyNames" in error.absolute_schema_path:
            yield self._bad_name(error, where)
        elif kind == "type":
            yield self._wrong_kind(error, where)
        elif kind == "enum":
            yield self._wrong_value(error, where)
        elif kind in ("pattern", "format"):
            said = error.schema.get("patternErrorMessage", "") if isinstance(error.schema, dict) else ""
            code = "wrong-pattern" if kind == "pattern" else "no-such-day"
            yield self._at(where, code, value=str(error.instance), said=str(said))
        elif kind == "uniqueItems":
            yield from self._repeated(error, where)
        elif kind in ("minItems", "minProperties"):
            yield self._at(where, "empty-value")
        else:
            yield self._at(where, "too-long", limit=str(error.validator_value))

    def _at(self, where: Where, code: str, *, key: bool = False, fix: Fix | None = None, **args: str) -> Diagnostic:
        span = self.document.span(where, key=key)
        return Diagnostic(span, code, args={"field": fields.label(self.name, where), **args}, fix=fix)

    def _unknown_keys(self, error: ValidationError, where: Where) -> Iterator[Diagnostic]:
        described = error.schema.get("properties", {}) if isinstance(error.schema, dict) else {}
        known = {key: fields.label(self.name, (*where, key)) for key in described}
        for key in _mapping(error):
            if key in known:
                continue
            free = [name for name in known if name not in _mapping(error)]
            by_label = next((name for name in free if key.strip() in (name, known[name])), None)
            meant = by_label or nearest(key, free)
            span = self.document.span((*where, key), key=True)
            fix = Fix(span, meant) if meant else None
            if meant:
                self.named.add((*where, meant))
                self.bad.add((*where, meant))
            self.bad.add((*where, key))
            args = {
                "key": key,
                "meant": meant or "",
                "label": known.get(meant or "", ""),
                "allowed": "、".join(free[:12]),
            }
            yield Diagnostic(span, "unknown-key", args=args, fix=fix)

    def _missing_keys(self, error: ValidationError, where: Where) -> Iterator[Diagnostic]:
        for key in _listed(error.validator_value):
            if key in _mapping(error):
                continue
            self.bad.add((*where, key))
            if (*where, key) not in self.named and not self.document.is_damaged((*where, key)):
                self.named.add((*where, key))
                yield self._at(
                    where, "missing-key", key=True, missing=key, label=fields.label(self.name, (*where, key))
                )

    def _bad_name(self, error: ValidationError, where: Where) -> Diagnostic:
        name = str(error.instance)
        allowed = _listed(error.validator_value) if error.validator == "enum" else []
        meant = nearest(name, allowed) or ""
        self.bad.add((*where, name))
        span = self.document.span((*where, name), key=True)
        said = error.schema.get("patternErrorMessage", "") if isinstance(error.schema, dict) else ""
        args = {"value": name, "said": str(said), "allowed": "、".join(allowed), "meant": meant}
        return Diagnostic(span, "wrong-name", args=args, fix=Fix(span, meant) if meant else None)

    def _wrong_kind(self, error: ValidationError, where: Where) -> Diagnostic:
        wanted = {"array": "list", "object": "mapping", "string": "text", "boolean": "boolean"}[
            str(error.validator_value)
        ]
        got = {"list": "list", "dict": "mapping"}.get(type(error.instance).__name__, "text")
        fix = self._as_list(where) if (wanted, got) == ("list", "text") else None
        return self._at(where, f"not-a-{wanted}", got=got, fix=fix)

    def _as_list(self, where: Where) -> Fix | None:
        """The one value moved onto a line of its own, behind a dash."""
        key, value = self.document.span(where, key=True), self.document.span(where)
        if key.line != value.line or value.line != value.end_line or not isinstance(self.document_value(where), str):
            return None
        indent = " " * (key.column + 1)
        span = Span(key.path, key.end_line, key.end_column + 1, value.end_line, value.end_column)
        return Fix(span, f"\n{indent}- {self.document_value(where)}")

    def document_value(self, where: Where) -> Any:
        """The value at a path."""
        value = self.document.data
        for step in where:
            value = value[step]
        return value

    def _wrong_value(self, error: ValidationError, where: Where) -> Diagnostic:
        labels = fields.choice_labels(self.name, where)
        typed = str(error.instance)
        said = {text: value for value, text in labels.items()}
        meant = said.get(typed) or next((v for t, v in said.items() if typed and (typed in t or t in typed)), None)
        meant = meant or nearest(typed, labels) or ""
        allowed = "、".join(f"{value}（{text}）" if text != value else value for value, text in labels.items())
        fix = Fix(self.document.span(where), meant) if meant else None
        return self._at(
            where, "wrong-value", value=typed, meant=meant, label=labels.get(meant, ""), allowed=allowed, fix=fix
        )

    def _repeated(self, error: ValidationError, where: Where) -> Iterator[Diagnostic]:
        seen: list[Any] = []
        for number, one in enumerate(_listed(error.instance)):
            if one in seen:
                first = self.document.span((*where, seen.index(one)))
                found = self._at((*where, number), "repeated-element", value=one if isinstance(one, str) else "")
                yield Diagnostic(found.where, found.code, args=found.args, related=(first,))
            seen.append(one)


def _meant(error: ValidationError) -> Iterator[ValidationError]:
    """The errors of the alternative that was meant: of the right type, sharing most keys, with fewest faults."""
    if error.validator != "anyOf" or error.instance == ABSENT:
        yield error
        return
    branches: dict[int, list[ValidationError]] = {}
    for below in error.context or ():
        branches.setdefault(int(below.schema_path[0]), []).append(below)
    best = min(branches.values(), key=lambda errors: _distance(error, errors), default=[])
    for below in best:
        yield from _meant(below)


def _distance(error: ValidationError, below: list[ValidationError]) -> tuple[int, int, int]:
    """How far a value is from one alternative."""
    wrong_type = sum(one.validator == "type" and not one.path for one in below)
    strange = sum(_strange_keys(one) for one in below if not one.path)
    return wrong_type, strange, len(below)


def _strange_keys(error: ValidationError) -> int:
    if error.validator == "additionalProperties" and isinstance(error.schema, dict):
        return len(set(_mapping(error)) - set(error.schema.get("properties", ())))
    return 1


def _mapping(error: ValidationError) -> dict[str, Any]:
    return error.instance if isinstance(error.instance, dict) else {}


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []
