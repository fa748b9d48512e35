"""Words for the levels of government: 县（市、区）级 is one level, 乡、村级 are two."""

from __future__ import annotations

import re
from functools import cache

from build_tools.tables import words

_LONGEST = 60
ORDER = ("city", "county", "township", "village")


@cache
def found(text: str) -> tuple[str, ...]:
    """The levels that a text names, from the highest."""
    plain = words.compact(text)
    for one in words.table("level")["one"]:
        plain = re.sub(one["read"], one["write"], plain)
    return tuple(name for name in ORDER if words.pattern("level", "word", name).search(plain))


@cache
def in_header(text: str) -> tuple[str, ...]:
    """The levels that a header over ticks names; none where it is no name of a level."""
    plain = words.compact(text)
    if len(plain) > 20 or not words.pattern("level", "only").fullmatch(plain):
        return ()
    return found(text)


def only_levels(text: str) -> bool:
    """Whether a text says nothing but levels."""
    plain = words.compact(text)
    return len(plain) <= _LONGEST and bool(words.pattern("level", "only").fullmatch(plain))
