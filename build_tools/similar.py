"""Which items are probably one matter written twice 「近似重复」: the one definition, for the rule and for the list."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from build_tools.catalog import Catalog
from build_tools.fields import vocabulary
from build_tools.model import Item

_MOST_COMPARED = 20  # of items under one name; nobody needs to be told of more


@dataclass(frozen=True, slots=True)
class Pair:
    """Two items of one domain and, but for marks and fillers, one name; of the content, what both publish and who else.

    ``percent`` is how much of all they publish is the same.
    """

    one: Item
    other: Item
    same: tuple[str, ...]
    only_one: tuple[str, ...]
    only_other: tuple[str, ...]

    @property
    def percent(self) -> int:
        return 100 * len(self.same) // (len(self.same) + len(self.only_one) + len(self.only_other))

    @property
    def named_alike(self) -> bool:
        """Whether their names are the same to the letter."""
        return names(self.one) == names(self.other)


def pairs(catalog: Catalog) -> Iterator[Pair]:
    """Every two items in force that share a name and more than half of their content, the later one second."""
    alike: dict[tuple[str, ...], list[Item]] = {}
    for item in catalog.active():
        others = alike.setdefault((item.domain, *named_like(names(item))), [])
        yield from (pair for other in others if (pair := _pair(other, item)))
        if len(others) < _MOST_COMPARED:
            others.append(item)


def names(item: Item) -> tuple[str, str, str]:
    """The three levels of an item's name."""
    return item.subject.category, item.subject.title, item.subject.subtitle or ""


def named_like(names: Iterable[str]) -> tuple[str, ...]:
    """The levels of a name without marks and fillers: two items alike in these are probably one."""
    return tuple(map(_plain, names))


def _pair(one: Item, other: Item) -> Pair | None:
    first, second = ({_plain(text): text for text in item.content} for item in (one, other))
    same = tuple(text for key, text in first.items() if key in second)
    if 2 * len(same) <= len(first.keys() | second.keys()):
        return None
    only_one = tuple(text for key, text in first.items() if key not in second)
    return Pair(one, other, same, only_one, tuple(text for key, text in second.items() if key not in first))


@lru_cache(maxsize=4096)  # most names begin alike
def _plain(text: str) -> str:
    return vocabulary("subject_filler").sub("", unicodedata.normalize("NFKC", text)).lower()
