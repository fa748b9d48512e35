"""咨询渠道写到的单位或科室，必须有电话、地址或者邮箱。

公众看这一栏找人询问，考核人员也会照着打电话；只写科室名称等于没有写。
写主体编号时用的是 bodies.yml 里登记的联系方式；这一类主体有成员的，每个成员都要登记。
改法：在 bodies.yml 里给主体补上 contact，至少写 phone（电话）；
或者在事项里直接写 office（科室）和 phone（电话）。
"""

from __future__ import annotations

from collections.abc import Iterator

from build_tools.catalog import Catalog, inquiry_places, members
from build_tools.diagnostics import Finding, Severity
from build_tools.model import Contact, Item

SEVERITY = Severity.ERROR


def check_item(item: Item, catalog: Catalog) -> Iterator[Finding]:
    for where, whom in inquiry_places(item):
        if isinstance(whom, Contact):
            if not _reachable(whom):
                yield Finding(where, {"name": "", "kind": "contact"}, key=True)
        elif whom in catalog.bodies:
            silent = [one.name for one in members(catalog, catalog.bodies[whom]) if not _reachable(one.contact)]
            if silent:
                yield Finding(where, {"name": "、".join(silent[:5]), "kind": "body"})


def _reachable(contact: Contact | None) -> bool:
    """An empty part, or a contact without any, stands for one that could not be read."""
    if contact is None:
        return False
    return contact == Contact() or any(part is not None for part in (contact.phone, contact.address, contact.email))
