"""核对、停止公开、目录调整、法规公布都是已经发生的事，日期不能在今天以后。

多半是年份打错了。写了将来的核对日期，到期就不会提醒；写了将来的停止日期，网站今天就会说已经停止。
今天和明天都不报：填写的电脑和生成网站的电脑，钟点可能不同。
改法：改成实际的日期；还没有到的，等到了那一天再写。法规的施行日期（effective）可以在以后，不检查。
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from build_tools.catalog import Catalog
from build_tools.diagnostics import Finding, Severity, Where
from build_tools.model import Item

SEVERITY = Severity.WARNING


def check_item_on(item: Item, catalog: Catalog, today: date) -> Iterator[Finding]:
    yield from _finding(("reviewed",), item.reviewed, today)
    if item.retired:
        yield from _finding(("retired", "date"), item.retired.date, today)


def check_catalog_on(catalog: Catalog, today: date) -> Iterator[Finding]:
    for record in catalog.adjustments:
        yield from _finding(("date",), record.date, today, record.path)
    for body in catalog.bodies.values():
        if body.retired:
            yield from _finding((body.id, "retired", "date"), body.retired.date, today, "bodies.yml")
    for law in catalog.laws.values():
        yield from _finding((law.id, "issued"), law.issued, today, "laws.yml")


def _finding(where: Where, day: str | None, today: date, path: str | None = None) -> Iterator[Finding]:
    """Days are written so that they compare as text."""
    if day and day > (today + timedelta(days=1)).isoformat():
        yield Finding(where, {"day": day, "today": today.isoformat()}, path)
