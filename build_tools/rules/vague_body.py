"""公开主体和答复的科室要是真有的单位，不能写“有关部门”“各单位”“XX局”。

“谁公开、谁负责”要落到具体单位（国办发〔2019〕54号要求目录写明公开主体）；写“民政部门”这样的统称，
公众找不到人，也没有人认领。照抄上级指引时最容易留下这样的字样。
有成员的统称（例如“乡镇人民政府（街道办事处）”）代表它的每个成员，不报；已经撤销的单位和停止公开的事项也不报。
改法：改成本县单位、科室的全称，例如“县民政局”“社会救助股”；每个乡镇各自公开的，登记成统称并列出成员。
"""

from __future__ import annotations

from collections.abc import Iterator

from build_tools.catalog import Catalog, contact_places, registered_contacts
from build_tools.diagnostics import Finding, Severity, Where
from build_tools.fields import vocabulary
from build_tools.model import Item

SEVERITY = Severity.WARNING


def check_item(item: Item, catalog: Catalog) -> Iterator[Finding]:
    if not item.retired:
        for head, contact in contact_places(item):
            yield from _finding((*head, "office"), contact.office, "office")


def check_catalog(catalog: Catalog) -> Iterator[Finding]:
    for body in catalog.bodies.values():
        if not body.member and not body.retired:
            yield from _finding((body.id, "name"), body.name, "body", "bodies.yml")
    for head, contact in registered_contacts(catalog):
        yield from _finding((*head, "office"), contact.office, "office", "bodies.yml")


def _finding(where: Where, name: str | None, kind: str, path: str | None = None) -> Iterator[Finding]:
    empty = bool(name) and vocabulary("placeholder").fullmatch(name or "")
    if empty and path is None:  # the rule placeholder-text speaks of it
        return
    if name and (empty or vocabulary(f"vague_{kind}").fullmatch(name.strip())):
        yield Finding(where, {"name": name, "kind": kind}, path)
