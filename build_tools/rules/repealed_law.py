"""A law that was repealed is no basis any more.

Find what replaced it, change 「公开依据」, and see whether content and time limit still follow from the new text.
"""

from __future__ import annotations

from collections.abc import Iterator

from build_tools.catalog import Catalog
from build_tools.diagnostics import Finding, Severity
from build_tools.model import Item

SEVERITY = Severity.WARNING


def check_item(item: Item, catalog: Catalog) -> Iterator[Finding]:
    if item.retired:
        return
    for number, one in enumerate(item.basis):
        law = catalog.laws.get(one.law or "")
        if law is not None and law.status == "repealed":
            new = catalog.laws.get(law.replaced_by or "")
            args = {"name": law.title, "new": new.title if new else "", "id": new.id if new else ""}
            yield Finding(("basis", number, "law"), args, replacement=new.id if new else None)
