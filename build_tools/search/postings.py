"""Where each key stands: of every item that has it, the field in which it says most.

Most of what items say they share with others: a body's name, whom to ask, a law. So the items that share a text are
kept as one set, most often a whole number with a bit for each item, and a key only knows its texts; where it says most
of an item is told when somebody asks.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain

from build_tools.search.documents import CATEGORY, CLASSED, DOMAIN, TITLE, Document
from build_tools.search.grams import keys
from build_tools.search.packing import bits

Places = Mapping[int, int]
"""Code of the field that says most → the documents, a bit for each."""

Some = int | tuple[int, ...]
"""Documents that have a text: a bit for each, or where they are few their numbers."""

_FEW = 64
"""Where less than one document in so many has a text, its numbers take less memory than the bits."""


class Postings:
    """All keys of a catalog. Not changed once made."""

    def __init__(self, documents: Iterable[Document]) -> None:
        self._texts: list[Some] = []
        self._found: dict[str, dict[int, list[int]]] = {}
        for (code, text), some in _by_text(documents):
            place = len(self._texts)
            self._texts.append(some)
            for key in keys(text):
                found = self._found.setdefault(key, {}).setdefault(code, [])
                if not found or found[-1] < place:
                    found.append(place)

    def __iter__(self) -> Iterator[str]:
        return iter(self._found)

    def of(self, key: str) -> Places:
        """Where a key stands; nothing for one that nobody has."""
        found = self._found.get(key, {})
        return best({code: _all([self._texts[place] for place in places]) for code, places in found.items()})


def _by_text(documents: Iterable[Document]) -> Iterator[tuple[tuple[int, str], Some]]:
    """The documents that have a text in a field."""
    groups: dict[tuple[int, tuple[str, ...]], list[int]] = {}
    for document in documents:
        for texts in document.texts:
            groups.setdefault(texts, []).append(document.number)
    found: dict[tuple[int, str], list[Some]] = {}
    for (code, same), numbers in groups.items():
        some = _some(numbers)
        for text in same:
            found.setdefault((code, text), []).append(some)
    return ((text, parts[0] if len(parts) == 1 else _joined(parts)) for text, parts in found.items())


def _some(numbers: Sequence[int]) -> Some:
    return tuple(numbers) if len(numbers) * _FEW <= numbers[-1] else bits(numbers)


def _joined(parts: Sequence[Some]) -> Some:
    few = [part for part in parts if isinstance(part, tuple)]
    return _some(sorted({*chain(*few)})) if len(few) == len(parts) else _all(parts)


def _all(parts: Iterable[Some]) -> int:
    """The documents of all parts."""
    made = 0
    few: list[int] = []
    for part in parts:
        if isinstance(part, int):
            made |= part
        else:
            few += part
    return made | bits(sorted(few)) if few else made


def best(found: Mapping[int, int]) -> Places:
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
