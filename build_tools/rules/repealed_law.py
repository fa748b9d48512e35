"""公开依据不能只靠已经废止的法规文件。

依据废止以后，公开内容和时限可能都变了；依据立、改、废，目录要跟着调整。
在 laws.yml 里把一部法规写成 repealed（已废止），引用它的事项会全部列出来。
改法：改成取代它的文件，再核对公开内容和时限还符不符合新的规定。
"""

from __future__ import annotations

from collections.abc import Iterator

from build_tools.catalog import Catalog
from build_tools.diagnostics import Finding, Severity
from build_tools.model import Item

SEVERITY = Severity.WARNING


def check_item(item: Item, catalog: Catalog) -> Iterator[Finding]:
    if item.retired:
        return
    for number, one in enumerate(item.basis):
        law = catalog.laws.get(one.law or "")
        if law is not None and law.status == "repealed":
            new = catalog.laws.get(law.replaced_by or "")
            args = {"name": law.title, "new": new.title if new else "", "id": new.id if new else ""}
            yield Finding(("basis", number, "law"), args, replacement=new.id if new else None)
