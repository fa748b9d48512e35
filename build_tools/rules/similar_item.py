"""同一个领域里，名称只差标点、“的”“及”“和”之类，内容也差不多的两个事项，多半是同一件事写了两遍。

几个科室各填一份，或者新旧两版目录合在一起，常会这样：改了一处，另一处就过时。
一级、二级、三级名称都这样比，公开内容要有一大半相同才提醒；已经停止公开的事项不算在内。
改法：合并成一个事项，多出来的那个写 retired（停止公开）；确实是两件事的，在名称里写明区别。
"""

from __future__ import annotations

from collections.abc import Iterator

from build_tools.catalog import Catalog
from build_tools.diagnostics import Finding, Severity
from build_tools.similar import pairs

SEVERITY = Severity.WARNING


def check_catalog(catalog: Catalog) -> Iterator[Finding]:
    told = set()
    where = ("subject", "title")
    for pair in pairs(catalog):
        item, twin = pair.other, pair.one
        if not pair.named_alike and item.id not in told:
            told.add(item.id)
            args = {"name": item.subject.name, "other_name": twin.subject.name, "other": twin.path}
            yield Finding(where, args, item.path, item.id, related=((twin.path, where),))
