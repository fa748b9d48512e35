"""An id belongs to one item for ever, also after the item ended or was renamed.

Links, printed volumes and adjustments name items by id. An id given to a second item, or an old id listed as
``alias`` of two items, would make them point at the wrong duty.
"""

from __future__ import annotations

from collections.abc import Iterator

from build_tools.catalog import Catalog
from build_tools.diagnostics import Finding, Severity

SEVERITY = Severity.ERROR


def check_catalog(catalog: Catalog) -> Iterator[Finding]:
    owners: dict[str, str] = {}
    for item in catalog.items.values():
        if item.id in owners:
            yield Finding(
                (), {"id": item.id, "other": owners[item.id]}, item.path, item.id, related=((owners[item.id], ()),)
            )
        owners.setdefault(item.id, item.path)
    for item in catalog.items.values():
        for number, alias in enumerate(item.alias):
            if alias in owners:
                args = {"id": alias, "other": owners[alias]}
                yield Finding(("alias", number), args, item.path, item.id, related=((owners[alias], ()),))
            owners.setdefault(alias, item.path)
