"""「查找公开事项」: the page the search box leads to."""

from __future__ import annotations

from collections.abc import Iterator

from build_tools.index import Index
from build_tools.messages import page as words
from build_tools.pages import Page
from build_tools.pages.render import render


def pages(index: Index) -> Iterator[Page]:
    """search.html."""
    title, described = words("search")
    yield Page("search.html", title, render("search.html", "search.html", index=index, title=title), described)
