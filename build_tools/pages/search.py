"""「查找公开事项」: the page the search box leads to."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from build_tools.index import Index
from build_tools.messages import page as words
from build_tools.pages import Page, Plan
from build_tools.pages.render import render

_URI = "search.html"


def plans(index: Index) -> Iterator[Plan]:
    """search.html."""
    yield Plan(_URI, partial(_page, index))


def _page(index: Index) -> Page:
    title, described = words("search")
    return Page(_URI, title, render("search.html", _URI, index=index, title=title), described)
