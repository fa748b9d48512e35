"""公开主体和咨询渠道不能是已经撤销的单位。

机构改革以后，职责划给了别的单位；还写原来的单位，公众找不到人，公开职责也没有人认领。
改法：公开主体和咨询渠道都改成承接职责的单位。
在 bodies.yml 里给撤销的单位写上 moved_to（职责划入），提示里就会直接给出新单位。
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from build_tools.catalog import Catalog, body_places, inquiry_places
from build_tools.diagnostics import Finding, Severity, Where
from build_tools.model import Body, Item

SEVERITY = Severity.WARNING


def check_item(item: Item, catalog: Catalog) -> Iterator[Finding]:
    if item.retired:
        return
    named = [key for _, key, _ in body_places(item)]
    for where, key, _ in body_places(item):
        yield from _finding(where, catalog.bodies.get(key), catalog, named)
    for where, whom in inquiry_places(item):
        if isinstance(whom, str):
            yield from _finding(where, catalog.bodies.get(whom), catalog)


def check_catalog(catalog: Catalog) -> Iterator[Finding]:
    for role in catalog.bodies.values():
        for number, member in enumerate(role.member):
            where = (role.id, "member", number)
            yield from _finding(where, catalog.bodies.get(member), catalog, role.member, "bodies.yml")


def _finding(
    where: Where, body: Body | None, catalog: Catalog, named: Sequence[str] = (), path: str | None = None
) -> Iterator[Finding]:
    """``named`` are the bodies of the same list: one of them is no replacement."""
    if body is not None and body.retired:
        new = catalog.bodies.get(body.retired.moved_to or "")
        there = new is not None and new.id in named
        args = {"name": body.name, "new": new.name if new else "", "id": new.id if new else "", "there": "1" * there}
        yield Finding(where, args, path, replacement=new.id if new and not there else None)
