"""What to write so that a narrowing passes."""

from __future__ import annotations

from build_tools.canonical import dump
from build_tools.messages import say
from build_tools.review.judged import Judged, Review


def needed(review: Review, today: str, language: str) -> str:
    """A record that would let everything pass, but for what only the office knows; empty if none is needed."""
    return record(review, review.blocked, today, language)


def record(review: Review, judged: tuple[Judged, ...], today: str, language: str) -> str:
    """The text of a record that names every item of some changes; single changes of registries by fingerprint."""
    told = [one for one in judged if one.code != "unreadable"]
    if not told:
        return ""
    items = list(dict.fromkeys(one.change.id for one in told if one.change.file == "item"))
    single = [one.fingerprint for one in told if one.change.file != "item" and one.meaning.direction == "narrower"]
    reached = dict.fromkeys(key for one in told for key in one.change.effect)
    data = {
        "date": today,
        "title": say("review_example_title", language),
        "reason": say("review_example_reason", language),
        "basis": [{"text": say("review_example_basis", language)}],
        "approved_by": say("review_example_approved", language),
        "item": items or list(reached)[:1000],
        **({"accepted": single} if single else {}),
    }
    return dump("adjustment", data)
