"""A value written level by level must name exactly the levels of the item.

「公开主体」, 「公开渠道」, 「公开时限」 and 「咨询渠道」 may differ by level. A level that is missing there has
no value; a level that is not in 「公开层级」 is never shown.
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
        missing = [level for level in item.level if level not in given]
        if missing:
            yield Finding((name,), {"levels": "、".join(missing), "kind": "missing"}, key=True)
        for level in given:
            if level not in item.level:
                yield Finding((name, level), {"levels": level, "kind": "extra"}, key=True)
