"""Which of two time limits demands more of the office, and why; where that cannot be told, it says so."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import Literal

from build_tools.time_limit.duration import Days, between, days, order
from build_tools.time_limit.saying import say
from build_tools.time_limit.types import Kind, TimeLimit, TimeRule, Unit

Verdict = Literal["tighter", "looser", "vaguer", "clearer", "same", "not-comparable"]

_COVERS = {"formed-or-changed": ("formed", "changed")}
"""Events that hold others: who counts from both has more to publish than who counts from one of them."""

_FORMING = ("formed-or-changed", "formed", "made-or-obtained", None)
"""What a limit without an event is taken to count from when only the amount is compared."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """The verdict on the new limit; ``reason`` is a phrase of the messages and ``args`` are what it needs."""

    verdict: Verdict
    reason: str
    args: dict[str, str] = field(default_factory=dict)


def compare(old: TimeLimit, new: TimeLimit) -> Comparison:
    """``tighter``: the public gets it sooner, oftener or for longer. ``vaguer``: it says less than before.

    Demands of one kind about one thing are compared with each other; where some became tighter and others looser the
    whole is not comparable.
    """
    if old.rules == new.rules and (old.rules or old.text == new.text):
        return Comparison("same", "limit_same")
    if not old.rules or not new.rules:
        return Comparison("not-comparable", "limit_unreadable", {"old": old.text, "new": new.text})
    return _together(list(_each(old.rules, new.rules)))


def _together(found: list[Comparison]) -> Comparison:
    """One verdict of many."""
    verdicts = {one.verdict for one in found} - {"same"}
    if not verdicts:
        return Comparison("same", "limit_same")
    for worst, sort in (("looser", {"looser", "vaguer"}), ("tighter", {"tighter", "clearer"})):
        if verdicts <= sort:
            verdict = worst if worst in verdicts else min(verdicts)
            return next(one for one in found if one.verdict == verdict)
    unclear = next((one for one in found if one.verdict == "not-comparable"), None)
    return unclear or Comparison("not-comparable", "limit_both_ways")


def _each(old: tuple[TimeRule, ...], new: tuple[TimeRule, ...]) -> Iterator[Comparison]:
    """The comparison of every kind of demand, about everything or about a part."""
    keys = dict.fromkeys((one.kind, one.about) for one in (*old, *new))
    for kind, about in keys:
        before, after = _about(old, kind, about), _about(new, kind, about)
        if before == after:
            continue
        if not before or not after:
            yield from (_alone(one, added=not before) for one in (before or after))
        elif len(before) == len(after) == 1:
            yield _pair(before[0], after[0]) if before[0].about == after[0].about else _part(before[0], after[0])
        else:
            yield from _many(before, after)


def _about(rules: tuple[TimeRule, ...], kind: Kind, about: str | None) -> list[TimeRule]:
    """What is demanded of a part: what is said of it, or of everything."""
    found = [one for one in rules if (one.kind, one.about) == (kind, about)]
    return found or [one for one in rules if (one.kind, one.about) == (kind, None)]


def _many(before: list[TimeRule], after: list[TimeRule]) -> Iterator[Comparison]:
    """Several demands of one kind: those with the same event are compared, the others came or went."""
    gone = [one for one in before if one not in after]
    come = [one for one in after if one not in before]
    for one in gone:
        partner = next((other for other in come if (other.when, other.event) == (one.when, one.event)), None)
        if partner is None:
            yield _alone(one, added=False)
        else:
            come.remove(partner)
            yield _pair(one, partner)
    yield from (_alone(one, added=True) for one in come)


def _part(old: TimeRule, new: TimeRule) -> Comparison:
    """A demand for a part came in place of the general one, or went; what the general one counts from covers it."""
    found = _pair(replace(old, event=None), replace(new, event=None))
    if found.verdict == "same":
        return Comparison("not-comparable", "limit_other_event", {"old": say((old,)), "new": say((new,))})
    if found.verdict not in ("tighter", "looser"):
        return found
    came = ("limit_added", "limit_exempt") if new.about else ("limit_unexempt", "limit_dropped")
    return Comparison(found.verdict, came[found.verdict == "looser"], {"rule": say((new if new.about else old,))})


def _alone(rule: TimeRule, added: bool) -> Comparison:
    """A demand that came or went. A saving clause is a permission: the other way round."""
    if rule.kind == "retention" and (rule.n or rule.event):
        return Comparison("not-comparable", "limit_end", {"rule": say((rule,))})
    args = {"rule": say((rule,))}
    if rule.kind == "saving":
        return Comparison("looser", "limit_exempt", args) if added else Comparison("tighter", "limit_unexempt", args)
    return Comparison("tighter", "limit_added", args) if added else Comparison("looser", "limit_dropped", args)


def _pair(old: TimeRule, new: TimeRule) -> Comparison:
    """Two demands of one kind."""
    args = {"old": say((old,)), "new": say((new,))}
    if old.kind in ("notice", "retention"):
        return _stays(old, new, args)
    if old.vague and new.vague:
        same = old.event == new.event and old.when == new.when
        return Comparison("same", "limit_same") if same else Comparison("not-comparable", "limit_both_vague", args)
    if new.vague:
        return Comparison("vaguer", "limit_vaguer", args)
    if old.vague:
        return Comparison("clearer", "limit_clearer", args)
    if old.due and new.due and not (old.unit or new.unit):
        return _sooner((old.due < new.due) - (old.due > new.due), args)
    if "every" in (old.when, new.when) or "by" in (old.when, new.when):
        return _repeated(old, new, args)
    return _after(old, new, args)


def _sooner(change: int | None, args: dict[str, str]) -> Comparison:
    """1: later than before, -1: sooner, 0: the same; None: it depends on holidays and months."""
    if change is None:
        return Comparison("not-comparable", "limit_depends", args)
    if change == 0:
        return Comparison("same", "limit_same")
    return Comparison("looser", "limit_later", args) if change > 0 else Comparison("tighter", "limit_sooner", args)


def _stays(old: TimeRule, new: TimeRule, args: dict[str, str]) -> Comparison:
    """How long it stays up; without end is longest."""
    before, after = _amount(old), _amount(new)
    if before and after:
        change = order(after, before)
    elif old.event and new.event:
        change = None
    else:
        endless = [one for one in (old, new) if not one.n and not one.event]
        change = None if not endless else 0 if len(endless) == 2 else -1 if endless[0] is old else 1
    if change is None:
        return Comparison("not-comparable", "limit_depends", args)
    if change == 0:
        return Comparison("same", "limit_same")
    if change > 0:
        return Comparison("tighter", "limit_stays_longer", args)
    return Comparison("looser", "limit_stays_shorter", args)


def _amount(rule: TimeRule) -> tuple[int, Unit] | None:
    return None if rule.n is None or rule.unit is None else (rule.n, rule.unit)


def _repeated(old: TimeRule, new: TimeRule, args: dict[str, str]) -> Comparison:
    """How often, then on which day of the period."""
    before, after = _amount(old), _amount(new)
    if not before or not after or old.when not in ("every", "by") or new.when not in ("every", "by"):
        return Comparison("not-comparable", "limit_other_kind", args)
    # Twice a year is as often as once in half a year: each period is multiplied by the other's times.
    often = order((after[0] * (old.times or 1), after[1]), (before[0] * (new.times or 1), before[1]))
    if often is None:
        return Comparison("not-comparable", "limit_depends", args)
    if often:
        return Comparison("looser", "limit_rarer", args) if often > 0 else Comparison("tighter", "limit_oftener", args)
    if before[1] != after[1] and (old.due or new.due):
        return Comparison("not-comparable", "limit_depends", args)
    last = "99"  # later than any day that can be named
    return _sooner(((old.due or last) < (new.due or last)) - ((old.due or last) > (new.due or last)), args)


def _after(old: TimeRule, new: TimeRule, args: dict[str, str]) -> Comparison:
    """When it must be public, seen from an event."""
    before, after = _amount(old), _amount(new)
    if old.when == new.when == "within" and before and after:
        change = order(after, before)
    else:
        change = between(_latest(new), _latest(old))
    if old.event == new.event:
        return _sooner(change, args)
    if None in (old.event, new.event) and old.event in _FORMING and new.event in _FORMING:
        if change != 0:
            return _sooner(change, args)
        return Comparison("vaguer" if new.event is None else "clearer", "limit_event_unsaid", args)
    if new.event in _COVERS.get(old.event or "", ()) and change in (0, 1):
        return Comparison("looser", "limit_event_narrower", args)
    if old.event in _COVERS.get(new.event or "", ()) and change in (0, -1):
        return Comparison("tighter", "limit_event_wider", args)
    return Comparison("not-comparable", "limit_other_event", args)


def _latest(rule: TimeRule) -> Days:
    """The last moment that keeps the limit, in days after the event; before it is negative."""
    amount = _amount(rule)
    if amount is None:
        moment = Fraction(-1, 1000) if rule.when == "before" else Fraction(0)
        return moment, moment
    fewest, most = days(*amount)
    return (-most, -fewest) if rule.when == "before" else (fewest, most)
