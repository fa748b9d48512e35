"""The day within a period: “每年1月31日”, “每季度首月20日”, “每月底”."""

from __future__ import annotations

from datetime import date

from build_tools.time_limit.types import Unit
from build_tools.time_limit.words import number, pattern, quantity, table

_MONTHS = {"quarter": 3, "half-year": 6, "year": 12}
_LAST = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def period(word: str) -> Unit:
    """The unit of 年度, 季, 月份."""
    return quantity(word)[1]


def due_at(unit: Unit, text: str, position: int) -> tuple[str, int, bool] | None:
    """The day named at a place of the text, as ``TimeRule.due`` writes it, and where it ends. None if there is none.

    Also whether the day itself was said: “每年1月” and “每季度末” leave all days until the last.
    """
    if unit not in table("due"):
        return None
    hit = pattern(table("due")[unit]).match(text, position)
    if hit is None or hit.end() == position:
        return None
    part = {name: value for name, value in hit.groupdict().items() if value}
    if unit == "week":
        return str(table("weekday")[part["weekday"]]), hit.end(), True
    day = number(part["day"]) if "day" in part else None
    due = f"{day or 31:02}" if unit == "month" else _in_months(unit, part, day)
    fits = due is not None and (day is None or 1 <= day <= 31)
    return (due, hit.end(), day is not None) if fits and due else None


def _in_months(unit: Unit, part: dict[str, str], day: int | None) -> str | None:
    most = _MONTHS[unit]
    month = most
    if "first" in part:
        month = 1
    elif "month" in part:
        month = number(part["month"])
    elif "quarter" in part:
        month = 3 * number(part["quarter"])
    if not 1 <= month <= most:
        return None
    if unit != "year":
        return f"{month}-{day or 31:02}"
    return f"{month:02}-{day or _LAST[month - 1]:02}" if (day or 1) <= _LAST[month - 1] else None


def on_day(part: dict[str, str]) -> str | None:
    """One day in one year: “2025年6月30日”, “2025年6月底”."""
    year, month = int(part["on_year"]), number(part["on_month"])
    if not 1 <= month <= 12:
        return None
    day = number(part["on_day"]) if "on_day" in part else _LAST[month - 1]
    if "on_day" not in part and month == 2:
        day = 29 if year % 4 == 0 and (year % 100 != 0 or year % 400 == 0) else 28
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None
