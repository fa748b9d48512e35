"""A text → the keys it is found under, so that every part of it is the beginning of one of its keys.

A key starts at each character and is two long in Chinese, four in letters and digits, shorter only at the end of a
stretch. Whatever is no longer than a key is found by looking for keys that begin with it.
"""

from __future__ import annotations

from collections.abc import Iterator

from build_tools.search.normal import normal, runs

HAN_LONG = 2
CODE_LONG = 4
WHOLE = "#"
"""Before a short number or word that stands alone: 令第9号 is not found first in 2019."""
SIGN = "*"
"""Before a single letter or digit: what has it anywhere, so that nobody has to load all that begins with it."""


def keys(text: str) -> Iterator[str]:
    """Every key of a text."""
    for run, han, _ in runs(normal(text)):
        long = HAN_LONG if han else CODE_LONG
        yield from (run[at : at + long] for at in range(len(run)))
        if not han:
            yield from (SIGN + char for char in run)
            if len(run) < CODE_LONG:
                yield WHOLE + run


def asked(run: str, han: bool) -> list[str]:
    """The keys that together say whether a stretch of a query is in a text; of a short one its beginning."""
    long = HAN_LONG if han else CODE_LONG
    return [run[at : at + long] for at in range(max(1, len(run) - long + 1))]
