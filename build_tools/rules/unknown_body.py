"""A publishing body must be registered in bodies.yml.

「公开主体」 is written as an id, so that a renamed office is changed in one place. An id nobody registered leaves the
public with nobody to ask. Write the id that bodies.yml has, or register the body there first.
"""

from __future__ import annotations

from collections.abc import Iterator

from build_tools.catalog import Catalog, body_places
from build_tools.diagnostics import Finding, Severity, Where
from build_tools.model import Item
from build_tools.text import nearest

SEVERITY = Severity.ERROR


def check_item(item: Item, catalog: Catalog) -> Iterator[Finding]:
    for where, body, _ in body_places(item):
        yield from _finding(where, body, catalog)
    for level, whom in item.inquiry_contact.parts():
        if isinstance(whom, str):
            yield from _finding(("inquiry_contact",) if level is None else ("inquiry_contact", level), whom, catalog)


def check_catalog(catalog: Catalog) -> Iterator[Finding]:
    for body in catalog.bodies.values():
        for number, member in enumerate(body.member):
            yield from _finding((body.id, "member", number), member, catalog, "bodies.yml")
        if body.parent:
            yield from _finding((body.id, "parent"), body.parent, catalog, "bodies.yml")
    for domain in catalog.domains.values():
        if domain.lead:
            yield from _finding((domain.id, "lead"), domain.lead, catalog, "domains.yml")


def _finding(where: Where, body: str, catalog: Catalog, path: str | None = None) -> Iterator[Finding]:
    if not catalog.knows("bodies", body):
        by_name = next((one.id for one in catalog.bodies.values() if body in (one.name, *one.former_name)), None)
        meant = by_name or nearest(body, catalog.bodies) or ""
        name = catalog.bodies[meant].name if meant else ""
        yield Finding(where, {"id": body, "meant": meant, "name": name}, path, replacement=meant or None)
