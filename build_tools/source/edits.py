"""Small changes made to a text before parsing, and the way back to the place in the file as it is."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from dataclasses import dataclass, field


@dataclass(slots=True)
class Edits:
    """Changes by line. ``back`` turns a place in the changed text into a place in the original; both 1-based.

    Changes never add or remove a line. On one line each change is recorded in the text of its own moment, so they
    are undone last first.
    """

    by_line: dict[int, list[tuple[int, int, int]]] = field(default_factory=lambda: defaultdict(list))

    def record(self, line: int, column: int, removed: int, inserted: int) -> None:
        """At ``column`` of ``line``, ``removed`` characters gave way to ``inserted`` ones."""
        self.by_line[line].append((column, removed, inserted))

    def back(self, line: int, column: int) -> tuple[int, int]:
        """The place in the file as it is."""
        for start, removed, inserted in reversed(self.by_line.get(line, ())):
            if column >= start + inserted:
                column += removed - inserted
            elif column > start:
                column = start
        return line, column


class Lines:
    """Offsets ⇄ lines of a text, lines counted by ``\\n`` as git counts them."""

    def __init__(self, text: str) -> None:
        self._starts = [0]
        at = text.find("\n")
        while at >= 0:
            self._starts.append(at + 1)
            at = text.find("\n", at + 1)

    def place(self, offset: int) -> tuple[int, int]:
        """The 1-based line and column of an offset."""
        line = bisect_right(self._starts, offset)
        return line, offset - self._starts[line - 1] + 1
