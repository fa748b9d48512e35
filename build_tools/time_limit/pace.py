"""How soon a time limit makes things public, in a few classes that anyone understands."""

from __future__ import annotations

from build_tools.time_limit.duration import order
from build_tools.time_limit.types import TimeLimit, TimeRule, Unit

PACES = ("at-once", "days-10", "days-20", "longer", "regular", "unclear")
"""At once or beforehand, surely within 10 or 20 working days, later, again and again; no class could be told."""

_WITHIN: tuple[tuple[str, tuple[int, Unit]], ...] = (("days-10", (10, "workday")), ("days-20", (20, "workday")))


def paces(limit: TimeLimit) -> tuple[str, ...]:
    """The classes of a wording; one that demands several things can have several."""
    found = {_pace(rule) for rule in limit.rules if rule.kind in ("publish", "update") and rule.when}
    return tuple(name for name in PACES if name in found) or ("unclear",)


def _pace(rule: TimeRule) -> str:
    if rule.when in ("every", "by"):
        return "regular"
    if rule.when != "within" or not rule.n or rule.unit is None:
        return "at-once"
    amount = rule.n, rule.unit
    return next((name for name, most in _WITHIN if order(amount, most) in (-1, 0)), "longer")
