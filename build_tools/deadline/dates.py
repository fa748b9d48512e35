"""A demand and a day → the latest day it allows.

How is counted, and why:

- The day of the event is not counted, counting starts on the next one (民法典第二百零一条第一款).
- Working days 「工作日」 leave out weekends and holidays as arranged (行政许可法第八十二条: 不含法定节假日).
- Days, weeks, months and years run by the calendar. The last day of a month or year is the day of the same number, or
  the month's last where it has none (第二百零二条). A last day that is off moves to the next working day (第二百零三条
  第一款); the regulations on open government say nothing of their own.
- Counted backwards (“听证7个工作日前”) the day of the event is not counted either, and nothing moves.
- A fixed day (“每年1月31日前”) includes that day and does not move: it is no period.
- Hours become whole days, rounded to the early side.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from build_tools.time_limit import TimeRule
from build_tools.workdays import Workdays, span

MONTHS = {"month": 1, "quarter": 3, "half-year": 6, "year": 12}
"""Units that are whole months."""

_ENDS = {f"{unit}-end": months for unit, months in MONTHS.items()}
"""Events that come by themselves: 「每季度结束」."""

_MOST = 10_000
"""A larger number is no time limit but a slip; counting it would take for ever."""


@dataclass(frozen=True, slots=True)
class Reached:
    """What a demand comes to. ``latest`` is None where it names no day, or the day of the event is not known.

    ``start`` is the day counted from; ``counted`` the last day before it moved to a working day; ``missing`` the year
    whose holiday notice was needed and is not known, so that ``latest`` is an estimate.
    """

    rule: TimeRule
    latest: date | None = None
    start: date | None = None
    counted: date | None = None
    missing: int | None = None


def recurs(rule: TimeRule) -> bool:
    """Whether the demand comes back by itself, without an event: 每年…前, 每季度…, 每月结束后…."""
    if rule.kind not in ("publish", "update"):
        return False
    return rule.event in _ENDS or (rule.when in ("every", "by") and rule.unit is not None)


def reached(rule: TimeRule, start: date | None, days: Workdays, today: date | None = None) -> Reached:
    """The latest day for an event on ``start``; one that comes back or has its day needs none, only ``today``."""
    if rule.kind not in ("publish", "update") or rule.when is None:
        return Reached(rule)
    try:
        if rule.when == "by" and rule.unit is None:
            return Reached(rule, date.fromisoformat(rule.due or ""))
        if recurs(rule):
            since = start or today
            return _next(rule, since, days) if since else Reached(rule)
        return _counted(rule, start, days) if start else Reached(rule)
    except (OverflowError, ValueError):  # beyond the year 9999
        return Reached(rule)


def occurrences(rule: TimeRule, first: date, last: date, days: Workdays) -> Iterator[Reached]:
    """Each time a recurring demand falls due from ``first`` to ``last``."""
    day = first
    while day <= last:
        found = reached(rule, day, days)
        if found.latest is None or not day <= found.latest <= last:
            return
        yield found
        day = found.latest + timedelta(days=1)


def _next(rule: TimeRule, since: date, days: Workdays) -> Reached:
    """The first day on or after ``since`` on which a recurring demand falls due."""
    if rule.event in _ENDS:
        months = _ENDS[rule.event or ""]
        for number in range(-2, 12):
            found = _counted(rule, _last_day(_first_day(since, months), months, number), days)
            if found.latest is None or found.latest >= since:
                return found
        return Reached(rule)
    if rule.unit in MONTHS:
        return Reached(rule, _in_period(rule, since, MONTHS[rule.unit]))
    if rule.unit == "week" and (rule.n or 1) == 1:
        return Reached(rule, since + timedelta(days=(int(rule.due or 7) - 1 - since.weekday()) % 7))
    if (rule.n or 1) == 1:  # each day, each working day
        return Reached(rule, days.not_before(since) if rule.unit == "workday" else since)
    return _counted(rule, since, days)


def _in_period(rule: TimeRule, since: date, months: int) -> date:
    """The day ``due`` (or the last) of this period, or of the next where it is over."""
    if rule.due is None and (rule.n or 1) > 1:  # each two years: counted from the last time
        return months_on(since, months * (rule.n or 1))
    month, _, day = (rule.due or f"{months}-31").rpartition("-")
    for number in (0, 1):
        first = months_on(_first_day(since, months), months * number + int(month or 1) - 1)
        due = first.replace(day=min(int(day), monthrange(first.year, first.month)[1]))
        if due >= since:
            break
    return due


def _counted(rule: TimeRule, start: date, days: Workdays) -> Reached:
    """Count from the day of an event."""
    if rule.when == "at":
        return Reached(rule, start, start)
    n = rule.n
    if rule.when == "before":
        n = -1 if n is None else -n
    if n is None or abs(n) > _MOST:
        return Reached(rule, start=start)
    unit = rule.unit or "day"
    counted = _go(unit, start, n, days)
    moves = n > 0 and unit not in ("workday", "hour")
    latest = days.not_before(counted) if moves else counted
    passed = span(*sorted((start, latest))) if unit == "workday" else span(counted, latest) if moves else ()
    missing = next((days.missing(day) for day in passed if day != start and days.missing(day)), None)
    return Reached(rule, latest, start, counted if counted != latest else None, missing)


def _go(unit: str, start: date, n: int, days: Workdays) -> date:
    """``n`` units on from a day, or back; none on means the end of the running month, year and so on."""
    if unit == "workday":
        return days.after(start, n)
    if unit in MONTHS:
        months = MONTHS[unit]
        return months_on(start, n * months) if n else _last_day(_first_day(start, months), months, 0)
    if unit == "week" and n == 0:
        return start + timedelta(days=6 - start.weekday())
    return start + timedelta(days=n // 24 if unit == "hour" else n * 7 if unit == "week" else n)


def months_on(day: date, n: int) -> date:
    """The same day ``n`` months on (or back), or that month's last."""
    year, month = divmod(day.year * 12 + day.month - 1 + n, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _first_day(day: date, months: int) -> date:
    """The first day of the month, quarter, half-year or year."""
    return date(day.year, (day.month - 1) // months * months + 1, 1)


def _last_day(first: date, months: int, number: int) -> date:
    """The last day of the period ``number`` periods on from the one that begins on ``first``."""
    last = months_on(first, months * (number + 1) - 1)
    return last.replace(day=monthrange(last.year, last.month)[1])
