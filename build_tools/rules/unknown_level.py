"""写到的层级，必须是 site.yml 里本县用到的层级。

程序认得市、县、乡、村四级，本县用哪几级、怎么叫，由 site.yml 的 level 决定。
写了本县没有用到的层级，事项在网站上哪一级都查不到。
改法：换成本县有的层级；确实要增加一级的，在 site.yml 的 level 里加上。
"""

from __future__ import annotations

from collections.abc import Iterator

from build_tools.catalog import Catalog
from build_tools.diagnostics import Finding, Severity
from build_tools.model import Item

SEVERITY = Severity.ERROR


def check_item(item: Item, catalog: Catalog) -> Iterator[Finding]:
    if "site" in catalog.unread:
        return
    for number, level in enumerate(item.level):
        if level not in catalog.site.level:
            yield Finding(("level", number), {"id": level, "used": _used(catalog)})


def check_catalog(catalog: Catalog) -> Iterator[Finding]:
    if "site" in catalog.unread:
        return
    for body in catalog.bodies.values():
        if body.level not in catalog.site.level:
            yield Finding((body.id, "level"), {"id": body.level, "used": _used(catalog)}, "bodies.yml")


def _used(catalog: Catalog) -> str:
    return "、".join(f"{level}（{name}）" for level, name in catalog.site.level.items())
