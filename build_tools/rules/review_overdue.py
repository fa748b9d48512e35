"""每个事项都要按 site.yml 里的核对周期（review_cycle）核对一次，并写下核对日期。

国办发〔2019〕54号要求目录动态调整。依据改了、机构改了、电话换了，只有逐项核对才发现得了。
没有写 review_cycle 的，不检查；已经停止公开的事项不算在内。
改法：由公开主体逐栏核对，改好以后把 reviewed 写成核对的日期，例如“reviewed: 2026-03-01”。
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import MAXYEAR, date
from functools import lru_cache

from build_tools.catalog import Catalog
from build_tools.diagnostics import Finding, Severity
from build_tools.model import Item

SEVERITY = Severity.WARNING


def check_item_on(item: Item, catalog: Catalog, today: date) -> Iterator[Finding]:
    months = _months(catalog.site.review_cycle or "")
    if not months or item.retired:
        return
    if not item.reviewed:
        yield Finding(("reviewed",), {"reviewed": "", "due": ""})
        return
    due = _later(item.reviewed, months)
    if due < today.isoformat():
        yield Finding(("reviewed",), {"reviewed": item.reviewed, "due": due})


@lru_cache
def _months(cycle: str) -> int:
    """The cycle of site.yml in months; 0 where there is none."""
    found = re.fullmatch("([0-9]+) (year|month)", cycle)
    return int(found[1]) * (12 if found[2] == "year" else 1) if found else 0


@lru_cache(maxsize=4096)
def _later(day: str, months: int) -> str:
    """The same day so many months later, or the last of a shorter month."""
    year, month = divmod(int(day[:4]) * 12 + int(day[5:7]) - 1 + months, 12)
    if year > MAXYEAR:
        return date.max.isoformat()
    return f"{year:04}-{month + 1:02}-{min(int(day[8:]), monthrange(year, month + 1)[1]):02}"
