"""An item that ended may point to the item that took it over; that one must exist and be in force.

A reader who follows ``moved_to`` must arrive at something valid in one step: no chain of ended items, no circle.
"""

from __future__ import annotations

from collections.abc import Iterator

from build_tools.diagnostics import Finding, Severity
from build_tools.model import Catalog, Item
from build_tools.text import nearest

SEVERITY = Severity.ERROR


def check_item(item: Item, catalog: Catalog) -> Iterator[Finding]:
    target = item.retired.moved_to if item.retired else None
    if target is None:
        return
    where = ("retired", "moved_to")
    if target not in catalog.items:
        if target not in catalog.unread:
            meant = nearest(target, [one for one in catalog.items if one.startswith(item.domain)]) or ""
            yield Finding(where, {"target": target, "kind": "unknown", "end": meant})
        return
    passed = [item.id]
    while (ended := catalog.items[target].retired) is not None and target not in passed:
        passed.append(target)
        if ended.moved_to not in catalog.items:
            break
        target = ended.moved_to
    if target in passed and target != passed[-1]:
        yield Finding(where, {"target": passed[1] if len(passed) > 1 else target, "kind": "circle", "end": ""})
    elif target == item.id:
        yield Finding(where, {"target": target, "kind": "circle", "end": ""})
    elif len(passed) > 1:
        end = target if catalog.items[target].retired is None else ""
        yield Finding(where, {"target": passed[1], "kind": "chain", "end": end}, replacement=end or None)
