"""The home page: the domains with their counts, a matrix of domain and level, the ways in."""

from __future__ import annotations

from collections.abc import Iterator

from build_tools.index import Index
from build_tools.messages import page as words
from build_tools.pages import Page
from build_tools.pages.render import render


def pages(index: Index) -> Iterator[Page]:
    """index.html."""
    uri = "index.html"
    total = sum(len(items) for items in index.by_domain.values())
    title, described = words("home", name=index.catalog.site.name, domains=len(index.by_domain), items=total)
    html = render("home.html", uri, index=index, total=total, title=title, levels=list(index.levels()))
    yield Page(uri, title, html, described, _newest(index))


def _newest(index: Index) -> str | None:
    return max((item.reviewed for items in index.by_domain.values() for item in items if item.reviewed), default=None)
