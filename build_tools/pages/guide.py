"""「信息公开指南」: what people wrote for the public and for offices; and 「网站地图」, everything there is."""

from __future__ import annotations

from collections.abc import Iterator

from build_tools.index import Index
from build_tools.messages import page as words
from build_tools.pages import Page
from build_tools.pages.render import render


def pages(index: Index) -> Iterator[Page]:
    """guides.html and map.html."""
    for kind in ("guides", "map"):
        uri = f"{kind}.html"
        title, described = words(kind)
        yield Page(uri, title, render(uri, uri, index=index, title=title), described)
