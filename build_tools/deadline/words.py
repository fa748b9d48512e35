"""The answer as a clerk reads it: each demand, its latest day, and why it is that day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import groupby

from build_tools import fields
from build_tools.deadline.answer import Answer
from build_tools.deadline.dates import Reached, recurs
from build_tools.messages import say, words
from build_tools.text import shorten, visible
from build_tools.time_limit import mended
from build_tools.time_limit import say as spoken
from build_tools.workdays import Workdays, span

_SATURDAY = 5
_LONGEST_WORDING = 300


def explained(answer: Answer, level: str, start: date | None, days: Workdays, language: str) -> str:
    """The wording and a line for each demand; ``level`` is the level's name, or empty."""
    label = f"{fields.label('item', ('time_limit',))}（{level}）" if level else fields.label("item", ("time_limit",))
    lines = [f"{label}：{shorten(visible(answer.limit.text), _LONGEST_WORDING)}"]
    for one in answer.reached:
        lines += _rule(one, start, days, language)
    if not answer.reached:
        lines += _unreadable(answer.limit.text, language)
    return "\n".join(lines)


def _unreadable(text: str, language: str) -> Iterator[str]:
    """The same words the check has for it."""
    nearest = mended(text)
    said = words("unreadable-time-limit", {"wording": text, "nearest": nearest.text if nearest else ""}, language)
    yield f"× {said.text}"
    yield f"  {say('fix', language)}：{said.advice}"


def long_day(day: date, language: str) -> str:
    """2026年10月23日（星期五）."""
    weekday = say("weekdays", language).split("|")[day.weekday()]
    return say("long_day", language, year=day.year, month=day.month, day=day.day, weekday=weekday)


def _rule(one: Reached, start: date | None, days: Workdays, language: str) -> Iterator[str]:
    said = shorten(visible(spoken((one.rule,))), _LONGEST_WORDING)
    if one.latest is None:
        unasked = start is None and not one.rule.vague
        phrase = "deadline_open" if one.rule.when is None else "deadline_asks" if unasked else "deadline_none"
        yield say(phrase, language, said=said)
        return
    day = long_day(one.latest, language)
    if recurs(one.rule):
        yield say("deadline_next", language, said=said, day=day)
    elif one.start and one.rule.n:
        phrase = "deadline_back" if one.latest < one.start else "deadline_from"
        yield say(phrase, language, said=said, start=long_day(one.start, language), day=day)
    else:
        yield say("deadline_day", language, said=said, day=day)
    if one.counted:
        yield say("deadline_moved", language, day=long_day(one.counted, language))
    if one.rule.unit == "workday" and one.start:
        yield from _between(one.start, one.latest, days, language)
    if one.missing:
        yield "  " + say("estimate", language, year=one.missing) + say("announced", language)


def _between(start: date, latest: date, days: Workdays, language: str) -> Iterator[str]:
    """The holidays and the weekends worked on the way, forwards or back; the day counted from is left out."""
    passed = [day for day in span(min(start, latest), max(start, latest)) if day != start]
    off = []
    for name, run in groupby(passed, key=lambda day: None if days.works(day) else days.name(day)):
        if name is not None:
            first, *_, last = [_short(day, language) for day in run] * 2
            called = name[0 if language == "zh" else 1] or say("county_holiday", language)
            off.append(say("days_off" if first != last else "day_off", language, name=called, first=first, last=last))
    worked = [day for day in passed if day.weekday() >= _SATURDAY and days.works(day)]
    if off:
        yield say("deadline_off", language, names="、".join(off))
    if worked:
        yield say("deadline_worked", language, days="、".join(_short(day, language) for day in worked))


def _short(day: date, language: str) -> str:
    return say("short_day", language, month=day.month, day=day.day)
