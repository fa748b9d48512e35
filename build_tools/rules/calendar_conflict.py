"""site.yml 的工作日历里，同一天不能既写成放假，又写成上班。

工作日历（calendar）改的是算公开期限用的工作日。两边都写，就不知道这一天算不算，期限会差一天。
改法：核对通知，放假的只留在 holiday，上班的只留在 workday。
"""

from __future__ import annotations

from collections.abc import Iterator

from build_tools.catalog import Catalog
from build_tools.diagnostics import Finding, Severity

SEVERITY = Severity.ERROR


def check_catalog(catalog: Catalog) -> Iterator[Finding]:
    calendar = catalog.site.calendar
    for number, day in enumerate(calendar.workday):
        if day in calendar.holiday:
            other = ("site.yml", ("calendar", "holiday", calendar.holiday.index(day)))
            yield Finding(("calendar", "workday", number), {"day": day}, "site.yml", related=(other,))
