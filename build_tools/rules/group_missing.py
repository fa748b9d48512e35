"""只依申请公开的事项，要写明哪些人可以申请。

国办发〔2019〕54号要求目录写明“公开对象”。依申请公开而不写特定群众，申请人和窗口都要猜。
改法：在 audience 下面另起一行写 group，例如“group: 申请人、利害关系人”。
"""

from __future__ import annotations

from collections.abc import Iterator

from build_tools.catalog import Catalog
from build_tools.diagnostics import Finding, Severity
from build_tools.model import Item

SEVERITY = Severity.WARNING


def check_item(item: Item, catalog: Catalog) -> Iterator[Finding]:
    if item.method == ("on-request",) and not item.audience.groups and not item.retired:
        yield Finding(("audience",), {})
