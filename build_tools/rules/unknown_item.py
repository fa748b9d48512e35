"""An adjustment or an accepted warning must name something that exists.

「目录调整」 tells the public which items changed; an id that is no item (and never was) tells nothing.
"""

from __future__ import annotations

from collections.abc import Iterator

from build_tools.catalog import Catalog
from build_tools.diagnostics import Finding, Severity
from build_tools.text import nearest

SEVERITY = Severity.ERROR


def check_catalog(catalog: Catalog) -> Iterator[Finding]:
    known = {*catalog.items, *(alias for item in catalog.items.values() for alias in item.alias), *catalog.unread}
    for adjustment in catalog.adjustments:
        for number, item in enumerate(adjustment.item):
            if item not in known:
                head = item.rpartition("-")[0]
                meant = nearest(item, sorted(one for one in known if one.startswith(head))) or ""
                yield Finding(
                    ("item", number), {"id": item, "meant": meant}, adjustment.path, replacement=meant or None
                )
