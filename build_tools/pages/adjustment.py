"""「目录调整公告」: a notice a batch of changes, with its reason, basis and approval; and the list of all of them."""

from __future__ import annotations

from collections.abc import Iterator

from build_tools.exchange.feed import announced
from build_tools.index import Index, adjusted
from build_tools.messages import page as words
from build_tools.model import Adjustment, Item
from build_tools.pages import Page
from build_tools.pages.render import render
from build_tools.pages.rows import law_words
from build_tools.uris import adjustment_uri


def pages(index: Index) -> Iterator[Page]:
    """adjustments.html and one page a notice, when there is any."""
    catalog = index.catalog
    if not catalog.adjustments:
        return
    uri = "adjustments.html"
    shown = [(one, adjusted(one, catalog)) for one in catalog.adjustments]
    title, described = words("adjustments")
    html = render(uri, uri, adjustments=shown, index=index, title=title)
    yield Page(uri, title, html, described, catalog.adjustments[0].date, feeds=announced("feed.xml", index))
    for one, items in shown:
        yield _page(one, items, index)


def _page(one: Adjustment, items: list[Item], index: Index) -> Page:
    uri = adjustment_uri(one.id)
    changes = [(item, _then(item, one), index.catalog.items.get(_moved_to(item))) for item in items]
    basis = [law_words(each, index) for each in one.basis]
    above, _ = words("adjustments")
    html = render("adjustment.html", uri, one=one, changes=changes, basis=basis, index=index, above=above)
    title, described = words("adjustment", title=one.title, date=one.date, items=len(items))
    return Page(uri, title, html, described, one.date)


def _then(item: Item, one: Adjustment) -> str:
    """The id under which a notice named an item, where it has another today."""
    return next((key for key in item.alias if key in one.item), "")


def _moved_to(item: Item) -> str:
    return (item.retired.moved_to if item.retired else None) or ""
