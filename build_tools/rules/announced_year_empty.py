"""site.yml 里说哪一年的放假通知已经写全，就要真的写了那一年放假的日子。

写进 announced 的年份，程序就照 holiday 和 workday 算工作日，不再注明是估计的。
一天假都没有写，春节、中秋会当成工作日，算出的公开期限就早了。
改法：照国务院办公厅的放假通知写上；通知还没有发，就把这一年从 announced 里删掉。
"""

from __future__ import annotations

from collections.abc import Iterator

from build_tools.catalog import Catalog
from build_tools.diagnostics import Finding, Severity

SEVERITY = Severity.WARNING


def check_catalog(catalog: Catalog) -> Iterator[Finding]:
    calendar = catalog.site.calendar
    written = {day[:4] for day in calendar.holiday}
    for number, year in enumerate(calendar.announced):
        if year not in written:
            yield Finding(("calendar", "announced", number), {"year": year}, "site.yml")
