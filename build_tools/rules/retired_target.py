"""An item that ended may point to the item that took it over; that one must exist and be in force.

A reader who follows ``moved_to`` must arrive at something valid in one step: no chain of ended items, no circle.
"""

from __future__ import annotations

from collections.abc import Iterator

from build_tools.catalog import Catalog
from build_tools.diagnostics import Finding, Severity
from build_tools.model import Item
from build_tools.text import nearest

SEVERITY = Severity.ERROR


def check_item(item: Item, catalog: Catalog) -> Iterator[Finding]:
    target = item.retired.moved_to if item.retired else None
    if target is None or target in catalog.unread:
        return
    where = ("retired", "moved_to")
    if target not in catalog.items:
        meant = nearest(target, [one for one in catalog.items if one.startswith(item.domain)]) or ""
        yield Finding(where, {"target": target, "kind": "unknown", "end": meant}, replacement=meant or None)
        return
    passed, end = _followed(item.id, target, catalog)
    if end in passed:
        yield Finding(where, {"target": target, "kind": "circle", "end": ""})
    elif end != target:
        good = end if catalog.items[end].retired is None else ""
        yield Finding(where, {"target": target, "kind": "chain", "end": good}, replacement=good or None)
    elif catalog.items[end].retired is not None:
        yield Finding(where, {"target": target, "kind": "chain", "end": ""})


def _followed(start: str, target: str, catalog: Catalog) -> tuple[list[str], str]:
    """The items passed on the way, and where it ends; the end is among those passed when the way is a circle."""
    passed = [start]
    while target not in passed:
        ended = catalog.items[target].retired
        if ended is None or ended.moved_to not in catalog.items:
            break
        passed.append(target)
        target = str(ended.moved_to)
    return passed, target
