"""How long an amount is: in calendar days, at least and at most, so that 20 working days compare with 30 days."""

from __future__ import annotations

from fractions import Fraction

from build_tools.time_limit.types import Unit

Days = tuple[Fraction, Fraction]
"""The fewest and the most calendar days."""

MONTHS: dict[Unit, int] = {"month": 1, "quarter": 3, "half-year": 6, "year": 12}
_DAYS: dict[Unit, Fraction] = {"hour": Fraction(1, 24), "day": Fraction(1), "week": Fraction(7)}


def days(n: int, unit: Unit) -> Days:
    """The bounds of an amount.

    n working days are at least n days, and at most their weekends and one more, and ten days off in each two months:
    two holidays near each other take no more from the weekdays. A month has 28 to 31 days, twelve have 365 or 366.
    """
    if unit == "workday":
        return Fraction(n), Fraction(n + 2 * (n // 5 + 1) + 10 * (n // 40 + 1))
    if unit in MONTHS:
        months = n * MONTHS[unit]
        years, rest = divmod(months, 12)
        return Fraction(365 * years + max(30 * rest - 2, 0)), Fraction(366 * years + 31 * rest)
    return n * _DAYS[unit], n * _DAYS[unit]


def order(one: tuple[int, Unit], other: tuple[int, Unit]) -> int | None:
    """-1 where the first amount is surely not longer, 0 where they are the same, 1 where not shorter, else None."""
    (n, unit), (m, other_unit) = one, other
    if unit == other_unit:
        return (n > m) - (n < m)
    if unit in MONTHS and other_unit in MONTHS:
        return order((n * MONTHS[unit], "month"), (m * MONTHS[other_unit], "month"))
    return between(days(n, unit), days(m, other_unit))


def between(one: Days, other: Days) -> int | None:
    """The order of two lengths of which only bounds are known."""
    if one == other and one[0] == one[1]:
        return 0
    if one[1] <= other[0]:
        return -1
    return 1 if one[0] >= other[1] else None
