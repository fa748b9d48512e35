"""公开内容和别的事项一字不差，里面说的又是那个事项的名称，多半是复制以后忘了改。

照着旧文件写新事项时最容易这样：名称改了，内容还是原来那个事项的。
同一个领域里几个事项都公开“办理条件、办理流程、所需材料”，很平常，不提醒。
改法：照这个事项的实际情况重写公开内容。
"""

from __future__ import annotations

from collections.abc import Iterator

from build_tools.catalog import Catalog
from build_tools.diagnostics import Finding, Severity
from build_tools.model import Item

SEVERITY = Severity.WARNING
_SHORTEST_NAME = 4  # shorter ones are words of everyday use


def check_catalog(catalog: Catalog) -> Iterator[Finding]:
    same: dict[tuple[str, tuple[str, ...]], list[Item]] = {}
    for item in catalog.active():
        if any(item.content):
            same.setdefault((item.domain, item.content), []).append(item)
    for group in same.values():
        for item in group:
            found = next(_told_of_others(item, group), None)
            if found:
                number, other = found
                args = {"element": item.content[number], "name": other.subject.title, "other": other.path}
                related = ((other.path, ("content", number)),)
                yield Finding(("content", number), args, item.path, item.id, related=related)


def _told_of_others(item: Item, group: list[Item]) -> Iterator[tuple[int, Item]]:
    """Elements that hold the name of another item of the group and not this one's, with that item."""
    for number, element in enumerate(item.content):
        if item.subject.title in element:
            continue
        for other in group[:20]:
            name = other.subject.title
            if len(name) >= _SHORTEST_NAME and name in element and name not in item.subject.name:
                yield number, other
