"""「目录调整公告」: every batch of changes with its reason, basis and approval."""

from __future__ import annotations

from collections.abc import Iterator

from build_tools.exchange.feed import announced
from build_tools.index import Index, adjusted
from build_tools.messages import page as words
from build_tools.pages import Page
from build_tools.pages.render import render
from build_tools.pages.rows import law_words


def pages(index: Index) -> Iterator[Page]:
    """adjustments.html, when there is any adjustment."""
    catalog = index.catalog
    if not catalog.adjustments:
        return
    uri = "adjustments.html"
    shown = [
        (one, [law_words(basis, catalog) for basis in one.basis], adjusted(one, catalog)) for one in catalog.adjustments
    ]
    title, described = words("adjustments")
    html = render("adjustments.html", uri, adjustments=shown, index=index, title=title)
    yield Page(uri, title, html, described, catalog.adjustments[0].date, feeds=announced("feed.xml", index))
