"""公开依据里写的法规编号，必须先在 laws.yml 里登记。

目录至少要写明依据（国办发〔2019〕54号）。全称、文号登记一次，哪部法规废止了，引用它的事项都能找出来。
改法：照 laws.yml 里的编号写；常用的法规文件先登记再引用；
只用一次的地方文件，改用 text 写出全称和文号。
"""

from __future__ import annotations

from collections.abc import Iterator

from build_tools.catalog import Catalog, like_entry
from build_tools.diagnostics import Finding, Severity, Where
from build_tools.model import Basis, Item

SEVERITY = Severity.ERROR


def check_item(item: Item, catalog: Catalog) -> Iterator[Finding]:
    yield from _findings(("basis",), item.basis, catalog)
    if item.retired:
        yield from _findings(("retired", "basis"), item.retired.basis, catalog)


def check_catalog(catalog: Catalog) -> Iterator[Finding]:
    for adjustment in catalog.adjustments:
        yield from _findings(("basis",), adjustment.basis, catalog, f"adjustments/{adjustment.id}.yml")
    for law in catalog.laws.values():
        if law.replaced_by:
            yield from _finding((law.id, "replaced_by"), law.replaced_by, catalog, "laws.yml")


def _findings(head: Where, basis: tuple[Basis, ...], catalog: Catalog, path: str | None = None) -> Iterator[Finding]:
    for number, one in enumerate(basis):
        if one.law is not None:
            yield from _finding((*head, number, "law"), one.law, catalog, path)


def _finding(where: Where, law: str, catalog: Catalog, path: str | None) -> Iterator[Finding]:
    if not catalog.knows("laws", law):
        meant, name = like_entry(law, "laws", catalog)
        yield Finding(where, {"id": law, "meant": meant, "name": name}, path, replacement=meant or None)
