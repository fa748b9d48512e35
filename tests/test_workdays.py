"""Working days: the notices as they were issued, the county's own days, and years nobody has announced."""

from __future__ import annotations

import subprocess
import sys
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from build_tools import workdays
from build_tools.workdays import Workdays, span

DAYS = st.dates(date(2003, 1, 1), date(2031, 12, 31))
NOTICES = {
    # 国办发明电〔2025〕7号, for 2026: first and last day off, and the weekends worked.
    2026: (
        [
            *(("0101", "0103"), ("0215", "0223"), ("0404", "0406"), ("0501", "0505"), ("0619", "0621")),
            *(("0925", "0927"), ("1001", "1007")),
        ],
        ["0104", "0214", "0228", "0509", "0920", "1010"],
    ),
    # 国办发明电〔2024〕12号, for 2025.
    2025: (
        [("0101", "0101"), ("0128", "0204"), ("0404", "0406"), ("0501", "0505"), ("0531", "0602"), ("1001", "1008")],
        ["0126", "0208", "0427", "0928", "1011"],
    ),
}


def in_year(year: int, text: str) -> date:
    """A day written as MMDD."""
    return date(year, int(text[:2]), int(text[2:]))


@pytest.mark.parametrize("year", NOTICES)
def test_a_whole_year_is_as_the_notice_says(year: int) -> None:
    off, worked = NOTICES[year]
    holidays = {day for first, last in off for day in span(in_year(year, first), in_year(year, last))}
    made_up = {in_year(year, one) for one in worked}
    known = Workdays()
    for day in span(date(year, 1, 1), date(year, 12, 31)):
        assert known.works(day) == (day in made_up or (day.weekday() < 5 and day not in holidays)), day
        assert (known.name(day) is not None) == (day in holidays), day


@pytest.mark.parametrize(
    ("start", "n", "reached"),
    [
        (date(2026, 9, 20), 20, date(2026, 10, 23)),  # 中秋, 国庆, Saturday 10 October worked
        (date(2026, 9, 30), 1, date(2026, 10, 8)),
        (date(2026, 10, 3), 3, date(2026, 10, 10)),
        (date(2026, 2, 13), 1, date(2026, 2, 14)),  # Saturday worked before 春节
        (date(2026, 2, 14), 1, date(2026, 2, 24)),
        (date(2026, 2, 24), 4, date(2026, 2, 28)),
        (date(2026, 10, 8), -1, date(2026, 9, 30)),
        (date(2026, 2, 25), -7, date(2026, 2, 9)),
        (date(2026, 3, 5), 0, date(2026, 3, 5)),
    ],
)
def test_counting(start: date, n: int, reached: date) -> None:
    assert Workdays().after(start, n) == reached


def test_a_year_without_notice_is_estimated_and_says_so() -> None:
    days = Workdays()
    assert not days.works(date(2031, 10, 1))
    assert not days.works(date(2031, 1, 1))
    assert not days.works(date(2031, 5, 2))
    assert days.works(date(2031, 10, 6))
    assert days.missing(date(2031, 3, 3)) == 2031
    assert days.missing(date(2000, 3, 3)) == 2000
    assert days.missing(date(2026, 12, 28)) is None


def test_the_last_days_of_december_wait_for_the_next_notice() -> None:
    assert not Workdays().works(date(2018, 12, 31))
    assert Workdays().works(date(2011, 12, 31))
    assert Workdays().missing(date(2018, 12, 31)) is None
    assert Workdays(announced=["2031"]).missing(date(2031, 12, 31)) == 2032
    assert Workdays(announced=["2031", "2032"]).missing(date(2031, 12, 31)) is None


@pytest.mark.parametrize("year", range(2009, 2027))
def test_tomb_sweeping_is_estimated_where_the_notices_put_it(year: int, monkeypatch: pytest.MonkeyPatch) -> None:
    names = {day: Workdays().name(day) for day in span(date(year, 4, 3), date(year, 4, 7))}
    monkeypatch.setattr(workdays, "_years", frozenset)
    workdays._festival.cache_clear()
    (day,) = [one for one in names if workdays._festival(one)]
    workdays._festival.cache_clear()
    assert names[day] == ("清明", "Tomb-sweeping Day")


def test_the_county_knows_better() -> None:
    own = Workdays(["2026-04-20", "2031-02-03"], ["2026-10-03", "2031-02-08"], ["2031"])
    assert not own.works(date(2026, 4, 20))
    assert own.name(date(2026, 4, 20)) == ("", "")
    assert own.works(date(2026, 10, 3))
    assert own.name(date(2026, 10, 3)) is None
    assert own.after(date(2026, 4, 17), 1) == date(2026, 4, 21)
    assert own.missing(date(2031, 6, 1)) is None
    assert own.missing(date(2032, 6, 1)) == 2032
    assert not own.works(date(2031, 10, 1))
    assert Workdays(["", "soon", "2026-02-30"]).works(date(2026, 3, 2))


@given(DAYS, st.integers(0, 60), st.integers(0, 60))
def test_more_days_never_end_earlier_and_the_end_is_worked(start: date, n: int, more: int) -> None:
    days = Workdays()
    reached = days.after(start, n)
    assert reached <= days.after(start, n + more)
    assert n == 0 or days.works(reached)
    assert sum(days.works(day) for day in span(start + timedelta(1), reached)) == n


@given(DAYS, st.integers(0, 40), st.integers(0, 40))
def test_a_later_start_never_ends_earlier(start: date, later: int, n: int) -> None:
    days = Workdays()
    assert days.after(start, n) <= days.after(start + timedelta(later), n)
    assert days.after(start, -n) <= days.after(start + timedelta(later), -n)


def test_the_end_of_the_calendar_is_an_error_and_no_endless_loop() -> None:
    with pytest.raises(OverflowError):
        Workdays().after(date(9999, 12, 20), 20)
    with pytest.raises(OverflowError):
        Workdays().after(date(1, 1, 5), -20)


def test_the_notices_are_read_only_when_somebody_counts() -> None:
    code = "import sys, build_tools.cli; build_tools.cli.group('zh'); print('chinese_calendar' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
