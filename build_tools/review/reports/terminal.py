"""On the terminal: the narrowings first, then the rest, each with its place on both sides."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from build_tools.messages import say
from build_tools.review.gate import needed
from build_tools.review.groups import Group, groups, most
from build_tools.review.judged import Review
from build_tools.review.reports.summary import (
    DIRECTIONS,
    MARKS,
    between,
    left_out,
    members,
    outside,
    shares,
    status,
    totals,
    verdict,
)
from build_tools.review.sentences import heading, named, place, sentence


def render(review: Review, today: str, language: str) -> str:
    """The whole report."""
    if not review.judged:
        return "\n".join(line for line in (say("review_none", language), outside(review, language)) if line)
    return "\n".join(_lines(review, today, language))


def _lines(review: Review, today: str, language: str) -> Iterator[str]:
    yield between(review, language)
    yield totals(review, language)
    yield from shares(review, language)
    for direction in DIRECTIONS:
        found = groups(review.of(direction))
        if found:
            yield ""
            yield named("direction", direction, language)
        for head, members_of in groupby(found, key=lambda one: _head(one, language)):
            yield head
            for group in members_of:
                yield from _group(group, review, language)
    yield ""
    yield from verdict(review, language)
    example = needed(review, today, language)
    if example:
        indented = "\n".join(f"    {line}" for line in example.splitlines())
        yield say("review_how", language, today=today, example=indented)


def _head(group: Group, language: str) -> str:
    """The entry, or how many share a change."""
    if len(group.judged) == 1:
        return f"  {heading(group.first.change)}"
    return f"  {say('review_alike', language, count=len(group.judged), text='').rstrip('：: ')}"


def _group(group: Group, review: Review, language: str) -> Iterator[str]:
    one = group.first
    weight = named("weight", one.meaning.weight.name.lower(), language)
    state = status(one, language)
    yield f"    {MARKS[one.meaning.direction]} {sentence(one, review, language)}"
    notes = [weight, state, place(one.change.where_new) or place(one.change.where_old)]
    if one.change.where_old and one.change.where_new and one.change.where_old != one.change.where_new:
        notes.append(say("review_was", language, where=place(one.change.where_old)))
    if one.blocked and one.change.file != "item":
        notes.append(say("review_number", language, fingerprint=one.fingerprint))
    yield "      " + "  ".join(note for note in notes if note)
    if len(group.judged) > 1:
        yield f"      {members(group, language)}"
        yield from (f"      {left_out(some, language)}" for some in most(group, review))
