"""「这次的变动」, only in a preview of a proposal: what it changes, the narrowings first, and where to see it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache, partial
from itertools import groupby

from build_tools.index import Index
from build_tools.messages import page as words
from build_tools.pages import Page, Plan
from build_tools.pages.render import render
from build_tools.revised import Revised

_URI = "changes.html"


def plans(index: Index) -> Iterator[Plan]:
    """changes.html, where the site is a preview."""
    if index.revised:
        yield Plan(_URI, partial(_page, index))


def _page(index: Index) -> Page:
    title, described = words("revision")
    sections = [(name, list(found)) for name, found in groupby(index.revised, key=lambda one: one.heading)]
    return Page(_URI, title, render("revision.html", _URI, title=title, sections=sections), described)


@lru_cache(maxsize=2)
def revised_pages(index: Index) -> Mapping[str, tuple[Revised, ...]]:
    """What is marked on each page that something changed on; empty where the site is no preview."""
    found: dict[str, list[Revised]] = {}
    for one in index.revised:
        if one.uri:
            found.setdefault(one.uri, []).append(one)
    return {uri: tuple(changes) for uri, changes in found.items()}
