"""How characters sound 「拼音」, so coarsely that near sounds are one: zh is z, n is l, ing is in."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from itertools import chain, islice, product
from pathlib import Path

FIRST, LAST = 0x4E00, 0x9FFF
"""The characters that a browser is given sounds of."""

_LONG = 3
"""A text of more characters is read in one way only."""


@cache
def _table() -> tuple[dict[str, str], dict[str, tuple[str, ...]]]:
    """Character → its usual syllable; character → all its syllables, the usual one first.

    A line of ``sounds.txt`` is a syllable, the characters usually read so, and those also read so.
    """
    usual: dict[str, str] = {}
    more: dict[str, tuple[str, ...]] = {}
    for line in (Path(__file__).parent / "sounds.txt").read_text(encoding="utf-8").splitlines():
        heard, chars, *also = line.split(" ")
        usual |= dict.fromkeys(chars, heard)
        for char in "".join(also):
            more[char] = (*more.get(char, ()), heard)
    return usual, {char: (heard, *more.get(char, ())) for char, heard in usual.items()}


def syllable(char: str) -> str:
    """The usual reading of a character without its tone; empty for what has none."""
    return _table()[0].get(char, "")


@lru_cache(maxsize=65536)
def spoken(text: str) -> tuple[tuple[str, ...], ...]:
    """The ways a text is read, each a syllable a character, the usual one first; none where a character has none."""
    ways = [_table()[1].get(char, ()) for char in text]
    return tuple(product(*ways)) if len(text) <= _LONG else tuple(product(*(way[:1] for way in ways)))


_NEAR = re.compile("^([zcs])h|^n|ng$")


@lru_cache(maxsize=1024)
def near(heard: str) -> str:
    """The sound as coarse as it is compared."""
    return _NEAR.sub(lambda hit: hit[1] or ("l" if hit[0] == "n" else "n"), heard)


@cache
def syllables() -> tuple[str, ...]:
    """Every syllable, in order."""
    return tuple(sorted(set(_table()[0].values())))


@cache
def _valid() -> frozenset[str]:
    return frozenset(syllables())


def spelled(letters: str) -> list[list[str]]:
    """The ways to read letters as pinyin: the fewest syllables first, of as many the longer ones (xian, xi'an)."""
    fewest: list[int | None] = [None] * len(letters) + [0]
    for at in range(len(letters) - 1, -1, -1):
        rests = [fewest[at + size] for size in _sizes(letters, at)]
        fewest[at] = min((rest + 1 for rest in rests if rest is not None), default=None)
    least = fewest[0]
    if least is None:
        return []
    ways = chain.from_iterable(_ways(letters, 0, least + more, fewest) for more in (0, 1))
    return list(islice(ways, MOST_WAYS))


MOST_WAYS = 8


def _ways(letters: str, at: int, left: int, fewest: Sequence[int | None]) -> Iterator[list[str]]:
    """The ways to read what stands from a place on with so many syllables."""
    if at == len(letters) and not left:
        yield []
    for size in _sizes(letters, at):
        least = fewest[at + size]
        if least is not None and least < left:
            yield from ([letters[at : at + size], *rest] for rest in _ways(letters, at + size, left - 1, fewest))


def _sizes(letters: str, at: int) -> list[int]:
    """How long a syllable at this place may be, the longest first."""
    return [size for size in range(min(6, len(letters) - at), 0, -1) if letters[at : at + size] in _valid()]
