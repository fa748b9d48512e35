"""「我要办」: what people come for in their own words, each with the items that answer it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache, partial

from build_tools.fields import vocabulary
from build_tools.index import Index
from build_tools.messages import page as words
from build_tools.model import Item
from build_tools.pages import PARTS, Page, Plan
from build_tools.pages.render import render
from build_tools.synonyms import Synonym

_MOST = 6
_URI = "matters.html"


def plans(index: Index) -> Iterator[Plan]:
    """matters.html, where the catalog answers any matter."""
    if answers_any(index):
        yield Plan(_URI, partial(_page, index), beside=PARTS)


def _page(index: Index) -> Page:
    title, described = words("matters")
    return Page(_URI, title, render("matters.html", _URI, title=title, matters=matters(index)), described)


def answers_any(index: Index) -> bool:
    """Whether there is a matter that items are about, told without the search."""
    asked = [synonym for synonym in index.catalog.synonyms.values() if synonym.matter]
    return any(_about(item, synonym) for item in index.catalog.active() for synonym in asked)


@lru_cache(maxsize=2)
def matters(index: Index) -> tuple[tuple[str, str, tuple[Item, ...]], ...]:
    """Each matter that items answer in full: the word to search for, what people say, the best items."""
    return tuple(_found(index))


def _found(index: Index) -> Iterator[tuple[str, str, tuple[Item, ...]]]:
    from build_tools.search import Engine  # whoever only asks which pages there are needs none

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
