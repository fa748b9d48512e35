"""How characters sound 「拼音」, so coarsely that near sounds are one: zh is z, n is l, ing is in.

Read from pypinyin when the index is made; a browser is given the sounds as a table.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache, lru_cache


FIRST, LAST = 0x4E00, 0x9FFF
_TONES = str.maketrans("āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜüńňǹḿ", "aaaaeeeeiiiioooouuuuvvvvvnnnm")


@cache
def _readings() -> dict[int, str]:
    """Code point → readings, the usual one first."""
    from pypinyin.pinyin_dict import pinyin_dict  # a large table, loaded only when an index is made

    return dict(pinyin_dict)


@lru_cache(maxsize=16384)
def syllable(char: str) -> str:
    """The usual reading of a Chinese character without its tone; empty for what has none."""
    if not FIRST <= ord(char) <= LAST:
        return ""
    first = _readings().get(ord(char), "").partition(",")[0].translate(_TONES)
    return first if re.fullmatch("[a-z]*[aeiouv][a-z]*", first) else ""


@lru_cache(maxsize=65536)
def spoken(text: str) -> tuple[tuple[str, ...], ...]:
    """The ways a short text is read, each a syllable a character: the way it is in words, and character by character."""
    from pypinyin import lazy_pinyin

    usual = tuple(syllable(char) for char in text)
    inside = tuple(lazy_pinyin(text, v_to_u=False, errors="ignore"))
    ways = [way for way in (inside, usual) if len(way) == len(text) and all(way)]
    return tuple(dict.fromkeys(ways))


_NEAR = re.compile("^([zcs])h|^n|ng$")


@lru_cache(maxsize=1024)
def near(heard: str) -> str:
    """The sound as coarse as it is compared."""
    return _NEAR.sub(lambda hit: hit[1] or ("l" if hit[0] == "n" else "n"), heard)


@cache
def syllables() -> tuple[str, ...]:
    """Every syllable that a character of the basic plane's first block is usually read as."""
    found = {syllable(chr(point)) for point in range(FIRST, LAST + 1)}
    return tuple(sorted(one for one in found if one))


def spelled(letters: str, known: Iterable[str] | None = None) -> list[str]:
    """Letters read as pinyin with the fewest syllables, of those the longer ones first; empty where they are none."""
    valid = set(known or syllables())
    best: list[list[str] | None] = [None] * len(letters) + [[]]
    for at in range(len(letters) - 1, -1, -1):
        for size in range(min(6, len(letters) - at), 0, -1):
            rest = best[at + size]
            held = best[at]
            if rest is not None and letters[at : at + size] in valid and (held is None or len(rest) + 1 < len(held)):
                best[at] = [letters[at : at + size], *rest]
    return best[0] or []
