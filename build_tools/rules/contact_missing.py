"""Whoever is named as 「咨询渠道」 must be reachable.

The public reads this line to know whom to call. A body without contact in bodies.yml, or a contact with an office
but neither phone, address nor e-mail, answers nobody.
"""

from __future__ import annotations

from collections.abc import Iterator

from build_tools.catalog import Catalog, members
from build_tools.diagnostics import Finding, Severity
from build_tools.model import Contact, Item

SEVERITY = Severity.ERROR


def check_item(item: Item, catalog: Catalog) -> Iterator[Finding]:
    for level, whom in item.inquiry_contact.parts():
        where = ("inquiry_contact",) if level is None else ("inquiry_contact", level)
        if isinstance(whom, Contact):
            if not _reachable(whom):
                yield Finding(where, {"name": "", "kind": "contact"}, key=True)
        elif whom in catalog.bodies:
            silent = [one.name for one in members(catalog, catalog.bodies[whom]) if not _reachable(one.contact)]
            if silent:
                yield Finding(where, {"name": "、".join(silent[:5]), "kind": "body"})


def _reachable(contact: Contact | None) -> bool:
    return contact is not None and bool(contact.phone or contact.address or contact.email)
