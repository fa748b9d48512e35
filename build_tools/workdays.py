"""Which days are worked 「工作日」: not the weekends and holidays, but the weekends worked in their stead 「调休」.

The State Council arranges each year's holidays in a notice of the autumn before (部分节假日安排的通知). What it said is
read from chinese_calendar, and here only. A year without a notice is estimated, and every such day says so: weekends,
清明 and the fixed days of 《全国年节及纪念日放假办法》（2024年修订）第二条 (1 January, 1 and 2 May, 1 to 3
October) are off; 春节, 端午, 中秋 and the exchanged days are not known, so an estimated last day is rather too
early than too late.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from functools import cache

_DAY = timedelta(days=1)
_SATURDAY = 5
_FIXED = {(1, 1): "new_years_day", (5, 1): "labour_day", (5, 2): "labour_day"} | {
    (10, day): "national_day" for day in (1, 2, 3)
}


class Workdays:
    """The working days of a county.

    ``holiday`` and ``workday`` are days (``YYYY-MM-DD``) that the county knows better: a holiday of an autonomous
    region, a working day during a disaster, a notice newer than this program. ``announced`` names the years for which
    they are the whole notice, so that nothing is estimated any more. Text that is no day is left out: the schema
    speaks of it.
    """

    def __init__(self, holiday: Iterable[str] = (), workday: Iterable[str] = (), announced: Iterable[str] = ()) -> None:
        self._workday = frozenset(_days(workday))
        self._holiday = frozenset(_days(holiday)) - self._workday
        self._announced = frozenset(announced)

    def works(self, day: date) -> bool:
        """Whether offices work on this day."""
        if day in self._workday or day in self._holiday:
            return day in self._workday
        arranged, worked = _arranged()
        if day in worked:
            return True
        return day.weekday() < _SATURDAY and day not in arranged and _festival(day) is None

    def missing(self, day: date) -> int | None:
        """The year whose notice decides about this day and is not known, so that the day is estimated; None if known.

        The last days of December wait for the next year's notice as well: the one for 2019 made Monday 31 December 2018
        a holiday, the one for 2012 had Saturday 31 December 2011 worked.
        """
        if day in self._workday or day in self._holiday:
            return None
        years = (day.year, day.year + 1) if (day.month, day.day) > (12, 28) else (day.year,)
        return next((year for year in years if year not in _years() and str(year) not in self._announced), None)

    def name(self, day: date) -> tuple[str, str] | None:
        """Chinese and English name of the holiday a day off belongs to; None for others, empty for the county's own."""
        if day in self._workday:
            return None
        arranged, _ = _arranged()
        return arranged.get(day) or _festival(day) or (("", "") if day in self._holiday else None)

    def after(self, day: date, n: int) -> date:
        """The n-th working day after a day, which is not counted itself; before it, where n is negative.

        Raises OverflowError beyond the years 1 to 9999.
        """
        step = _DAY if n > 0 else -_DAY
        for _ in range(abs(n)):
            day += step
            while not self.works(day):
                day += step
        return day

    def not_before(self, day: date) -> date:
        """The day itself where it is worked, else the first working day that follows."""
        while not self.works(day):
            day += _DAY
        return day


def span(first: date, last: date) -> Iterator[date]:
    """Each day from ``first`` to ``last``."""
    return (first + number * _DAY for number in range((last - first).days + 1))


def _days(texts: Iterable[str]) -> Iterator[date]:
    for text in texts:
        try:
            yield date.fromisoformat(text)
        except ValueError:
            continue


@cache
def _arranged() -> tuple[dict[date, tuple[str, str]], frozenset[date]]:
    """Days off with their names, and weekends worked. Imported only when asked: ``zwgk check`` needs none of it."""
    from chinese_calendar.constants import Holiday, holidays, workdays

    return {day: (Holiday(name).chinese, name) for day, name in holidays.items()}, frozenset(workdays)


@cache
def _years() -> frozenset[int]:
    """The years with a notice: those that have a New Year's Day."""
    arranged, _ = _arranged()
    return frozenset(day.year for day in arranged if (day.month, day.day) == (1, 1))


def last_announced() -> int:
    """The last year whose holidays are known to this program."""
    return max(_years())


@cache
def _festival(day: date) -> tuple[str, str] | None:
    """The holiday of a day in a year without a notice: one with a fixed date, or 清明."""
    if day.year in _years():
        return None
    from chinese_calendar import get_solar_terms
    from chinese_calendar.constants import Holiday
    from chinese_calendar.solar_terms import SolarTerms

    name = _FIXED.get((day.month, day.day))
    if name is None and (day.month, day.day) in ((4, 4), (4, 5), (4, 6)) and 1900 <= day.year <= 2100:
        terms = get_solar_terms(day, day)
        name = "tomb_sweeping_day" if terms and terms[0][1] == SolarTerms.pure_brightness.value[1] else None
    return (Holiday[name].chinese, Holiday[name].value) if name else None
