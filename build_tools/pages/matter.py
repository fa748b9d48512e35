"""「我要办」: what people come for in their own words, each with the items that answer it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from build_tools.fields import vocabulary
from build_tools.index import Index
from build_tools.messages import page as words
from build_tools.model import Item
from build_tools.pages import Page
from build_tools.pages.render import render
from build_tools.search import Engine
from build_tools.synonyms import Synonym

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
            hits = [index.catalog.items[one] for one in found.ids[: found.exact]]
            items = sorted(
                (one for one in hits if _about(one, synonym)),
                key=lambda one: (not _named(one, synonym), not _guides(one)),
            )
            if items:
                yield synonym.id, synonym.matter, tuple(items[:_MOST])


def _about(item: Item, synonym: Synonym) -> bool:
    """Whether an item is about the matter by its name or what it publishes, not by a word in passing."""
    return _named(item, synonym) or _said("\n".join(item.content), synonym)


def _named(item: Item, synonym: Synonym) -> bool:
    """Whether its name says so: what people look for first."""
    return _said(f"{item.subject.category}\n{item.subject.name}", synonym)


def _said(text: str, synonym: Synonym) -> bool:
    return any(word in text for word in (synonym.id, *synonym.name))


def _guides(item: Item) -> bool:
    """Whether it tells how to go about it: what most come for."""
    return bool(vocabulary("guide").search(item.subject.name))
