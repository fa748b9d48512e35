"""事项所在的文件夹，必须是 domains.yml 里登记过的领域。

文件夹决定事项在网站上归到哪个领域；领域没有登记，事项就不知道公开在哪里。
site.yml 里“本级不涉及”写的领域也要登记过。
改法：文件夹名写错的，改文件夹名；是新领域的，先在 domains.yml 里加一段。
"""

from __future__ import annotations

from collections.abc import Iterator

from build_tools.catalog import Catalog, like_entry
from build_tools.diagnostics import Finding, Severity
from build_tools.model import Item

SEVERITY = Severity.ERROR


def check_item(item: Item, catalog: Catalog) -> Iterator[Finding]:
    if not catalog.knows("domains", item.domain):
        yield Finding((), _args(item.domain, catalog))


def check_catalog(catalog: Catalog) -> Iterator[Finding]:
    for number, one in enumerate(catalog.site.not_applicable):
        if not catalog.knows("domains", one.domain):
            yield Finding(("not_applicable", number, "domain"), _args(one.domain, catalog), "site.yml")


def _args(domain: str, catalog: Catalog) -> dict[str, str]:
    meant, name = like_entry(domain, "domains", catalog)
    return {"id": domain, "meant": meant, "name": name}
