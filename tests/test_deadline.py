"""From a demand and a day to the latest day it allows."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from build_tools.deadline.dates import occurrences, reached, recurs
from build_tools.time_limit import TimeRule, Unit, When
from build_tools.workdays import Workdays

PLAIN = Workdays()
UNITS = st.sampled_from(["hour", "workday", "day", "week", "month", "quarter", "half-year", "year"])
DAYS = st.dates(date(2020, 1, 1), date(2029, 12, 31))


def latest(start: str, when: When, n: int | None = None, unit: Unit | None = None, **more: str) -> str | None:
    """The latest day for one rule, as text."""
    found = reached(TimeRule(when=when, n=n, unit=unit, **more), date.fromisoformat(start), PLAIN).latest  # type: ignore[arg-type]
    return found.isoformat() if found else None


@pytest.mark.parametrize(
    ("start", "when", "n", "unit", "day"),
    [
        ("2026-09-20", "within", 20, "workday", "2026-10-23"),
        ("2026-02-13", "within", 7, "workday", "2026-03-02"),  # 春节, Saturday 14 and Saturday 28 February worked
        ("2026-09-11", "within", 20, "day", "2026-10-08"),  # ends on 1 October: moved behind the holiday
        ("2026-03-02", "within", 5, "day", "2026-03-09"),  # ends on a Saturday
        ("2026-02-09", "within", 5, "day", "2026-02-14"),  # ends on a Saturday that is worked
        ("2026-03-02", "within", 2, "week", "2026-03-16"),
        ("2026-01-30", "within", 1, "month", "2026-02-28"),  # no 30 February; a Saturday that is worked
        ("2028-01-31", "within", 1, "month", "2028-02-29"),
        ("2026-01-15", "within", 1, "quarter", "2026-04-15"),
        ("2026-01-15", "within", 1, "half-year", "2026-07-15"),
        ("2024-02-29", "within", 1, "year", "2025-02-28"),
        ("2026-03-07", "within", 24, "hour", "2026-03-08"),
        ("2026-03-07", "within", 2, "hour", "2026-03-07"),
        ("2026-03-07", "within", 0, "day", "2026-03-07"),
        ("2026-01-10", "within", 0, "month", "2026-01-31"),  # the month itself: nothing moves
        ("2026-03-03", "within", 0, "week", "2026-03-08"),
        ("2026-10-20", "before", 7, "workday", "2026-10-10"),
        ("2026-10-08", "before", 1, "workday", "2026-09-30"),
        ("2026-03-09", "before", 2, "day", "2026-03-07"),  # a Saturday: later would be late
        ("2026-03-31", "before", 1, "month", "2026-02-28"),
        ("2026-03-09", "before", 1, "week", "2026-03-02"),
        ("2026-03-09", "before", None, None, "2026-03-08"),
        ("2026-03-09", "before", 12, "hour", "2026-03-08"),
        ("2026-10-03", "at", None, None, "2026-10-03"),
        ("2026-10-03", "within", None, None, None),
        ("2026-10-03", "every", None, None, None),
    ],
)
def test_counting_from_an_event(start: str, when: When, n: int | None, unit: Unit | None, day: str | None) -> None:
    assert latest(start, when, n, unit) == day


@pytest.mark.parametrize(
    ("today", "when", "unit", "due", "day"),
    [
        ("2026-01-31", "by", "year", "01-31", "2026-01-31"),
        ("2026-02-01", "by", "year", "01-31", "2027-01-31"),
        ("2027-06-01", "by", "year", "02-29", "2028-02-29"),
        ("2026-06-01", "by", "year", "02-29", "2027-02-28"),
        ("2026-03-01", "every", "quarter", "1-20", "2026-04-20"),
        ("2026-01-20", "every", "quarter", "1-20", "2026-01-20"),
        ("2026-12-01", "by", "quarter", "1-20", "2027-01-20"),
        ("2026-03-01", "by", "half-year", "6-31", "2026-06-30"),
        ("2026-02-11", "by", "month", "10", "2026-03-10"),
        ("2026-02-11", "by", "month", "31", "2026-02-28"),
        ("2026-01-31", "by", "month", "30", "2026-02-28"),
        ("2026-03-03", "every", "week", "5", "2026-03-06"),
        ("2026-03-07", "every", "week", "5", "2026-03-13"),
        ("2026-03-03", "every", "year", None, "2026-12-31"),
        ("2026-03-03", "every", "half-year", None, "2026-06-30"),
        ("2026-03-03", "every", "month", None, "2026-03-31"),
        ("2026-03-03", "every", "week", None, "2026-03-08"),
        ("2026-03-07", "every", "day", None, "2026-03-07"),
        ("2026-03-07", "every", "workday", None, "2026-03-09"),
        ("2026-03-07", "by", None, "2026-12-31", "2026-12-31"),
    ],
)
def test_what_comes_back_needs_no_event(today: str, when: When, unit: Unit | None, due: str | None, day: str) -> None:
    rule = TimeRule(when=when, unit=unit, due=due)
    found = reached(rule, None, PLAIN, date.fromisoformat(today))
    assert found.latest == date.fromisoformat(day)
    assert recurs(rule) == (unit is not None)


def test_the_end_of_a_period_is_an_event_that_comes_by_itself() -> None:
    rule = TimeRule(when="within", event="quarter-end", n=10, unit="workday")
    assert recurs(rule)
    assert reached(rule, None, PLAIN, date(2026, 4, 3)).latest == date(2026, 4, 15)
    assert reached(rule, None, PLAIN, date(2026, 4, 15)).latest == date(2026, 4, 15)
    assert reached(rule, None, PLAIN, date(2026, 4, 16)).latest == date(2026, 7, 14)
    days = [one.latest for one in occurrences(rule, date(2026, 1, 1), date(2026, 12, 31), PLAIN)]
    assert days == [date(2026, 1, 15), date(2026, 4, 15), date(2026, 7, 14), date(2026, 10, 20)]


def test_without_a_day_there_is_no_answer_and_no_crash() -> None:
    assert reached(TimeRule(when="within", n=20, unit="workday"), None, PLAIN, date(2026, 3, 3)).latest is None
    assert reached(TimeRule(kind="notice", n=7, unit="workday"), date(2026, 3, 3), PLAIN).latest is None
    assert reached(TimeRule(kind="retention"), date(2026, 3, 3), PLAIN).latest is None
    assert reached(TimeRule(kind="saving"), date(2026, 3, 3), PLAIN).latest is None
    for unit in ("hour", "workday", "day", "week", "month", "quarter", "half-year", "year"):
        for when in ("within", "before", "every"):
            for n in (1, 9999, 10**9):
                rule = TimeRule(when=when, n=n, unit=unit)
                for start in (date(1, 1, 1), date(9999, 12, 31)):
                    reached(rule, start, PLAIN)


def test_what_is_estimated_says_for_want_of_which_year() -> None:
    rule = TimeRule(when="within", n=20, unit="workday")
    assert reached(rule, date(2026, 9, 20), PLAIN).missing is None
    assert reached(rule, date(2031, 1, 10), PLAIN).missing == 2031
    last = max(year for year in range(2026, 2040) if PLAIN.missing(date(year, 6, 1)) is None)
    assert reached(rule, date(last, 12, 10), PLAIN).missing == last + 1
    assert reached(rule, date(last, 12, 10), Workdays(announced=[str(last + 1)])).missing is None
    moved = reached(TimeRule(when="within", n=1, unit="month"), date(2031, 3, 1), PLAIN)
    assert moved.missing == 2031
    assert reached(TimeRule(when="before", n=3, unit="day"), date(2031, 3, 1), PLAIN).missing is None


def test_what_moved_says_from_where() -> None:
    found = reached(TimeRule(when="within", n=20, unit="day"), date(2026, 9, 11), PLAIN)
    assert (found.counted, found.latest) == (date(2026, 10, 1), date(2026, 10, 8))


@given(DAYS, UNITS, st.sampled_from(["within", "before", "every"]), st.integers(1, 60), st.integers(0, 40))
def test_a_later_start_never_ends_earlier(start: date, unit: Unit, when: When, n: int, later: int) -> None:
    rule = TimeRule(when=when, n=n, unit=unit)
    first, second = (reached(rule, start + timedelta(by), PLAIN).latest for by in (0, later))
    assert first is not None
    assert second is not None
    assert first <= second


@given(DAYS, UNITS, st.integers(0, 60), st.integers(0, 30))
def test_more_time_never_ends_earlier(start: date, unit: Unit, n: int, more: int) -> None:
    one, other = (reached(TimeRule(when="within", n=k, unit=unit), start, PLAIN).latest for k in (n + 1, n + 1 + more))
    assert one is not None
    assert other is not None
    assert start <= one <= other
    assert unit == "hour" or PLAIN.works(one)
    early = reached(TimeRule(when="before", n=n, unit=unit), start, PLAIN).latest
    assert early is not None
    assert unit in ("month", "quarter", "half-year", "year", "week") or early <= start


@given(DAYS, st.sampled_from([("year", "02-29"), ("quarter", "1-31"), ("month", "31"), ("week", "5"), ("year", None)]))
def test_every_period_has_its_day(start: date, said: tuple[Unit, str | None]) -> None:
    rule = TimeRule(when="every", unit=said[0], due=said[1])
    days = [one.latest for one in occurrences(rule, start, start + timedelta(3650), PLAIN) if one.latest]
    assert (
        len(days)
        in {"year": (10, 11, 9), "quarter": (39, 40, 41), "month": (119, 120, 121), "week": (521, 522)}[said[0]]
    )
    assert all(one < other for one, other in pairwise(days))
