"""写到的公开主体，必须先在 bodies.yml 里登记。

事项里写的是主体的编号，单位改名、换电话只改登记表一处；没有登记的编号，公众不知道是谁、问谁。
目录至少要写明主体（国办发〔2019〕54号）。
改法：照 bodies.yml 里的编号写；是新单位的，先在 bodies.yml 里加一段，再写它的编号。
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from build_tools.catalog import Catalog, body_places, inquiry_places, like_entry
from build_tools.diagnostics import Finding, Severity, Where
from build_tools.model import Item

SEVERITY = Severity.ERROR


def check_item(item: Item, catalog: Catalog) -> Iterator[Finding]:
    named = [body for _, body, _ in body_places(item)]
    for where, body, _ in body_places(item):
        yield from _finding(where, body, catalog, named=named)
    for where, whom in inquiry_places(item):
        if isinstance(whom, str):
            yield from _finding(where, whom, catalog)


def check_catalog(catalog: Catalog) -> Iterator[Finding]:
    for body in catalog.bodies.values():
        for number, member in enumerate(body.member):
            yield from _finding((body.id, "member", number), member, catalog, "bodies.yml", body.member)
        if body.parent:
            yield from _finding((body.id, "parent"), body.parent, catalog, "bodies.yml")
        if body.retired and body.retired.moved_to:
            yield from _finding((body.id, "retired", "moved_to"), body.retired.moved_to, catalog, "bodies.yml")
    for domain in catalog.domains.values():
        if domain.lead:
            yield from _finding((domain.id, "lead"), domain.lead, catalog, "domains.yml")


def _finding(
    where: Where, body: str, catalog: Catalog, path: str | None = None, named: Sequence[str] = ()
) -> Iterator[Finding]:
    """``named`` are the bodies of the same list: one of them is no replacement."""
    if not catalog.knows("bodies", body):
        meant, name = like_entry(body, "bodies", catalog)
        yield Finding(
            where,
            {"id": body, "meant": meant, "name": name},
            path,
            replacement=meant if meant and meant not in named else None,
        )
