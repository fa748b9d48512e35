"""Says rules in plain Chinese, so that what was understood can be shown; reading it again gives the same rules."""

from __future__ import annotations

from typing import Any

from build_tools.time_limit.types import TimeLimit, TimeRule
from build_tools.time_limit.words import table


def say(limit: TimeLimit | tuple[TimeRule, ...]) -> str:
    """The rules of a limit in one sentence; empty where there are none."""
    rules = limit.rules if isinstance(limit, TimeLimit) else limit
    said: list[str] = []
    for number, rule in enumerate(rules):
        among = rule.about is not None and any(one.about is None for one in rules[:number])
        said.append((str(_word("among")) if among else "") + _say(rule))
    return str(_word("between")).join(said)


def event_words(event: str) -> str:
    """An event in words: the id of a listed one, or words already."""
    return str(table("event").get(event, {"say": event})["say"])


def _word(name: str) -> Any:
    found: Any = table("say")[name]
    return found


def _say(rule: TimeRule) -> str:
    about = rule.about or ""
    words = {
        "about": about,
        "from": about and about + _word("from-word"),
        "at": about and about + _word("at-word"),
        "event": event_words(rule.event or ""),
        "verb": _word("update" if rule.kind == "update" else "publish"),
        "amount": _amount(rule),
        "same": _word("same-word").get(rule.unit, ""),
        "period": _period(rule),
        "due": _due(rule),
        "times": rule.times,
    }
    return str(_word(_sentence(rule))).format_map(words)


def _sentence(rule: TimeRule) -> str:
    """Which of the sentences says a rule."""
    if rule.when is None:
        if rule.kind != "retention" or rule.n is not None:
            return rule.kind
        return "forever" if rule.event is None else "valid" if rule.event == "valid" else "until"
    if rule.when == "every":
        return "every-any" if rule.unit is None else "every-times" if rule.times else "every"
    if rule.when == "by":
        return "by" if rule.unit else "by-day"
    name: str = rule.when
    if rule.when == "within" and rule.n is None:
        name = "soon"
    elif rule.when == "within" and rule.n == 0:
        name = "same"
    elif rule.when == "before" and rule.n is None:
        name = "just-before"
    if rule.event is None:
        return f"{name}-any"
    if name == "soon" and rule.event == "progress":
        return "progress"
    return "within-end" if name == "within" and rule.event.endswith("-end") else name


def _amount(rule: TimeRule) -> str:
    return str(_word("amount")[rule.unit]).format(n=rule.n) if rule.n and rule.unit else ""


def _period(rule: TimeRule) -> str:
    if rule.unit is None or rule.unit not in _word("period"):
        return ""
    return str(_word("period" if rule.n in (None, 1) else "periods")[rule.unit]).format(n=rule.n)


def _due(rule: TimeRule) -> str:
    """“1月31日”, “首月20日”, “底”."""
    if rule.due is None:
        return ""
    parts = [int(part) for part in rule.due.split("-")]
    day = parts[-1]
    if rule.unit is None:
        return str(_word("due-day")).format(year=parts[0], month=parts[1], day=day)
    if rule.unit == "week":
        return str(_word("due-week")[day - 1])
    month = parts[0]
    name = f"due-{rule.unit}" if rule.unit in ("month", "year") else "due-first" if month == 1 else "due-later"
    # “每月底前” and “每月31日前” are the same; “每月底公开” leaves other days, “每月31日公开” does not.
    last = rule.when == "by" and (rule.due == "02-29" if rule.unit == "year" else day == 31)
    return str(_word(f"{name}-last" if last else name)).format(month=month, day=day)
