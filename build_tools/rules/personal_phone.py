"""手机号码只能写在咨询渠道的 phone 里，不能写在内容、备注、依据、办公时间这些文字里。

手机号码多半是经办人、当事人自己的，属于个人信息，没有依据、没有本人单独同意不得公开（个人信息保护法第十三条、
第二十五条）；目录一经公开就会被转载，收不回来。村里值班用的手机，写在 phone 里，公众知道是打来咨询的。
已经停止公开的事项网页还在，所以也查；bodies.yml、目录调整记录里的文字也查。
改法：值班、咨询用的，移到 inquiry_contact（咨询渠道）的 phone；其他的删掉。
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from build_tools.catalog import Catalog, texts
from build_tools.diagnostics import Finding, Severity, Where
from build_tools.fields import vocabulary
from build_tools.model import Item
from build_tools.personal import hidden

SEVERITY = Severity.ERROR


def check_item(item: Item, catalog: Catalog) -> Iterator[Finding]:
    for where, text in texts(item):
        yield from _finding(where, text)


def check_catalog(catalog: Catalog) -> Iterator[Finding]:
    for body in catalog.bodies.values():
        yield from _finding((body.id, "name"), body.name, "bodies.yml")
        for name in ("office", "address", "hours"):
            yield from _finding((body.id, "contact", name), getattr(body.contact, name, None), "bodies.yml")
        yield from _finding((body.id, "retired", "reason"), getattr(body.retired, "reason", None), "bodies.yml")
    for adjustment in catalog.adjustments:
        for name in ("title", "reason", "approved_by"):
            yield from _finding((name,), getattr(adjustment, name), adjustment.path)
        for number, one in enumerate(adjustment.basis):
            yield from _finding(("basis", number, "text"), one.text, adjustment.path)


def _finding(where: Where, text: str | None, path: str | None = None) -> Iterator[Finding]:
    hit = vocabulary("mobile").search(unicodedata.normalize("NFKC", text)) if text else None
    if hit:
        yield Finding(where, {"number": hidden(hit.group())}, path)
