"""When something last changed, as the data say: reviewed, adjusted, ended. Never the clock."""

from __future__ import annotations

from collections.abc import Iterable

from build_tools.index import Index
from build_tools.model import Item


def changed(item: Item, index: Index) -> str | None:
    """The newest date of an item: its review, its end, or an adjustment that names it."""
    adjustments = index.adjustments.get(item.id, ())
    if not adjustments and item.retired is None:  # as nearly all are
        return item.reviewed
    ended = item.retired.date if item.retired else None
    return newest((item.reviewed, ended, *(one.date for one in adjustments)))


def last_changed(items: Iterable[Item], index: Index) -> str | None:
    """The newest date of some items: the date of a page or a file that shows them."""
    return newest(changed(item, index) for item in items)


def catalog_date(index: Index) -> str | None:
    """The newest date of the whole catalog, ended bodies and adjustments of ended items included."""
    catalog = index.catalog
    ended = (body.retired.date for body in catalog.bodies.values() if body.retired)
    items = (changed(item, index) for item in catalog.items.values())
    return newest((*items, *ended, *(one.date for one in catalog.adjustments)))


def newest(dates: Iterable[str | None]) -> str | None:
    """The latest of the dates that are given."""
    return max(filter(None, dates), default=None)
