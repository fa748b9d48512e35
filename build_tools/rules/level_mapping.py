"""各级分开写的内容，要和公开层级一一对上，不多不少。

公开主体、公开渠道、公开时限、咨询渠道可以各级分开写。
少写一级，那一级的公众看不到内容；多写一级，写了也不会公开。
改法：补上缺的那一级，删掉多的那一级，或者改 level（公开层级）；各级都一样的，不要分级写。
"""

from __future__ import annotations

from collections.abc import Iterator

from build_tools.catalog import Catalog
from build_tools.diagnostics import Finding, Severity
from build_tools.model import Item

SEVERITY = Severity.ERROR


def check_item(item: Item, catalog: Catalog) -> Iterator[Finding]:
    for name in ("publishing_body", "channel", "time_limit", "inquiry_contact"):
        value = getattr(item, name)
        if value.default is not None:
            continue
        given = [level for level, _ in value.by_level]
        missing = [level for level in item.level if level and level not in given]
        if missing:
            yield Finding(
                (name,), {"levels": "、".join(_named(level, catalog) for level in missing), "kind": "missing"}, key=True
            )
        for level in given:
            if level not in item.level and "" not in item.level:  # "" stands for a level that could not be read
                others = [one for one in given if one in item.level]
                yield Finding(
                    (name, level),
                    {"levels": _named(level, catalog), "kind": "extra"},
                    key=True,
                    replacement="" if others else None,
                )


def _named(level: str, catalog: Catalog) -> str:
    return f"{level}（{catalog.site.level[level]}）" if level in catalog.site.level else level
