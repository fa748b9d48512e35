"""同一个领域里，两个事项的一级、二级、三级名称不能完全一样。

名称相同，多半是同一项公开职责写了两遍：改了一处，另一处就过时，公众不知道该信哪一个。
已经停止公开的事项不算在内。
改法：合并成一个事项，多出来的那个写 retired（停止公开）；确实是两件事的，在名称里写明区别。
"""

from __future__ import annotations

from collections.abc import Iterator

from build_tools.catalog import Catalog
from build_tools.diagnostics import Finding, Severity

SEVERITY = Severity.ERROR


def check_catalog(catalog: Catalog) -> Iterator[Finding]:
    first: dict[tuple[str, ...], str] = {}
    for item in catalog.active():
        subject = item.subject
        key = (item.domain, subject.category, subject.title, subject.subtitle or "")
        if key in first:
            args = {"name": subject.name, "other": first[key]}
            yield Finding(("subject", "title"), args, item.path, item.id, related=((first[key], ("subject", "title")),))
        first.setdefault(key, item.path)
