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
        if not where or not spans.lines or where not in spans.values:
            return None
        start = spans.keys.get(where, spans.values[where])
        end_line, end_column = self._end(where, start)
        lines = spans.lines[start.line - 1 : end_line]
        before = lines[0][: start.column - 1]
        alone = before.strip() == ("-" if isinstance(where[-1], int) else "") and before.count("-") < 2
        if not alone or any("#" in line for line in lines) or lines[-1][end_column - 1 :].strip():
            return None
        following = next((line.lstrip(" ") for line in spans.lines[end_line:] if line.strip()), "")
        if following.startswith("#"):  # it may speak of what goes, or become text of a block above
            return None
        return Fix(Span(self.path, start.line, 1, end_line + 1, 1), "")

    def _end(self, where: Where, start: Span) -> tuple[int, int]:
        """Where the last words of a value end. Of what is written without brackets or quotes the parser says only
        where the next thing begins, behind blank lines and comments.
        """
        spans = self.spans()
        below = {at[:-1] for at in spans.values if at[: len(where)] == where and len(at) > len(where)}
        ends = [(start.line, start.column)]
        for places in (spans.keys, spans.values):
            for at, span in places.items():
                within = at[: len(where)] == where
                bracketed = spans.lines[span.line - 1][span.column - 1 : span.column] in ("[", "{")
                if within and (places is spans.keys or at not in below or bracketed):
                    ends.append((span.end_line, span.end_column))
        line, column = max(ends)
        while not spans.lines[line - 1][: column - 1].strip():
            line, column = line - 1, len(spans.lines[line - 2]) + 1
        return line, column

    def is_damaged(self, where: Where) -> bool:
        """Whether the value at ``where`` lies in a part of the file that could not be read."""
        return any(where[: len(part)] == part for part in self.damaged)

    def lacks_keys(self, where: Where) -> bool:
        """Whether keys of the mapping at ``where`` could not be read, so that a missing one is no fault of its own."""
        return (*where, LOST) in self.damaged
