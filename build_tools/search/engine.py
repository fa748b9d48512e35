"""The search itself, over a lexicon in memory: what a browser does over shards."""

from __future__ import annotations

from dataclasses import dataclass

from build_tools.index import Index
from build_tools.search.documents import Document, documents
from build_tools.search.lexicon import Lexicon, build_lexicon
from build_tools.search.plan import Plan, plan
from build_tools.search.ranking import Ranked, rank


@dataclass(frozen=True, slots=True)
class Found:
    plan: Plan
    ranked: list[Ranked]


@dataclass(frozen=True)
class Engine:
    """A catalog that can be asked."""

    documents: tuple[Document, ...]
    lexicon: Lexicon

    @classmethod
    def of(cls, index: Index) -> Engine:
        found = documents(index)
        return cls(found, build_lexicon(index, found))

    def query(self, text: str) -> Found:
        made = plan(text, self.lexicon)
        return Found(made, rank(made, self.lexicon))
