"""「这次的变动」, only in a preview of a proposal: what it changes, the narrowings first, and where to see it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from build_tools.index import Index
from build_tools.messages import page as words
from build_tools.pages import Page
from build_tools.pages.render import render

_URI = "changes.html"


def pages(index: Index) -> Iterator[Page]:
    """changes.html, where the site is a preview."""
    if index.revised:
        title, described = words("revision")
        sections = [(name, list(found)) for name, found in groupby(index.revised, key=lambda one: one.heading)]
        yield Page(_URI, title, render("revision.html", _URI, title=title, sections=sections), described)
