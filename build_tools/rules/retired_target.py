"""停止公开的事项写了“并入事项”的，那个事项必须存在，而且现行有效。

公众从旧链接进来，要一步就找到现行的事项：不能指向另一个也已经停止公开的事项，不能转圈。
改法：moved_to 改成最后那个现行事项的编号；没有并入哪个事项的，删掉 moved_to 这一行。
"""

from __future__ import annotations

from collections.abc import Iterator

from build_tools.catalog import Catalog, like_item
from build_tools.diagnostics import Finding, Severity
from build_tools.model import Item

SEVERITY = Severity.ERROR


def check_item(item: Item, catalog: Catalog) -> Iterator[Finding]:
    target = item.retired.moved_to if item.retired else None
    if target is None or target in catalog.unread:
        return
    where = ("retired", "moved_to")
    if target not in catalog.items:
        meant = like_item(target, [one.id for one in catalog.active()])
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
