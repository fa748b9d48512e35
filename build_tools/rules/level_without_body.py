"""Every level an item is published at needs a publishing body of that level.

「公开层级」 says which levels must publish, 「公开主体」 who does it. A level without a body of its own is a duty that
nobody has. Add the body (for townships and villages usually the role), or take the level out.
"""

from __future__ import annotations

from collections.abc import Iterator

from build_tools.catalog import Catalog
from build_tools.diagnostics import Finding, Severity
from build_tools.model import Item

SEVERITY = Severity.ERROR


def check_item(item: Item, catalog: Catalog) -> Iterator[Finding]:
    if item.publishing_body.default is None:  # one list a level: the rule level-mapping sees to it
        return
    bodies = item.publishing_body.default
    if any(body not in catalog.bodies for body in bodies):
        return
    held = {catalog.bodies[body].level for body in bodies}
    for number, level in enumerate(item.level):
        if level not in held and level in catalog.site.level:
            roles = [body.id for body in catalog.bodies.values() if body.level == level and body.member]
            args = {"level": catalog.site.level[level], "example": roles[0] if roles else ""}
            yield Finding(("level", number), args)
