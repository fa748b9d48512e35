"""「目录调整公告」: a notice a batch of changes, with its reason, basis and approval; and the list of all of them."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from build_tools.exchange.feed import announced
from build_tools.exporting.rows import law_words
from build_tools.index import Index, adjusted
from build_tools.messages import page as words
from build_tools.model import Adjustment, Item
from build_tools.pages import Page, Plan
from build_tools.pages.render import render
from build_tools.uris import adjustment_uri

_LIST = "adjustments.html"


def plans(index: Index) -> Iterator[Plan]:
    """adjustments.html and one page a notice, when there is any."""
    shown = [(one, adjusted(one, index.catalog)) for one in index.catalog.adjustments]
    if shown:
        yield Plan(_LIST, partial(_list, shown, index))
    for one, items in shown:
        taken_over = [index.catalog.items[key] for key in map(_moved_to, items) if key in index.catalog.items]
        laws = tuple(index.catalog.laws.get(each.law or "") for each in one.basis)
        yield Plan(adjustment_uri(one.id), partial(_page, one, items, index), (*items, *taken_over), facts=laws)


def _list(shown: list[tuple[Adjustment, list[Item]]], index: Index) -> Page:
    title, described = words("adjustments")
    html = render(_LIST, _LIST, adjustments=shown, index=index, title=title)
    return Page(_LIST, title, html, described, shown[0][0].date, feeds=announced("feed.xml", index))


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
