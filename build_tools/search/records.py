"""Where each key stands, as the texts the browser reads; made anew only for the keys of items that say something else.

What is kept are the texts of all items and the records made of them. A record tells of each item in which field the key
says most, and that depends on no other item: so one that says something else is taken out of the records of its old
keys and put into those of its new ones. Where items have come or gone, every number after them is another, and
everything is made anew.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, lru_cache

from build_tools.cache import Cache
from build_tools.search.documents import Document, Texts
from build_tools.search.grams import keys
from build_tools.search.packing import bits, packed_bits, unpacked
from build_tools.search.postings import Places, Postings, best

Said = tuple[Texts, ...]
"""All texts of an item."""

_PACK = "search"
_FEW = 200
_SHARE = 2
"""Where more than a few items, and more than one in so many, say something else, it is quicker to make all anew."""


class Records:
    """The record of each key: a letter for each field, and behind it the packed numbers of the items."""

    def __init__(self, told: dict[str, str], changed: bool) -> None:
        self.told = told
        self._changed = changed

    @classmethod
    def known(cls, documents: Sequence[Document], kept: Cache) -> Records | None:
        """Those of the ``documents``, where enough is known from before."""
        before: tuple[list[Said], dict[str, str]] | None = kept.load(_PACK)
        if before is None or len(before[0]) != len(documents):
            return None
        pairs = zip(before[0], documents, strict=True)
        changed = [(one.number, old, one.texts) for old, one in pairs if old != one.texts]
        if len(changed) > max(_FEW, len(documents) // _SHARE):
            return None
        made = cls(before[1], bool(changed))
        made._say(changed)
        return made

    @classmethod
    def of_postings(cls, postings: Postings) -> Records:
        """All records made anew."""
        return cls({key: _record(postings.of(key)) for key in postings}, True)

    def keep(self, documents: Sequence[Document], kept: Cache) -> None:
        """Let the next run know of them."""
        if self._changed:
            kept.save(_PACK, ([document.texts for document in documents], self.told))

    def __iter__(self) -> Iterator[str]:
        return iter(self.told)

    def of(self, key: str) -> Places:
        """Where a key stands; nothing for one that nobody has."""
        parts = (part for part in self.told.get(key, "").split(",") if part)
        return {ord(part[0]) - _FIRST: bits(unpacked(part[1:])) for part in parts}

    def _say(self, changed: Sequence[tuple[int, Said, Said]]) -> None:
        """Put items into the records they belong to now: number, what was said of it, what is."""
        moves: dict[str, dict[int | None, int]] = {}
        for number, old, new in changed:
            for key, code in _moved(old, new):
                to = moves.setdefault(key, {})
                to[code] = to.get(code, 0) | 1 << number
        for key, to in moves.items():
            self._move(key, to)

    def _move(self, key: str, to: Mapping[int | None, int]) -> None:
        """Let items stand under a key in the field that they are put under alone, or not at all."""
        moved = 0
        for some in to.values():
            moved |= some
        places = {one: some & ~moved for one, some in self.of(key).items()}
        for code, some in to.items():
            if code is not None:
                places[code] = places.get(code, 0) | some
        left = {one: some for one, some in sorted(places.items()) if some}
        if left:
            self.told[key] = _record(left)
        else:
            self.told.pop(key, None)


_FIRST = ord("a")


def _record(places: Places) -> str:
    return ",".join(chr(_FIRST + code) + packed_bits(some) for code, some in places.items())


def _moved(old: Said, new: Said) -> Iterator[tuple[str, int | None]]:
    """The keys that an item stands under in another field now, each with that field; None where in none any more."""
    was, now = ({(code, text) for code, texts in said for text in texts} for said in (old, new))
    before, after = _fields(was - now), _fields(now - was)
    same = dict.fromkeys(before.keys() | after.keys(), 0)
    for code, text in was & now:
        for key in _keys(text):
            if key in same:
                same[key] |= 1 << code
    for key, codes in same.items():
        field = _field(codes | after.get(key, 0))
        if field != _field(codes | before.get(key, 0)):
            yield key, field


def _fields(said: Iterable[tuple[int, str]]) -> dict[str, int]:
    """Each key of some texts with a bit for the code of each field it stands in."""
    found: dict[str, int] = {}
    for code, text in said:
        for key in _keys(text):
            found[key] = found.get(key, 0) | 1 << code
    return found


@lru_cache(maxsize=1 << 12)
def _keys(text: str) -> tuple[str, ...]:
    """Many items say the same of whom they are by, and on what ground."""
    return tuple(dict.fromkeys(keys(text)))


@cache
def _field(codes: int) -> int | None:
    """Of the fields that a key stands in the one in which it says most."""
    return next(iter(best({code: 1 for code in range(codes.bit_length()) if codes >> code & 1})), None)
