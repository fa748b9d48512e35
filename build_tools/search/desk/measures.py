"""Conditions that compare: ``limit:<=10workday``, ``reviewed:<2026-01-01``, and the state of an item."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from functools import cache
from pathlib import Path

import yaml

from build_tools.diagnostics import UserError
from build_tools.search.desk.conditions import Condition, Denied, Either, OneOf, Span
from build_tools.search.desk.records import IN_FORCE, NEVER, RETIRED
from build_tools.time_limit.duration import days

_MEASURE = re.compile(r"(<=|>=|<|>|=)?\s*(.+)")
_AMOUNT = re.compile(r"([0-9]{1,5})\s*(\D*)")


@cache
def _said() -> dict[str, str]:
    """A word of a condition → what it means."""
    table = yaml.load((Path(__file__).parent / "words.yml").read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    return {word: meaning for meaning, list_ in table.items() for word in list_.split()}


def statuses(said: str) -> OneOf:
    """In force, ended, or both."""
    meant = _said().get(said, "")
    if meant not in (IN_FORCE, RETIRED, "any"):
        raise _no("status", said, "in-force, retired, any")
    return OneOf("status", (IN_FORCE, RETIRED) if meant == "any" else (meant,))


def any_status(conditions: Iterable[Condition]) -> bool:
    """Whether one of them says which state an item must be in."""
    parts = (one.part if isinstance(one, Denied) else one for one in conditions)
    return any(isinstance(one, OneOf) and one.field == "status" for one in parts)


def reviewed(said: str) -> Condition:
    """Reviewed on, before or after a day, or never. What was never reviewed was not reviewed before any day."""
    if _said().get(said) == "none":
        return Span("reviewed", NEVER, NEVER)
    sign, value = _split(said)
    try:
        number = int(date.fromisoformat(value).strftime("%Y%m%d"))
    except ValueError:
        raise _no("reviewed", said, "<2026-01-01, >=2026-01-01, none") from None
    low, high = _bounds(sign, number)
    return Span("reviewed", NEVER + 1 if low is None else low, high)


def limited(said: str) -> Condition:
    """How long a time limit is. Other units than the one asked in count where their order is sure."""
    sign, value = _split(said)
    amount = _AMOUNT.fullmatch(value)
    unit = _said().get(amount[2]) if amount else None
    if not amount or unit not in ("workday", "day"):
        raise _no("limit", said, ">20workday, <=10workday, <=7day")
    number = int(amount[1])
    if unit == "day":
        return _calendar(sign, number * 24, number * 24)
    exact = Span("workdays", *_bounds(sign, number))
    least, most = (int(bound * 24) for bound in days(number, "workday"))
    return exact if sign == "=" else Either((exact, _calendar(sign, least, most)))


def _calendar(sign: str, least: int, most: int) -> Condition:
    """Of a limit in calendar units, in hours: surely longer than the most, or surely shorter than the least."""
    if sign == "=":
        return Span("most", least, most)
    low, high = _bounds(sign, most if sign.startswith(">") else least)
    return Span("least", low, None) if high is None else Span("most", None, high)


def _bounds(sign: str, number: int) -> tuple[int | None, int | None]:
    return {
        "<": (None, number - 1),
        "<=": (None, number),
        ">": (number + 1, None),
        ">=": (number, None),
        "=": (number, number),
    }[sign]


def _split(said: str) -> tuple[str, str]:
    hit = _MEASURE.fullmatch(said)
    return (hit[1] or "=", hit[2]) if hit else ("=", "")


def _no(field: str, said: str, allowed: str) -> UserError:
    return UserError("no-such-value", field=field, value=said, allowed=allowed)
