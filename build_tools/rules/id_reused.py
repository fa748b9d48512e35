"""一个编号永远只属于一个事项，事项停止公开或者改过编号以后也不能给别的事项用。

旧链接、印好的目录册、目录调整记录都按编号找事项；编号换了主人，公众就会被带到别的事项上。
这里也查 alias（曾用编号）：它不能是别的事项的编号，也不能写在两个事项里。
改法：给后来的事项换一个没有用过的编号。
"""

from __future__ import annotations

from collections.abc import Iterator

from build_tools.catalog import Catalog
from build_tools.diagnostics import Finding, Severity

SEVERITY = Severity.ERROR


def check_catalog(catalog: Catalog) -> Iterator[Finding]:
    # Two files of one name lie in two folders, and in at least one of them the rule id-mismatch speaks of it.
    owners = {item.id: item.path for item in catalog.items.values()}
    for item in catalog.items.values():
        for number, alias in enumerate(item.alias):
            if alias in owners:
                args = {"id": alias, "other": owners[alias]}
                yield Finding(("alias", number), args, item.path, item.id, related=((owners[alias], ()),))
            owners.setdefault(alias, item.path)
