"""The search itself, over a lexicon in memory: what a browser does over shards."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache

from build_tools.index import Index
from build_tools.search.documents import Document, documents
from build_tools.search.facets import Facet, facets
from build_tools.search.lexicon import Lexicon, build_lexicon
from build_tools.search.plan import plan
from build_tools.search.ranking import Ranked, rank


@dataclass(frozen=True, slots=True)
class Found:
    """An answer: the query as understood, and every item found by id, those that answer all of it first.

    ``weak``: none of them is likely to be what is meant.
    """

    understood: str
    corrected: bool
    ids: tuple[str, ...]
    scores: tuple[int, ...]
    exact: int
    weak: bool = False


@dataclass(frozen=True)
class Engine:
    """A catalog that can be asked."""

    index: Index
    documents: tuple[Document, ...]
    lexicon: Lexicon

    @classmethod
    def of(cls, index: Index) -> Engine:
        """The engine of a catalog; the last one made is kept."""
        return _made(index)

    @staticmethod
    def forget() -> None:
        """Keep none."""
        _made.cache_clear()

    @cached_property
    def facets(self) -> dict[str, Facet]:
        """What results can be narrowed by."""
        return facets(self.index, self.documents)

    def query(
        self, text: str, narrow: Mapping[str, Iterable[str]] | None = None, among: Collection[str] | None = None
    ) -> Found:
        """Every item that answers. ``narrow`` has, for each facet that counts, the values of which one must fit.

        An empty text asks for everything. ``among`` are the ids that may be found at all.
        """
        made = plan(text, self.lexicon)
        ranked = rank(made, self.lexicon) if text.strip() else self._everything()
        for facet, values in (narrow or {}).items():
            known = self.facets.get(facet, {})
            allowed = {number for value in values for number in known.get(value, ("", ()))[1]}
            ranked = [one for one in ranked if one.number in allowed]
        if among is not None:
            ranked = [one for one in ranked if self.documents[one.number].item.id in among]
        return Found(
            made.text,
            made.corrected,
            tuple(self.documents[one.number].item.id for one in ranked),
            tuple(one.score for one in ranked),
            sum(one.exact for one in ranked),
            bool(ranked) and all(one.weak for one in ranked),
        )

    def _everything(self) -> list[Ranked]:
        return [Ranked(document.number, 0, True) for document in self.documents]


@lru_cache(maxsize=1)
def _made(index: Index) -> Engine:
    found = documents(index)
    return Engine(index, found, build_lexicon(index, found))
