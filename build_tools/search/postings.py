"""Where each key stands: of every item that has it, the field in which it says most.

Most of what items say they share with others: a body's name, whom to ask, a law. So the items that share a text are
kept as one set, a whole number with a bit for each item, and a key only knows its sets; where it says most of an item
is told when somebody asks.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from build_tools.search.documents import CATEGORY, CLASSED, DOMAIN, TITLE, Document
from build_tools.search.grams import keys
from build_tools.search.packing import bits

Places = Mapping[int, int]
"""Code of the field that says most → the documents, a bit for each."""


class Postings:
    """All keys of a catalog. Not changed once made."""

    def __init__(self, documents: Iterable[Document]) -> None:
        self._sets: list[int] = []
        self._found: dict[str, dict[int, list[int]]] = {}
        for (code, text), places in _shared(documents).items():
            self._sets.append(places)
            for key in keys(text):
                found = self._found.setdefault(key, {}).setdefault(code, [])
                if not found or found[-1] < len(self._sets) - 1:
                    found.append(len(self._sets) - 1)
        self._known: dict[tuple[tuple[int, tuple[int, ...]], ...], Places] = {}

    def __iter__(self) -> Iterator[str]:
        return iter(self._found)

    def of(self, key: str) -> Places:
        """Where a key stands; nothing for one that nobody has. Keys of the same texts have the same places."""
        found = self._found.get(key)
        if found is None:
            return {}
        same = tuple((code, tuple(numbers)) for code, numbers in found.items())
        known = self._known.get(same)
        if known is None:
            known = self._known[same] = _best({code: self._all(numbers) for code, numbers in found.items()})
        return known

    def _all(self, numbers: Iterable[int]) -> int:
        made = 0
        for number in numbers:
            made |= self._sets[number]
        return made


def _shared(documents: Iterable[Document]) -> dict[tuple[int, str], int]:
    """The documents that have a text in a field."""
    several: dict[tuple[int, tuple[str, ...]], list[int]] = {}
    for document in documents:
        for texts in document.texts:
            several.setdefault(texts, []).append(document.number)
    shared: dict[tuple[int, str], int] = {}
    for (code, same), found in several.items():
        places = bits(found)
        for text in same:
            shared[code, text] = shared.get((code, text), 0) | places
    return shared


def _best(found: Mapping[int, int]) -> Places:
    """Each document only where the key says most. In a title and in the name of a class above, it says more yet."""
    best: dict[int, int] = {}
    taken = 0
    classes = found.get(CATEGORY, 0) | found.get(DOMAIN, 0)
    for code in sorted(found):
        here = found[code] & ~taken
        taken |= here
        both, more = 0, code
        if TITLE <= code < CLASSED:
            both, more = here & classes, code - TITLE
        elif code == CATEGORY:
            both, more = here & found.get(DOMAIN, 0), CLASSED
        for place, some in ((more, both), (code, here & ~both)):
            if some:
                best[place] = some
    return dict(sorted(best.items()))
