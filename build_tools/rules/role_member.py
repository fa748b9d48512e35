"""统称的成员必须是同一级的具体单位，成员自己不能再是统称。

“乡镇人民政府（街道办事处）”这样的统称代表它的每个成员：每个成员各自公开，各有一个网页。
成员的层级不同，就会算到别的层级去；统称套统称，公众看不出到底是哪些单位。
改法：在 bodies.yml 里改成员的 level，或者把成员换成具体单位。
"""

from __future__ import annotations

from collections.abc import Iterator

from build_tools.catalog import Catalog
from build_tools.diagnostics import Finding, Severity

SEVERITY = Severity.ERROR


def check_catalog(catalog: Catalog) -> Iterator[Finding]:
    for role in catalog.bodies.values():
        for number, one in enumerate(role.member):
            member = catalog.bodies.get(one)
            if member is None or "" in (member.level, role.level):  # "" stands for what could not be read
                continue
            if member.level != role.level or member.member:
                args = {"member": member.name, "role": role.name, "kind": "role" if member.member else "level"}
                yield Finding((role.id, "member", number), args, "bodies.yml")
