"""公开层级里的每一级，都要有这一级的公开主体。

公开层级说哪几级要公开，公开主体说由谁公开；只写层级不写主体，这一级的职责就落空了。
目录至少要写明主体（国办发〔2019〕54号）。村级的可以由乡镇公开：试点领域的指引把乡、村级写在一列，主体是乡镇。
改法：在 publishing_body 里加上这一级的单位，乡级、村级一般写统称；这一级不用公开的，从 level 里去掉。
"""

from __future__ import annotations

from collections.abc import Iterator

from build_tools.catalog import Catalog
from build_tools.diagnostics import Finding, Severity
from build_tools.model import Item

SEVERITY = Severity.ERROR

_STANDS_IN = {"village": "township"}
"""A level whose information may be published by bodies of the level above."""


def check_item(item: Item, catalog: Catalog) -> Iterator[Finding]:
    by_level = item.publishing_body.default is None
    for number, level in enumerate(item.level):
        bodies = item.publishing_body.at(level) or ()
        held = {catalog.bodies[body].level if body in catalog.bodies else "" for body in bodies}
        if not held or "" in held or level not in catalog.site.level:  # one of them is missing or could not be read
            continue
        if level not in held and _STANDS_IN.get(level) not in held:
            roles = [body.id for body in catalog.bodies.values() if body.level == level and body.member]
            args = {"level": catalog.site.level[level], "example": roles[0] if roles else ""}
            where = ("publishing_body", level) if by_level else ("level", number)
            yield Finding(where, args, key=by_level)
