"""目录调整记录和例外里写的事项编号，必须真有这个事项。

调整的结果要公布，公众从公告点进去看改了什么；编号写错，公告就对不上事项，例外也不起作用。
取消的事项也要留着文件，写 retired（停止公开）；删了文件，公告里的编号就断了。
改法：核对编号；误删的文件要找回来。
"""

from __future__ import annotations

from collections.abc import Iterator

from build_tools.catalog import Catalog, like_item
from build_tools.diagnostics import Finding, Severity, Where

SEVERITY = Severity.ERROR


def check_catalog(catalog: Catalog) -> Iterator[Finding]:
    known = {*catalog.items, *(alias for item in catalog.items.values() for alias in item.alias), *catalog.unread}
    for adjustment in catalog.adjustments:
        for number, item in enumerate(adjustment.item):
            if item not in known:
                yield _finding(("item", number), item, known - {*adjustment.item}, adjustment.path)
    known |= {*catalog.domains, *catalog.bodies, *catalog.channels, *catalog.laws}
    for one in catalog.exceptions:
        if one.item not in known:
            yield _finding((one.number, "item"), one.item, known, "exceptions.yml")


def _finding(where: Where, item: str, choices: set[str], path: str) -> Finding:
    meant = like_item(item, choices)
    return Finding(where, {"id": item, "meant": meant}, path, replacement=meant or None)
