"""A new key in a file that people wrote: put at its place in schema order, every other byte left as it is."""

from __future__ import annotations

from collections.abc import Iterator

from build_tools import fields
from build_tools.canonical import dump
from build_tools.diagnostics import Fix, Span, UserError, Where
from build_tools.edit import Text
from build_tools.quoting import quoted
from build_tools.source import Document, Value


def with_key(kind: str, document: Document, text: Text, where: Where, key: str, value: Value) -> Fix:
    """The change that adds ``key`` to the mapping at ``where``: behind the last key that comes before it.

    Raises UserError where the mapping is not written one key a line.
    """
    order = fields.key_order(kind, where)
    keys, start = document.spans().keys, document.span(where)
    earlier = [one for one in order[: order.index(key)] if (*where, one) in keys]
    lines = text.lines()
    place = keys[(*where, earlier[-1])] if earlier else Span(document.path)
    margin = lines[place.line - 1][: place.column - 1]
    braced = lines[start.line - 1][start.column - 1 : start.column] == "{"
    if not earlier or braced or margin.strip(" "):
        raise UserError("unusual-layout", path=document.path, line=str(place.line))
    written = "".join(f"\n{margin}{line}" for line in _written(kind, where, {key: value}))
    return _behind(document, (*where, earlier[-1]), lines, written)


def with_element(kind: str, document: Document, text: Text, where: Where, value: str) -> Fix:
    """The change that adds one more text to the list at ``where``, which has at least one."""
    spans = document.spans()
    number = 0
    while (*where, number + 1) in spans.values:
        number += 1
    key, last = spans.keys[where], spans.values[(*where, number)]
    lines = text.lines()
    line = _written(kind, where[:-1], {where[-1]: [value]})[1].lstrip(" ")
    margin, dash, _ = lines[last.line - 1][: last.column - 1].partition("- ")
    if dash and not margin.strip(" "):
        return _behind(document, where, lines, f"\n{margin}{line}")
    if last.line == last.end_line == key.line:  # [first, second]
        end = Span(last.path, last.end_line, last.end_column, last.end_line, last.end_column)
        return Fix(end, ", " + quoted(value))
    raise UserError("unusual-layout", path=document.path, line=str(last.line))


def scalar(kind: str, where: Where, value: str) -> str:
    """A text as it is written behind the key at ``where``."""
    line = _written(kind, where[:-1], {where[-1]: value})[0]
    return line.partition(": ")[2]


def _written(kind: str, where: Where, data: Value) -> list[str]:
    """The lines of a part of a file, set in as if it began the line."""
    for step in reversed(where):
        data = {step: data}
    lines = dump(kind, data).rstrip("\n").split("\n")[len(where) :]
    return [line[2 * len(where) :] for line in lines]


def _behind(document: Document, where: Where, lines: list[str], written: str) -> Fix:
    """Put lines behind everything that belongs to a key; comments and empty lines that follow stay where they are."""
    last = last_line(document, where, lines)
    column = len(lines[last - 1]) + 1
    return Fix(Span(document.path, last, column, last, column), written)


def last_line(document: Document, where: Where, lines: list[str]) -> int:
    """The last line of what belongs to a key."""
    key = document.span(where, key=True)
    margin = key.column - 1
    last = max([key.line, *_quoted_to(document, where, lines)])
    for number in range(last + 1, len(lines) + 1):
        line = lines[number - 1].rstrip()
        inner = line.lstrip(" ")
        indent = len(line) - len(inner)
        if not inner or (inner[0] == "#" and indent <= margin):
            continue
        if indent < margin or (indent == margin and inner != "-" and not inner.startswith("- ")):
            break
        last = number
    return last


def _quoted_to(document: Document, where: Where, lines: list[str]) -> Iterator[int]:
    """The last lines of the quoted texts below a key: those may go on at the left edge, and look like other things."""
    places = document.spans().values
    parents = {at[:-1] for at in places}
    for at, span in places.items():
        if (
            at[: len(where)] == where
            and at not in parents
            and lines[span.line - 1][span.column - 1 : span.column] in ("'", '"')
        ):
            yield span.end_line
