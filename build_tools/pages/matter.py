"""「我要办」: what people come for in their own words, each with the items that answer it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from build_tools.index import Index
from build_tools.messages import page as words
from build_tools.model import Item
from build_tools.pages import Page
from build_tools.pages.render import render
from build_tools.search import Engine

_MOST = 6
_URI = "matters.html"


def pages(index: Index) -> Iterator[Page]:
    """matters.html, where the catalog answers any matter."""
    found = matters(index)
    if found:
        title, described = words("matters")
        yield Page(_URI, title, render("matters.html", _URI, title=title, matters=found), described)


@lru_cache(maxsize=2)
def matters(index: Index) -> tuple[tuple[str, str, tuple[Item, ...]], ...]:
    """Each matter that items answer in full: the word to search for, what people say, the best items."""
    return tuple(_found(index))


def _found(index: Index) -> Iterator[tuple[str, str, tuple[Item, ...]]]:
    engine = Engine.of(index)
    for synonym in index.catalog.synonyms.values():
        if synonym.matter:
            found = engine.query(synonym.id)
            items = tuple(index.catalog.items[one] for one in found.ids[: min(found.exact, _MOST)])
            if items:
                yield synonym.id, synonym.matter, items
