"""jsonschema's errors of one document in our words: a code, the exact place, the arguments of the message, a fix."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from build_tools import fields
from build_tools.diagnostics import Diagnostic, Fix, Span, Where
from build_tools.quoting import quoted
from build_tools.schema.alternatives import about_keys, intended, listed, mapping
from build_tools.schema.mending import choice, expected, key_meant, of_kind, plain_text
from build_tools.source import ABSENT, LOST, Document
from build_tools.text import nearest, part_of_one, recognised

if TYPE_CHECKING:
    from jsonschema.exceptions import ValidationError

_KINDS = {"array": "list", "object": "mapping", "string": "text", "boolean": "boolean"}


class Translation:
    """The errors of one document; ``bad`` are the paths whose value is not to be used."""

    def __init__(self, document: Document, name: str) -> None:
        self.document = document
        self.name = name
        self.named: set[Where] = set()
        self.bad: set[Where] = set()
        self.missing: set[Where] = set()

    def diagnostics(self, errors: Iterable[ValidationError]) -> Iterator[Diagnostic]:
        flat = [error for raw in errors for error in intended(raw)]
        self.missing = {
            (*error.absolute_path, key)
            for error in flat
            if error.validator == "required"
            for key in set(listed(error.validator_value)) - mapping(error).keys()
        }
        # A misspelt key also makes the right one missing; the misspelling is the fault, so it speaks first.
        for error in sorted(flat, key=lambda error: error.validator != "additionalProperties"):
            where = tuple(error.absolute_path)
            if not about_keys(error) or error.validator == "enum":
                self.bad.add(where)
            if self.document.is_damaged(where) and error.validator != "required":
                continue
            yield from self._one(error, where)

    def _one(self, error: ValidationError, where: Where) -> Iterator[Diagnostic]:
        kind = str(error.validator)
        if error.instance == ABSENT and where and kind != "propertyNames":
            if where in self.named:
                return
            required = self._required(where)
            loose = not required and not self._alone(where) and self._described(where)
            fix = self.document.removal(where) if loose else None
            yield self._at(where, "empty-value", key=isinstance(where[-1], str), fix=fix, required=required)
        elif kind == "additionalProperties":
            yield from self._unknown_keys(error, where)
        elif kind == "required":
            yield from self._missing_keys(error, where)
        elif "propertyNames" in error.relative_schema_path:
            if not self.document.is_damaged((*where, str(error.instance))):
                yield self._bad_name(error, where)
        elif kind == "type":
            yield self._wrong_kind(error, where)
        elif kind == "enum":
            yield self._wrong_value(error, where)
        elif kind in ("pattern", "format"):
            yield self._wrong_text(error, where)
        elif kind == "uniqueItems":
            yield from self._repeated(error, where)
        elif kind in ("minItems", "minProperties"):
            yield self._at(where, "empty-value", required=self._required(where))
        else:
            yield self._at(where, "too-long", limit=str(error.validator_value))

    def _at(self, where: Where, code: str, *, key: bool = False, fix: Fix | None = None, **args: str) -> Diagnostic:
        span = self.document.span(where, key=key)
        label = fields.label(self.name, where)
        if where and label == str(where[-1]) and isinstance(where[-1], int):  # an element without a name of its own
            label = fields.label(self.name, where[:-1])
        return Diagnostic(span, code, args={"field": label, **args}, fix=fix)

    def _wrong_text(self, error: ValidationError, where: Where) -> Diagnostic:
        """A text of the wrong shape; full-width letters and outer spaces can be mended without knowing what it is."""
        schema = error.schema if isinstance(error.schema, dict) else {}
        value, said = str(error.instance), schema.get("patternErrorMessage", "")
        if error.validator == "format":
            return self._at(where, "no-such-day", value=value, said=str(said))
        fix = plain_text(self.document, where, value, schema)
        meant = fix.text if fix else ""
        return self._at(where, "wrong-pattern", value=value, said=str(said), meant=meant, fix=fix)

    def _unknown_keys(self, error: ValidationError, where: Where) -> Iterator[Diagnostic]:
        described = error.schema.get("properties", {}) if isinstance(error.schema, dict) else {}
        known = {key: fields.label(self.name, (*where, key)) for key in described}
        if where and not known.keys() & mapping(error).keys():  # nothing is right here: what is missing says no more
            self.named |= {(*where, key) for key in known if not any(nearest(one, [key]) for one in mapping(error))}
        for key in mapping(error):
            torn = self.document.lacks_keys(where) and self.document.is_damaged((*where, key))
            if key in known or torn:
                continue
            self.bad.add((*where, key))
            moved = self._misplaced(where, key, mapping(error))
            if moved:
                yield moved
                continue
            free = [name for name in known if name not in mapping(error)]
            called = {name: (known[name], *self._headers(where, name)) for name in free}
            lacking = [name for name in free if (*where, name) in self.missing]
            meant = recognised(key, called) or part_of_one(key, called)
            meant = meant or expected(key, list(mapping(error)), list(described), lacking)
            span = self.document.span((*where, key), key=True)
            fix = Fix(span, meant) if meant else None
            if meant:
                self.named.add((*where, meant))
                self.bad.add((*where, meant))
            args = {
                "key": key,
                "meant": meant or "",
                "label": known.get(meant or "", ""),
                "allowed": "、".join(f"{one}（{known[one]}）" for one in free[:12]),
            }
            yield Diagnostic(span, "unknown-key", args=args, fix=fix)

    def _required(self, where: Where) -> str:
        """Something where the value may not be left out."""
        above, _ = fields.at(self.name, where[:-1])
        return str(where[-1]) if where and where[-1] in above.get("required", ()) else ""

    def _around(self, where: Where) -> Any:
        """The mapping or list a value stands in."""
        around = self.document.data
        for step in where[:-1]:
            around = around[step]
        return around

    def _alone(self, where: Where) -> bool:
        """Whether nothing would be left around a value without it."""
        return len(self._around(where)) < 2

    def _described(self, where: Where) -> bool:
        """Whether the schema names this field; an entry that somebody has begun, or a level, is not taken away."""
        above, _ = fields.at(self.name, where[:-1])
        return isinstance(where[-1], int) or bool(set(where[-1:]) & {*above.get("properties", {})})

    def _headers(self, where: Where, key: str) -> list[str]:
        """What tables call a field."""
        return listed(fields.at(self.name, (*where, key))[0].get("x-headers"))

    def _misplaced(self, where: Where, key: str, around: dict[str, Any]) -> Diagnostic | None:
        """A key that is missing one level up, or in the mapping just before, only stands at the wrong indentation."""
        keys = list(around)
        below = (*where, *keys[: keys.index(key)][-1:])
        home = next((one for one in (where[:-1], below) if (*one, key) in self.missing), None)
        if home is None and len(below) > len(where) and self._would_fit(below, key, around[str(below[-1])]):
            home = below
        if home is None:
            return None
        self.named |= {home, (*home, key)}
        self.bad.add((*home, key))
        span, end = self.document.span((*where, key), key=True), self.document.span((*where, key)).end_line
        at = self.document.span(home)
        step = at.column - 1 if at.column < at.end_column or at.line < at.end_line else span.column + 1
        start = Span(span.path, span.line, 1, span.line, span.column)
        fits = keys[-1] == key if len(home) < len(where) else span.line == end
        args = {"spaces": str(step), "now": str(span.column - 1)}
        return Diagnostic(start, "slip-indent", args=args, fix=Fix(start, " " * step) if fits else None)

    def _would_fit(self, home: Where, key: str, value: Any) -> bool:
        """Whether a mapping, or the empty place where one should be, lacks a key that it may have."""
        free = value == ABSENT or (isinstance(value, dict) and key not in value)
        return free and any(one.key == key for one in fields.fields(self.name, home))

    def _missing_keys(self, error: ValidationError, where: Where) -> Iterator[Diagnostic]:
        for key in listed(error.validator_value):
            if key in mapping(error):
                continue
            self.bad.add((*where, key))
            lost = self.document.lacks_keys(where) or self.document.is_damaged((*where, key))
            if (*where, key) not in self.named and not lost:
                self.named.add((*where, key))
                about = {"missing": key, "label": fields.label(self.name, (*where, key))}
                if not where:  # the title of a whole file is also the label of one of its fields
                    about["field"] = ""
                yield self._at(where, "missing-key", key=True, **about)

    def _bad_name(self, error: ValidationError, where: Where) -> Diagnostic:
        name = str(error.instance)
        allowed = listed(error.validator_value) if error.validator == "enum" else []
        schema = error.schema if isinstance(error.schema, dict) else {}
        meant = key_meant(name, schema, "" if allowed else str(error.validator_value))
        meant = "" if meant in self._around((*where, name)) else meant
        self.bad |= {(*where, name), (*where, meant or LOST)}
        span = self.document.span((*where, name), key=True)
        said = schema.get("patternErrorMessage", "")
        args = {"value": name, "said": str(said), "allowed": "、".join(allowed), "meant": meant}
        return Diagnostic(span, "wrong-name", args=args, fix=Fix(span, meant) if meant else None)

    def _wrong_kind(self, error: ValidationError, where: Where) -> Diagnostic:
        wanted = _KINDS[str(error.validator_value)]
        got = _KINDS.get({"list": "array", "dict": "object"}.get(type(error.instance).__name__, ""), "text")
        if (wanted, got) == ("text", "mapping"):
            split = self._split_text(where, mapping(error), error.schema if isinstance(error.schema, dict) else {})
            if split:
                return split
        fix = of_kind(self.document, self.name, where, error.instance, wanted)
        inner = "、".join(f"{one.key}（{one.label}）" for one in fields.fields(self.name, where)[:8])
        return self._at(where, f"not-a-{wanted}", got=got, allowed=inner if wanted == "mapping" else "", fix=fix)

    def _split_text(self, where: Where, value: dict[str, Any], schema: fields.Schema) -> Diagnostic | None:
        """One line of text that its own colon made into a key and a value."""
        (key, rest), *others = value.items() or [("", None)]
        start, end = self.document.span((*where, key), key=True), self.document.span((*where, key))
        block = self.document.span(where).column == start.column
        if others or not isinstance(rest, str) or start.line != end.end_line or not block:
            return None
        span = Span(start.path, start.line, start.column, end.end_line, end.end_column)
        text = f"{key}: {rest}".strip()
        fits = "enum" not in schema and re.search(schema.get("pattern", ""), text)
        fix = Fix(span, quoted(text)) if fits else None
        args = {"value": text, "quoted": quoted(text), "doubled": "'" if "'" in text else ""}
        return Diagnostic(span, "slip-inner-colon", args=args, fix=fix)

    def _wrong_value(self, error: ValidationError, where: Where) -> Diagnostic:
        labels = fields.choice_labels(self.name, where)
        typed = str(error.instance)
        meant = choice(self.name, where, typed)
        allowed = "、".join(f"{value}（{text}）" if text != value else value for value, text in labels.items())
        fix = Fix(self.document.span(where), meant) if meant else None
        label, hint = labels.get(meant, ""), str(fields.at(self.name, where)[0].get("description", ""))
        args = {"value": typed, "meant": meant, "label": label, "allowed": allowed, "help": hint}
        return self._at(where, "wrong-value", key=False, fix=fix, **args)

    def _repeated(self, error: ValidationError, where: Where) -> Iterator[Diagnostic]:
        seen: list[Any] = []
        for number, one in enumerate(listed(error.instance)):
            if one in seen:
                first = self.document.span((*where, seen.index(one)))
                fix = self.document.removal((*where, number))
                found = self._at((*where, number), "repeated-element", value=_in_words(one))
                yield Diagnostic(found.where, found.code, args=found.args, related=(first,), fix=fix)
            seen.append(one)


def _in_words(value: Any) -> str:
    """What a list element says, on one line."""
    return "、".join(str(part) for part in value.values()) if isinstance(value, dict) else str(value)
