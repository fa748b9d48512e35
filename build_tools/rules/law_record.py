"""laws.yml 里每部法规的日期、效力和取代关系要对得上，一部法规只登记一次。

施行日期不会早于公布日期；写了 replaced_by（被取代）的，效力就不是 in-force（有效）；取代不能绕成一圈。
文号相同、名称又是一个包含另一个的，是同一个文件登记了两次，废止时只改一处，另一处就漏了。
改法：照公布的原文核对日期和效力；重复的，留一个，引用另一个编号的事项都改过来。
"""

from __future__ import annotations

from collections.abc import Iterator

from build_tools.catalog import Catalog
from build_tools.diagnostics import Finding, Severity, Where
from build_tools.model import Law
from build_tools.text import letters

SEVERITY = Severity.WARNING


def check_catalog(catalog: Catalog) -> Iterator[Finding]:
    same: dict[str, list[Law]] = {}
    for law in catalog.laws.values():
        if law.issued and law.effective and law.effective < law.issued:
            yield _finding((law.id, "effective"), "early", issued=law.issued)
        if law.replaced_by and _returns(law, catalog):
            yield _finding((law.id, "replaced_by"), "circle", other=law.replaced_by)
        elif law.replaced_by and law.status == "in-force":
            yield _finding((law.id, "status"), "status", other=law.replaced_by)
        others = same.setdefault(letters(law.number or ""), [])
        twin = next((other for other in others if law.number and _one_name(other, law)), None)
        if twin:
            yield _finding((law.id, "title"), "twice", other=twin.id, related=((_FILE, (twin.id, "title")),))
        others.append(law)


_FILE = "laws.yml"


def _finding(
    where: Where, kind: str, other: str = "", issued: str = "", related: tuple[tuple[str, Where], ...] = ()
) -> Finding:
    return Finding(where, {"kind": kind, "other": other, "issued": issued}, _FILE, related=related)


def _returns(law: Law, catalog: Catalog) -> bool:
    """Whether following what took the place of a law leads back to it."""
    passed: set[str] = set()
    new = law.replaced_by
    while new and new in catalog.laws and new not in passed:
        if new == law.id:
            return True
        passed.add(new)
        new = catalog.laws[new].replaced_by
    return False


def _one_name(one: Law, other: Law) -> bool:
    first, second = letters(one.title), letters(other.title)
    return bool(first and second) and (first in second or second in first)
