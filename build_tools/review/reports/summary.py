"""What every report begins and ends with."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from build_tools.messages import say
from build_tools.review.groups import Group, Most, counted
from build_tools.review.judged import Judged, Review
from build_tools.review.sentences import named
from build_tools.text import visible

_MOST_NAMED = 12
DIRECTIONS = ("narrower", "wider", "neutral")
MARKS = {"narrower": "×", "wider": "√", "neutral": "●"}


def between(review: Review, language: str) -> str:
    """Which two states were compared."""
    names = [side.name or say("review_working_tree", language) for side in (review.compared.base, review.compared.head)]
    return say("review_between", language, base=visible(names[0]), head=visible(names[1]))


def totals(review: Review, language: str) -> str:
    """How many changes of each direction, and how many items."""
    kinds = Counter(one.change.kind for one in review.judged if one.change.file == "item")
    touched = {one.change.id for one in review.judged if one.change.file == "item"}
    whole = {k: {j.change.id for j in review.judged if j.change.file == "item" and j.change.kind == k} for k in kinds}
    rest = touched - whole.get("added", set()) - whole.get("removed", set()) - whole.get("retired", set())
    counts = {name: len(review.of(name)) for name in DIRECTIONS}
    items = {name: kinds.get(name, 0) for name in ("added", "removed", "retired")}
    first = say("review_totals", language, total=len(review.judged), **counts)
    return first + say("review_counts", language, changed=len(rest), **items)


def outside(review: Review, language: str) -> str:
    """What was changed beyond the catalog, for people who know programs; empty if nothing was."""
    paths = review.compared.outside
    if not paths:
        return ""
    more = say("review_more_items", language, count=len(paths)) if len(paths) > _MOST_NAMED else ""
    files = say("review_list", language).join(visible(path) for path in paths[:_MOST_NAMED])
    return say("review_outside", language, files=files + more)


def verdict(review: Review, language: str) -> Iterator[str]:
    """Whether it passes, and why not."""
    unread = [one for one in review.blocked if one.code == "unreadable"]
    if unread:
        yield say("review_unreadable", language, count=len(unread))
    if len(review.blocked) > len(unread):
        yield say("review_blocked", language, count=len(review.blocked) - len(unread))
    if not review.blocked:
        yield say("review_passed", language)
    if review.compared.outside:
        yield outside(review, language)


def shares(review: Review, language: str) -> Iterator[str]:
    """How the changed items spread over domains, levels and bodies; the bodies are asked to look."""
    for name, counts in zip(("domains", "levels"), counted(review)[:2], strict=True):
        if counts:
            shown = counts.most_common(_MOST_NAMED)
            parts = [say("review_count", language, name=visible(one), count=count) for one, count in shown]
            yield named("share", name, language).format(counts=say("review_list", language).join(parts))
    bodies = counted(review)[2]
    if bodies:
        names = [visible(one) for one, _ in bodies.most_common()]
        told = say("review_list", language).join(names[:_MOST_NAMED])
        more = say("review_more_items", language, count=len(names)) if len(names) > _MOST_NAMED else ""
        yield say("review_ask", language, bodies=told + more)


def status(one: Judged, language: str) -> str:
    """Whether a narrowing was justified."""
    if one.meaning.direction != "narrower":
        return ""
    return say("review_recorded", language, record=one.record) if one.record else say("review_open", language)


def left_out(one: Most, language: str) -> str:
    """Nearly all of a domain changed: how many, and which not."""
    others = say("review_list", language).join(visible(f"{item.id} {item.subject.name}") for item in one.others)
    args = {"domain": visible(one.domain), "total": one.total, "count": one.count, "left": one.total - one.count}
    return say("review_most", language, others=others or "0", **args)


def members(group: Group, language: str) -> str:
    """The items of a group."""
    return say("review_list", language).join(visible(f"{one.change.id} {one.change.title}") for one in group.judged)
