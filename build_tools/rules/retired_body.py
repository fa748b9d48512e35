"""A body that was abolished publishes nothing any more.

After a reform the duties went to another body; name that one as 「公开主体」 and 「咨询渠道」.
"""

from __future__ import annotations

from collections.abc import Iterator

from build_tools.catalog import Catalog, body_places
from build_tools.diagnostics import Finding, Severity
from build_tools.model import Item

SEVERITY = Severity.WARNING


def check_item(item: Item, catalog: Catalog) -> Iterator[Finding]:
    if item.retired:
        return
    for where, key, _ in body_places(item):
        body = catalog.bodies.get(key)
        if body is not None and body.retired:
            new = catalog.bodies.get(body.retired.moved_to or "")
            args = {"name": body.name, "new": new.name if new else "", "id": new.id if new else ""}
            yield Finding(where, args, replacement=new.id if new else None)
