"""A level must be one that site.yml says this county uses.

The schema knows four levels; site.yml says which of them this county has and what they are called. An item for a
level that is not in use would appear on no page.
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
