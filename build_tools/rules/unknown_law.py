"""公开依据里写的法规编号，必须先在 laws.yml 里登记。

目录至少要写明依据（国办发〔2019〕54号）。全称、文号登记一次，哪部法规废止了，引用它的事项都能找出来。
登记表里的编号被改了，只在登记表里报一次。
改法：照 laws.yml 里的编号写；常用的法规文件先登记再引用；
只用一次的地方文件，改用 text 写出全称和文号。
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from build_tools.catalog import Catalog
from build_tools.diagnostics import Finding, Severity, Where
from build_tools.model import Basis
from build_tools.uses import Use, Uses, together, unregistered

SEVERITY = Severity.ERROR


def check_catalog(catalog: Catalog) -> Iterator[Finding]:
    yield from unregistered(_uses(catalog), "laws", catalog)


def _uses(catalog: Catalog) -> Iterator[Uses]:
    for item in catalog.items.values():
        yield _of(("basis",), item.basis, item.path, item.id)
        if item.retired:
            yield _of(("retired", "basis"), item.retired.basis, item.path, item.id)
    for adjustment in catalog.adjustments:
        yield _of(("basis",), adjustment.basis, adjustment.path)
    for law in catalog.laws.values():
        if law.replaced_by:
            use = Use((law.id, "replaced_by"), law.replaced_by, "laws.yml", item=law.id)
            yield together([use])


def _of(head: Where, basis: tuple[Basis, ...], path: str, item: str | None = None) -> Uses:
    return [one.law for one in basis if one.law], partial(_places, head, basis, path, item)


def _places(head: Where, basis: tuple[Basis, ...], path: str, item: str | None) -> Iterator[Use]:
    return (Use((*head, number, "law"), one.law, path, (), item) for number, one in enumerate(basis) if one.law)
