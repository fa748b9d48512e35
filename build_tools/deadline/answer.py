"""What a time limit comes to, all of its demands together, as a value and as data for programs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from build_tools.deadline.dates import Reached, reached
from build_tools.messages import say
from build_tools.time_limit import TimeLimit, mended, read
from build_tools.workdays import Workdays


@dataclass(frozen=True, slots=True)
class Answer:
    """A wording (of one level, where it differs by level) and what each of its demands comes to."""

    limit: TimeLimit
    reached: tuple[Reached, ...]
    level: str | None = None

    @property
    def general(self) -> Reached | None:
        """The demand that holds for the information as a whole: to publish before to update.

        Where each is for a part only, the earliest.
        """
        told = [one for one in self.reached if one.rule.when is not None and not one.rule.vague]
        whole = [one for one in told if one.rule.about is None]
        for kind in ("publish", "update"):
            for one in whole:
                if one.rule.kind == kind:
                    return one
        return min((one for one in told if one.latest), key=lambda one: one.latest or date.max, default=None)


def answer(text: str, start: date | None, today: date, days: Workdays, level: str | None = None) -> Answer:
    """Read a wording and count from ``start``; what needs no event is counted from ``today`` where there is none."""
    limit = read(text)
    return Answer(limit, tuple(reached(rule, start, days, today) for rule in limit.rules), level)


def as_data(answers: list[Answer], start: date | None, language: str) -> dict[str, Any]:
    """``{text, rules, latest, estimate, reason, from}``: dates as ``YYYY-MM-DD`` or None.

    Each rule says its own ``latest``; where it is an ``estimate``, ``reason`` says why. A wording that cannot be read
    has no rules, and ``meant`` where one like it can be. Of several levels the earliest is told, each rule names its
    ``level``, and ``by_level`` has every level by itself.
    """
    parts = [_one(one, language) for one in answers]
    if len(parts) == 1:
        return {**parts[0], "from": _iso(start)}
    levels = {one.level: part for one, part in zip(answers, parts, strict=True)}
    first = min(parts, key=lambda part: part["latest"] or "9999")
    return {
        **first,
        "text": "；".join(part["text"] for part in parts),
        "rules": [{"level": level, **rule} for level, part in levels.items() for rule in part["rules"]],
        "from": _iso(start),
        "by_level": levels,
    }


def _one(one: Answer, language: str) -> dict[str, Any]:
    data = one.limit.as_data()
    said = zip(data["rules"], one.reached, strict=True)
    rules = [{**rule, **_when(found, language)} for rule, found in said]
    nearest = None if rules else mended(data["text"])
    meant = {"meant": nearest.text} if nearest else {}
    return {"text": data["text"], "rules": rules, **_when(one.general, language), **meant}


def _when(found: Reached | None, language: str) -> dict[str, Any]:
    missing = found.missing if found else None
    return {
        "latest": _iso(found.latest) if found else None,
        "estimate": missing is not None,
        "reason": say("estimate", language, year=missing) if missing else None,
    }


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
