"""What a page needs to count days itself: the demands of a time limit, and the days off, as compact data.

``assets/scripts/deadline.js`` counts with them as ``dates`` does; a test holds the two together.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from datetime import date
from functools import lru_cache

from build_tools.deadline.dates import recurs
from build_tools.messages import page
from build_tools.model import Site
from build_tools.text import script_json
from build_tools.time_limit import TimeRule, read, say
from build_tools.workdays import Workdays, last_announced, span

_BACK, _ON = 2, 8
"""Years before and after the last known notice for which the days are told; beyond them nothing is counted."""
_SATURDAY = 5
_COUNTED = ("kind", "when", "event", "n", "unit", "due")
_FORMED = (None, "formed", "formed-or-changed", "made-or-obtained")


@lru_cache(maxsize=4096)
def limit_data(wording: str) -> str:
    """The demands of a wording that give a day, as JSON for ``data-zw-limit``; empty where none does.

    Of each: what is counted (``rule``), which sentence tells it (``tell``), and for which part (``about``).
    """
    shown = [
        {"rule": _compact(rule), "tell": _sentence(rule), "said": say((rule,)), "about": rule.about or ""}
        for rule in read(wording).rules
        if rule.kind in ("publish", "update") and rule.when is not None and not rule.vague
    ]
    return script_json(shown) if shown else ""


def days_script(site: Site) -> str:
    """The script ``days.js``: the county's days off and days worked, and the sentences for the answer."""
    calendar = site.calendar
    days = Workdays(calendar.holiday, calendar.workday, calendar.announced)
    first, last = last_announced() - _BACK, last_announced() + _ON
    every = list(span(date(first, 1, 1), date(last, 12, 31)))
    words = page("deadline")[0]
    data = {
        "first": first,
        "last": last,
        "known": [year for year in range(first, last + 2) if _known(year, days)],
        "own": _packed(day for day in every if day.isoformat() in {*calendar.holiday, *calendar.workday}),
        "off": _packed(day for day in every if day.weekday() < _SATURDAY and not days.works(day)),
        "worked": _packed(day for day in every if day.weekday() >= _SATURDAY and days.works(day)),
        "words": dict(part.split("=", 1) for part in words.split("|")),
    }
    return f"window.zwgkDays={script_json(data)};\n"


def _compact(rule: TimeRule) -> dict[str, object]:
    return {key: value for key, value in asdict(rule).items() if key in _COUNTED and value is not None}


def _sentence(rule: TimeRule) -> str:
    """Which of the sentences: a fixed day, one that comes back, information formed today, or another event today."""
    if rule.when == "by" and rule.unit is None:
        return "once"
    if recurs(rule):
        return "next"
    return "formed" if rule.when == "within" and rule.event in _FORMED else "event"


def _packed(days: Iterable[date]) -> str:
    return " ".join(f"{day:%Y%m%d}" for day in days)


def _known(year: int, days: Workdays) -> bool:
    """Whether a year has its notice: a day of the county's own is known in any year, one in each month is not."""
    return all(days.missing(date(year, month, 15)) is None for month in range(1, 13))
