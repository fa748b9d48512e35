"""A file as it was read: plain data, and on demand the place of every key and value."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from build_tools.diagnostics import Fix, Span, Where

Value = Any
"""``str``, ``list[Value]`` or ``dict[str, Value]``: scalars stay text exactly as typed."""

ABSENT = ""
"""What stands for a value that could not be read, and for a key with nothing behind it."""

LOST = "\x00lost"
"""What stands in a path for a key that could not be read: which one it was meant to be nobody knows."""


REPAIRED = "#"
"""What stands for a line that was repaired: it is not what the file holds, and like a comment nothing moves it."""


@dataclass(frozen=True, slots=True)
class Spans:
    """Where each key and each value of one document stands, and the lines of its text that were not repaired."""

    keys: dict[Where, Span]
    values: dict[Where, Span]
    lines: list[str] = field(default_factory=list)


@lru_cache(maxsize=64)
def _located(locate: Callable[[], Spans]) -> Spans:
    """The places of the documents asked last; those of a hundred thousand would not fit into memory."""
    return locate()


@dataclass(slots=True)
class Document:
    """One YAML file. ``damaged`` lists paths whose value was not read; what is said about them is noise.

    Places are found again from the text when first asked for: most documents are never asked, and 100,000 of
    them have to fit into memory.
    """

    path: str
    data: Value
    damaged: frozenset[Where] = frozenset()
    whole: bool = True
    locate: Callable[[], Spans] | None = None

    def spans(self) -> Spans:
        """The places of all keys and values."""
        return _located(self.locate) if self.locate else Spans({}, {})

    def span(self, where: Where, *, key: bool = False) -> Span:
        """The place of the value at ``where`` (of its key with ``key``), or of the nearest parent that has one."""
        spans = self.spans()
        if key and where in spans.keys:
            return spans.keys[where]
        while where not in spans.values and where:
            where = where[:-1]
        return spans.values.get(where, Span(self.path))

    def removal(self, where: Where) -> Fix | None:
        """The fix that takes the lines of a key or list element away, where they hold nothing else."""
        spans = self.spans()
        inner = [
            span for places in (spans.keys, spans.values) for at, span in places.items() if at[: len(where)] == where
        ]
        leaves = [span for span in inner if span.line == span.end_line]
        if not leaves or not spans.lines or where not in spans.values:
            return None
        start = spans.keys.get(where, spans.values[where])
        last = max(leaves, key=lambda span: (span.end_line, span.end_column))
        lines = spans.lines[start.line - 1 : last.end_line]
        before = lines[0][: start.column - 1]
        alone = before.strip() == ("-" if isinstance(where[-1], int) else "")
        if (
            not alone
            or before.count("-") > 1
            or any("#" in line for line in lines)
            or lines[-1][last.end_column - 1 :].strip()
        ):
            return None
        return Fix(Span(self.path, start.line, 1, last.end_line + 1, 1), "")

    def is_damaged(self, where: Where) -> bool:
        """Whether the value at ``where`` lies in a part of the file that could not be read."""
        return any(where[: len(part)] == part for part in self.damaged)

    def lacks_keys(self, where: Where) -> bool:
        """Whether keys of the mapping at ``where`` could not be read, so that a missing one is no fault of its own."""
        return (*where, LOST) in self.damaged
