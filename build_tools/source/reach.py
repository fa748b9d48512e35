"""How far a text can be read, and how much may be spent on finding out: what repairs are measured by."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

import yaml

_END = 1 << 40
_OPENED = ("scanning a quoted scalar", "parsing a flow")  # what was opened and never closed is to blame, not the end


@dataclass(frozen=True, slots=True, order=True)
class Reach:
    """How far a text could be read: the place that stopped the parser, and the values read until then."""

    line: int
    column: int
    count: int
    begun: int = field(default=0, compare=False)
    """The line where what the parser could not finish begins; 0 where it does not say."""
    joined: frozenset[int] = field(default=frozenset(), compare=False)
    """The lines that go on with a value without quotes begun above them."""

    @classmethod
    def of(cls, error: yaml.MarkedYAMLError, count: int, joined: Iterable[int] = ()) -> Reach:
        """The place to blame: where an unclosed quote starts, else where the parser stopped."""
        mark = error.problem_mark
        if error.context_mark and any(words in (error.context or "") for words in _OPENED):
            mark = error.context_mark
        begun = error.context_mark.line + 1 if error.context_mark else 0
        return cls(mark.line + 1, mark.column + 1, count, begun, frozenset(joined)) if mark else cls(1, 1, count)

    @classmethod
    def end(cls, count: int, joined: Iterable[int] = ()) -> Reach:
        """Everything was read."""
        return cls(_END, 0, count, joined=frozenset(joined))

    @property
    def whole(self) -> bool:
        """Whether everything was read."""
        return self.line == _END


@dataclass(slots=True)
class Budget:
    """How many characters of one file may still be parsed in search of repairs: two seconds must do for the worst."""

    left: int = 2_500_000

    def spend(self, text: str) -> bool:
        """Take what parsing ``text`` once costs; False when nothing is left."""
        self.left -= len(text) + 1_000
        return self.left > 0


Measure = Callable[[str], Reach]
