"""The members of a role are bodies of the role's own level, and no roles themselves.

A role such as 「乡镇人民政府」 stands for its members: each publishes for itself and has a page of its own.
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
            if member is not None and (member.level != role.level or member.member):
                args = {"member": member.name, "role": role.name, "kind": "role" if member.member else "level"}
                yield Finding((role.id, "member", number), args, "bodies.yml")
