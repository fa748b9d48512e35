"""An item's folder must be a domain registered in domains.yml.

The folder decides in which 「领域」 an item is published. A folder without a domain is published nowhere.
"""

from __future__ import annotations

from collections.abc import Iterator

from build_tools.catalog import Catalog
from build_tools.diagnostics import Finding, Severity
from build_tools.model import Item
from build_tools.text import nearest

SEVERITY = Severity.ERROR


def check_item(item: Item, catalog: Catalog) -> Iterator[Finding]:
    if not catalog.knows("domains", item.domain):
        yield Finding((), _args(item.domain, catalog))


def check_catalog(catalog: Catalog) -> Iterator[Finding]:
    for number, one in enumerate(catalog.site.not_applicable):
        if not catalog.knows("domains", one.domain):
            yield Finding(("not_applicable", number, "domain"), _args(one.domain, catalog), "site.yml")


def _args(domain: str, catalog: Catalog) -> dict[str, str]:
    meant = nearest(domain, catalog.domains) or ""
    return {"id": domain, "meant": meant, "name": catalog.domains[meant].name if meant else ""}
