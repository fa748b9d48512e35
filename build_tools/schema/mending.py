"""Values of the wrong kind as they should have been written, where that is certain. Nothing is made up."""

from __future__ import annotations

import re
import unicodedata
from typing import Any

from build_tools import fields
from build_tools.diagnostics import Fix, Span, Where
from build_tools.quoting import inline, quoted
from build_tools.references import registry
from build_tools.source import Document
from build_tools.text import corrected, nearest

_SEPARATORS = re.compile(r"\s*[,，、;；]\s*")  # between ids that were written on one line
_SCHEME = re.compile(r"^(https?)[:;.,]*/{1,3}[:/]*(?=[A-Za-z0-9])")
_DAY = re.compile(r"([0-9]{4})[^0-9]{1,2}([0-9]{1,2})[^0-9]{1,2}([0-9]{1,2})[^0-9]?")


def plain_text(document: Document, where: Where, text: str, schema: fields.Schema) -> Fix | None:
    """Full-width letters and outer spaces gone, a day in its one form, where that is all that was wrong."""
    plain = unicodedata.normalize("NFKC", text).replace("。", ".").strip()
    day = _DAY.fullmatch(plain)
    if day and "date" in str(schema):  # 2026年3月1日, 2026.3.1, 2026/03/01
        plain = f"{day[1]}-{int(day[2]):02}-{int(day[3]):02}"
    if "x-slip" in schema:
        plain = (corrected(plain, *fields.corrections(schema["x-slip"])) or (plain,))[0]
    plain = _SCHEME.sub(r"\1://", plain)
    fits = re.search(str(schema.get("pattern", "")), plain) and plain.isascii()
    return Fix(document.span(where), plain) if fits else None


def of_kind(document: Document, name: str, where: Where, value: Any, wanted: str) -> Fix | None:
    """The value as the kind of value that is wanted: list, mapping, text or boolean."""
    if wanted == "boolean":
        meant = next((word for word in ("true", "false") if fields.vocabulary(word).fullmatch(str(value))), None)
        return Fix(document.span(where), meant) if meant and isinstance(value, str) else None
    if wanted == "list":
        return _as_list(document, name, where, value)
    if wanted == "mapping" and isinstance(value, str):
        return _as_mapping(document, name, where, value)
    if wanted == "text" and isinstance(value, list) and len(value) == 1 and isinstance(value[0], str):
        return _as_text(document, where)
    return None


def choice(name: str, where: Where, typed: str) -> str:
    """The allowed value that was meant: by another name of it (``x-alias``), its label, part of it, or likeness."""
    names: dict[str, list[str]] = fields.at(name, where)[0].get("x-alias", {})
    alias = next((value for value, called in names.items() if typed in called), None)
    return alias or fields.meant(typed, fields.choice_labels(name, where))


def expected(key: str, around: list[str], order: list[str], lacking: list[str]) -> str | None:
    """The one key that is missing, where the only unknown key stands in its place. ``order`` are all known keys."""
    if len(lacking) != 1 or [one for one in around if one not in order] != [key]:
        return None
    at = around.index(key)
    before, after = ([order.index(one) for one in part] for part in (around[:at], around[at + 1 :]))
    fits = max(before, default=-1) < order.index(lacking[0]) < min(after, default=len(order))
    return lacking[0] if fits else None


def key_meant(typed: str, schema: fields.Schema, pattern: str) -> str:
    """The key that was meant: one of the allowed keys by its label or by likeness, or an id in its one form."""
    allowed = schema.get("enum", ())
    if allowed:
        labels = dict(zip(allowed, schema.get("enumDescriptions", ()), strict=False))
        return fields.meant(typed, labels) or nearest(typed, allowed) or ""
    plain = unicodedata.normalize("NFKC", typed).strip().lower().replace("_", "-").replace(" ", "-")
    return plain if pattern and re.search(pattern, plain) else ""


def _as_list(document: Document, name: str, where: Where, value: Any) -> Fix | None:
    """The one value moved onto a line of its own, behind a dash."""
    if isinstance(value, dict):
        return _dashed(document, where, value)
    key, span = document.span(where, key=True), document.span(where)
    if isinstance(value, str) and where and key.line < span.line:
        return _lines_dashed(document, span)
    if not isinstance(value, str) or key.line != span.line or span.line != span.end_line:
        return None
    indent = " " * (key.column + 1)
    behind = Span(key.path, key.end_line, key.end_column + 1, span.end_line, span.end_column)
    typed = value if span.end_column - span.column == len(value) else quoted(value)
    split = _SEPARATORS.split(value)
    listed = all(map(str.isascii, split)) or all(choice(name, where, part) for part in split)
    parts = split if listed or registry(name, (*where, 0)) in ("bodies", "channels") else [typed]
    return Fix(behind, "".join(f"\n{indent}- {choice(name, where, part) or part}" for part in parts))


def _lines_dashed(document: Document, span: Span) -> Fix | None:
    """Lines below a key that lost their dashes."""
    lines = [line.strip() for line in document.spans().lines[span.line - 1 : span.end_line]]
    if not lines or lines[0][:1] in "'\"|>" or not all(lines) or any("#" in line for line in lines):
        return None
    indent = " " * (span.column - 1)
    return Fix(span, f"\n{indent}".join(f"- {inline(line)}" for line in lines))


def _dashed(document: Document, where: Where, value: dict[str, Any]) -> Fix | None:
    """A dash before the one line of a mapping that should be the element of a list."""
    (key, _), *others = value.items()
    start, end = document.span((*where, key), key=True), document.span((*where, key))
    if others or not where or start.line != end.end_line or start.line == document.span(where, key=True).line:
        return None
    return Fix(Span(start.path, start.line, start.column, start.line, start.column), "- ")


def _as_mapping(document: Document, name: str, where: Where, value: str) -> Fix | None:
    """The text behind the key it stands for, which the schema tells: the first whose pattern it fits."""
    key = fields.plain_key(name, where, value)
    above, span = document.span(where, key=True), document.span(where)
    if not key or not where or span.line != span.end_line:
        return None
    if isinstance(where[-1], int):
        return Fix(Span(span.path, span.line, span.column, span.line, span.column), f"{key}: ")
    if above.line != span.line:
        return None
    indent = " " * (above.column + 1)
    return Fix(Span(span.path, span.line, above.end_column + 1, span.line, span.column), f"\n{indent}{key}: ")


def _as_text(document: Document, where: Where) -> Fix | None:
    """The one element of a list moved up behind the key."""
    if not where or isinstance(where[-1], int):
        return None
    key, span = document.span(where, key=True), document.span((*where, 0))
    if span.line != key.end_line + 1 or span.line != span.end_line:
        return None
    return Fix(Span(key.path, key.end_line, key.end_column + 1, span.line, span.column), " ")
