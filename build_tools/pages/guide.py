"""「信息公开指南」: what people wrote for the public and for offices; and 「网站地图」, everything there is."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from build_tools.index import Index
from build_tools.messages import page as words
from build_tools.pages import Page, Plan
from build_tools.pages.matter import answers_any
from build_tools.pages.render import render

_MORE = ("search", "data", "quality", "rules", "fields")
"""Pages that stand alone; the map lists them last."""


def plans(index: Index) -> Iterator[Plan]:
    """guides.html and map.html."""
    yield Plan("guides.html", partial(_page, "guides", index))
    yield Plan("map.html", partial(_map, index))


def _map(index: Index) -> Page:
    names = ("matters", *_MORE) if answers_any(index) else _MORE
    return _page("map", index, more=[(words(name)[0], f"{name}.html") for name in names])


def _page(kind: str, index: Index, **values: object) -> Page:
    uri = f"{kind}.html"
    title, described = words(kind)
    return Page(uri, title, render(uri, uri, index=index, title=title, **values), described)
