"""两个现行的公开主体、渠道、领域，名称不能完全一样。

名称相同，多半是同一个单位登记了两遍：电话改了一处，另一处就过时；公众在网站上看到两个一样的名称，不知道点哪一个。
已经撤销的单位不算；不同乡镇的同名村，写了各自的上级（parent）的，也不算。
改法：只留一个编号，事项里都写它；确实是两个的，把名称写全，同名的村写上 parent。
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from build_tools.catalog import Catalog
from build_tools.diagnostics import Finding, Severity

SEVERITY = Severity.WARNING


def check_catalog(catalog: Catalog) -> Iterator[Finding]:
    current = [body for body in catalog.bodies.values() if not body.retired]
    yield from _repeated(((body.id, body.name, body.parent or "") for body in current), "bodies.yml")
    yield from _repeated(((one.id, one.name, "") for one in catalog.channels.values()), "channels.yml")
    yield from _repeated(((one.id, one.name, "") for one in catalog.domains.values()), "domains.yml")


def _repeated(entries: Iterable[tuple[str, str, str]], path: str) -> Iterator[Finding]:
    first: dict[tuple[str, str], str] = {}
    for entry, name, parent in entries:
        other = first.setdefault((name, parent), entry)
        if other != entry:
            args = {"name": name, "other": other}
            yield Finding((entry, "name"), args, path, related=((path, (other, "name")),))
