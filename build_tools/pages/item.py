"""A page an item 「公开事项」: every element with its label, whom to ask, and why it ended where it did."""

from __future__ import annotations

from collections.abc import Iterator

from build_tools.exchange.dates import changed
from build_tools.index import Index
from build_tools.messages import page as words
from build_tools.model import Item
from build_tools.pages import Page
from build_tools.pages.render import item_uri, render
from build_tools.pages.rows import columns, row


def pages(index: Index) -> Iterator[Page]:
    """items/<domain>/<id>.html."""
    for item in index.catalog.items.values():
        yield page(item, index)


def page(item: Item, index: Index) -> Page:
    """The page of one item."""
    uri = item_uri(item.domain, item.id)
    catalog = index.catalog
    target = catalog.items.get(item.retired.moved_to or "") if item.retired else None
    html = render(
        "item.html",
        uri,
        row=row(item, index),
        index=index,
        item=item,
        domain=catalog.domains[item.domain],
        site=catalog.site,
        columns=columns(),
        target=target,
        adjustments=index.adjustments.get(item.id, ()),
        name=item.subject.name,
    )
    named = {"name": catalog.site.name, "domain": catalog.domains[item.domain].name, "item": item.subject.name}
    title, described = words("item", **named)
    return Page(uri, title, html, described, changed(item, index))
