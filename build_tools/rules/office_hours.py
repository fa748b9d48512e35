"""办公时间里的钟点要真有，结束要晚于开始。

公众照着办公时间上门、打电话；“25:00”“14:30-12:00”这样的钟点没法照着来，多半是打错了字。
只看一眼就知道不对的才报：没有写钟点的、值班和夜间跨过零点的，不报。
改法：用24小时制写，例如“工作日 8:30-12:00，14:30-18:00”；跨过零点的写明“次日”。
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from itertools import pairwise

from build_tools.catalog import Catalog, contact_places, registered_contacts
from build_tools.diagnostics import Finding, Severity, Where
from build_tools.fields import vocabulary
from build_tools.model import Item

SEVERITY = Severity.WARNING
_EVENING = 17 * 60  # in minutes; what begins later may well go on into the next day


def check_item(item: Item, catalog: Catalog) -> Iterator[Finding]:
    if not item.retired:
        for head, contact in contact_places(item):
            yield from _finding((*head, "hours"), contact.hours)


def check_catalog(catalog: Catalog) -> Iterator[Finding]:
    for head, contact in registered_contacts(catalog):
        yield from _finding((*head, "hours"), contact.hours, "bodies.yml")


def _finding(where: Where, typed: str | None, path: str | None = None) -> Iterator[Finding]:
    text = unicodedata.normalize("NFKC", typed or "")
    clocks = list(vocabulary("clock").finditer(text))
    wrong = next((clock.group().strip() for clock in clocks if _minutes(clock) > 24 * 60 or _past(clock) > 59), "")
    if not wrong and not vocabulary("night").search(text):
        wrong = next(
            (text[start.start() : end.end()].strip() for start, end in pairwise(clocks) if _backward(text, start, end)),
            "",
        )
    if wrong:
        kind = "order" if vocabulary("clock_between").search(wrong) else "clock"
        yield Finding(where, {"part": wrong, "kind": kind}, path)


def _backward(text: str, start: re.Match[str], end: re.Match[str]) -> bool:
    """Whether two times make one range that ends no later than it begins; an afternoon goes on until said otherwise."""
    if not vocabulary("clock_between").fullmatch(text[start.end() : end.start()]):
        return False
    first, last = _minutes(start, start["half"]), _minutes(end, end["half"] or start["half"])
    return last <= first and 0 < first < _EVENING


def _minutes(clock: re.Match[str], half: str | None = None) -> int:
    afternoon = half is not None and vocabulary("afternoon").fullmatch(half) and int(clock["hour"]) < 10
    return (int(clock["hour"]) + (12 if afternoon else 0)) * 60 + _past(clock)


def _past(clock: re.Match[str]) -> int:
    return int(clock["minute"] or clock["past"] or 0)
