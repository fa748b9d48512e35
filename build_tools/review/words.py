"""Two texts side by side: which words only one of them has."""

from __future__ import annotations

import re
from difflib import SequenceMatcher

Pieces = tuple[tuple[str, bool], ...]
"""A text in pieces, each with whether only this side has it."""

_WORDS = re.compile(r"[0-9]+|[A-Za-z]+|.", re.DOTALL)


def pieces(old: str, new: str) -> tuple[Pieces, Pieces]:
    """Both texts in pieces; numbers are taken whole, so that 10 to 15 is not a changed 5."""
    before, after = _WORDS.findall(old), _WORDS.findall(new)
    sides: tuple[list[tuple[str, bool]], list[tuple[str, bool]]] = ([], [])
    for what, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        for side, words in zip(sides, (before[a:b], after[c:d]), strict=True):
            if words:
                side.append(("".join(words), what != "equal"))
    return tuple(sides[0]), tuple(sides[1])
