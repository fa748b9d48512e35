"""电话要写全、写对，外地人照着也能拨通。

电话是公众最常用的咨询渠道，考核人员也会照着打；没有区号、少一位数字，就等于没有写。
固定电话写“区号-号码”，分机写“0000-1234567转8001”或者“0000-1234567-8001”；手机、12345 这样的热线、
400 电话直接写号码；几个号码用“、”隔开，后面的可以省略区号。这里查事项和 bodies.yml 里的 phone，也查网站页脚的电话。
改法：补上区号，核对位数，全角数字和横线改成半角；科室、姓名不要写在号码里。
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from build_tools import phone
from build_tools.catalog import Catalog, contact_places, registered_contacts
from build_tools.diagnostics import Finding, Severity, Where
from build_tools.model import Item
from build_tools.personal import identity_numbers

SEVERITY = Severity.ERROR


def check_item(item: Item, catalog: Catalog) -> Iterator[Finding]:
    if not item.retired:
        for head, contact in contact_places(item):
            yield from _finding((*head, "phone"), contact.phone, catalog)


def check_catalog(catalog: Catalog) -> Iterator[Finding]:
    for head, contact in registered_contacts(catalog):
        yield from _finding((*head, "phone"), contact.phone, catalog, "bodies.yml")
    yield from _finding(("footer", "phone"), catalog.site.footer.phone, catalog, "site.yml")


def _finding(where: Where, typed: str | None, catalog: Catalog, path: str | None = None) -> Iterator[Finding]:
    # Of an identity card number the reader of the file has spoken already.
    if typed and not phone.sound(typed) and not any(identity_numbers(typed)):
        meant = phone.meant(typed, _area(catalog))
        kind = "area" if phone.lacks_area(typed) else "shape" if meant else _kind(typed)
        yield Finding(where, {"value": typed, "kind": kind, "meant": meant}, path, replacement=meant or None)


def _kind(typed: str) -> str:
    return "words" if re.search(r"[^\W\d_]", typed) else "digits"


def _area(catalog: Catalog) -> str:
    """The one area code of the county, or nothing where its offices write several."""
    numbers = [contact.phone or "" for _, contact in registered_contacts(catalog)]
    areas = {phone.area_code(number) for number in (*numbers, catalog.site.footer.phone or "")} - {""}
    return areas.pop() if len(areas) == 1 else ""
