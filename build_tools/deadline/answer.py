"""What a time limit comes to, all of its demands together, as a value and as data for programs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from build_tools.deadline.dates import Reached, reached
from build_tools.time_limit import TimeLimit
from build_tools.time_limit.reading import read
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


def as_data(answers: list[Answer], start: date | None) -> dict[str, Any]:
    """``{text, rules, latest, estimate, from}``: dates as ``YYYY-MM-DD`` or None.

    Each rule says its own ``latest``; ``estimate`` is the year whose holiday notice is missing. Of several levels the
    earliest is told, each rule names its ``level``, and ``by_level`` has every level by itself.
    """
    parts = [_one(one) for one in answers]
    if len(parts) == 1:
        return {**parts[0], "from": _iso(start)}
    for one, part in zip(answers, parts, strict=True):
        part["rules"] = [{"level": one.level, **rule} for rule in part["rules"]]
    first = min(parts, key=lambda part: part["latest"] or "9999")
    return {
        "text": "；".join(part["text"] for part in parts),
        "rules": [rule for part in parts for rule in part["rules"]],
        "latest": first["latest"],
        "estimate": first["estimate"],
        "from": _iso(start),
        "by_level": {one.level: part for one, part in zip(answers, parts, strict=True)},
    }


def _one(one: Answer) -> dict[str, Any]:
    data = one.limit.as_data()
    rules = [
        {**rule, "latest": _iso(found.latest), "estimate": found.missing}
        for rule, found in zip(data["rules"], one.reached, strict=True)
    ]
    general = one.general
    return {
        "text": data["text"],
        "rules": rules,
        "latest": _iso(general.latest) if general else None,
        "estimate": general.missing if general else None,
    }


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
