"""公开主体不能是已经撤销的单位。

机构改革以后，职责划给了别的单位；还写原来的单位，公众找不到人，公开职责也没有人认领。
改法：改成承接职责的单位，咨询渠道一起改。
在 bodies.yml 里给撤销的单位写上 moved_to（职责划入），提示里就会直接给出新单位。
"""

from __future__ import annotations

from collections.abc import Iterator

from build_tools.catalog import Catalog, body_places
from build_tools.diagnostics import Finding, Severity
from build_tools.model import Item

SEVERITY = Severity.WARNING


def check_item(item: Item, catalog: Catalog) -> Iterator[Finding]:
    if item.retired:
        return
    for where, key, _ in body_places(item):
        body = catalog.bodies.get(key)
        if body is not None and body.retired:
            new = catalog.bodies.get(body.retired.moved_to or "")
            args = {"name": body.name, "new": new.name if new else "", "id": new.id if new else ""}
            yield Finding(where, args, replacement=new.id if new else None)
