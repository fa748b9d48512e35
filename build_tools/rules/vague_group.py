"""特定群众要写明是哪些人，不能只写“相关群众”“特定人群”。

公开对象只有一部分人时，群众要看得出自己在不在里面（国办发〔2019〕54号要求写明公开对象）。
表头上的“特定群体（请写明）”是让人填的，不是内容。
改法：写出是哪些人，例如“本村村民”“申请人、利害关系人”“被征收人”。
"""

from __future__ import annotations

from collections.abc import Iterator

from build_tools.catalog import Catalog
from build_tools.diagnostics import Finding, Severity
from build_tools.fields import vocabulary
from build_tools.model import Item

SEVERITY = Severity.WARNING


def check_item(item: Item, catalog: Catalog) -> Iterator[Finding]:
    for group in item.audience.groups:
        if vocabulary("vague_group").fullmatch(group) and not item.retired:
            yield Finding(("audience",), {"group": group})
