"""A page an item 「公开事项」: every element with its label, whom to ask, what became of it and what is near it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache, partial
from typing import Any

from build_tools.deadline.browser import limit_data
from build_tools.exchange.dates import changed
from build_tools.exporting.rows import Row, columns, row
from build_tools.index import Index
from build_tools.messages import page as words
from build_tools.model import Item
from build_tools.pages import Page, Plan
from build_tools.pages.render import render
from build_tools.pages.report_error import ways
from build_tools.pages.revision import revised_pages
from build_tools.qr import qr_svg_path
from build_tools.related import Related
from build_tools.remote import remote
from build_tools.text import shorten, visible
from build_tools.uris import item_uri

_SUBJECT = 100
"""So much is shown of what somebody wrote of a change."""


def plans(index: Index) -> Iterator[Plan]:
    """items/<domain>/<id>.html."""
    items = index.catalog.items
    for item in items.values():
        moved = items.get(item.retired.moved_to or "") if item.retired else None
        shows = (item, *_near(index).of(item), *((moved,) if moved else ()))
        yield Plan(item_uri(item), partial(page, item, index), shows)


def page(item: Item, index: Index) -> Page:
    """The page of one item."""
    uri = item_uri(item)
    catalog = index.catalog
    shown = row(item, index)
    html = render(
        "item.html",
        uri,
        row=shown,
        index=index,
        item=item,
        domain=catalog.domains[item.domain],
        site=catalog.site,
        columns=columns(),
        limits=tuple(_limits(shown)),
        target=catalog.items.get(item.retired.moved_to or "") if item.retired else None,
        adjustments=index.adjustments.get(item.id, ()),
        near=[(one, item_uri(one)) for one in _near(index).of(item)],
        ways=ways(item, index),
        name=item.subject.name,
        revised=revised_pages(index).get(uri, ()),
        address=catalog.site.address and catalog.site.address + uri,
        **_source(item, index),
    )
    named = {"name": catalog.site.name, "domain": catalog.domains[item.domain].name, "item": item.subject.name}
    named["category"] = item.subject.category
    title, described = words("item", **named)
    return Page(uri, title, html, described, changed(item, index))


def _limits(shown: Row) -> Iterator[tuple[str, str, str]]:
    """Each time limit: its level where it has one, its words, and what a browser needs to count the day."""
    for part in shown.time_limit:
        for wording in part.values:
            yield part.level, wording, limit_data(wording)


@lru_cache(maxsize=2)
def _near(index: Index) -> Related:
    return Related(index.catalog, index.kept, index.near())


def _subject(text: str) -> str:
    """What somebody wrote of a change, where it is written for people here: in Chinese, but for a name or two."""
    foreign = sum(letter.isascii() and letter.isalpha() for letter in text)
    return shorten(visible(text), _SUBJECT) if 2 * foreign < len(text) else ""


def _source(item: Item, index: Index) -> dict[str, Any]:
    """Where the item comes from: its changes, its file on the web, and the code that leads a phone to this page."""
    history = index.history
    found = remote(history.remote)
    commits = tuple(replace(one, subject=_subject(one.subject)) for one in history.of(item.path))
    blob = found.blob(commits[0].id, history.prefix + item.path) if found and commits else None
    address = index.catalog.site.address
    code = qr_svg_path(address + item_uri(item)) if address else None
    return {"commits": commits, "shallow": history.shallow, "blob": blob, "code": code}
