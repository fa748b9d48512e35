"""「信息公开指南」: what people wrote for the public and for offices; and 「网站地图」, everything there is."""

from __future__ import annotations

from collections.abc import Iterator

from build_tools.index import Index
from build_tools.messages import page as words
from build_tools.pages import Page
from build_tools.pages.matter import matters
from build_tools.pages.render import render

_MORE = ("search", "data", "quality", "rules", "fields")
"""Pages that stand alone; the map lists them last."""


def pages(index: Index) -> Iterator[Page]:
    """guides.html and map.html."""
    yield _page("guides", index)
    names = ("matters", *_MORE) if matters(index) else _MORE
    more = [(words(name)[0], f"{name}.html") for name in names]
    yield _page("map", index, more=more)


def _page(kind: str, index: Index, **values: object) -> Page:
    uri = f"{kind}.html"
    title, described = words(kind)
    return Page(uri, title, render(uri, uri, index=index, title=title, **values), described)
