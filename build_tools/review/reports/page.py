"""One HTML file that needs nothing else: before and after side by side, with the words that changed marked."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

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
from build_tools.review.sentences import field_label, heading, named, new_words, old_words, place, sentence
from build_tools.review.words import Pieces, pieces
from build_tools.text import visible


def render(review: Review, today: str, language: str) -> str:
    """The page."""
    parts = [
        (named("direction", name, language), name, [_shown(one, review, language) for one in groups(review.of(name))])
        for name in DIRECTIONS
    ]
    title = say("review_title", language)
    made: str = _template().render(
        title=title,
        language={"zh": "zh-CN"}.get(language, language),
        say=lambda phrase, **args: say(phrase, language, **args),
        before=say("review_before", language),
        after=say("review_after", language),
        blocked=bool(review.blocked),
        verdict=[line for line in _verdict(review, language) if line],
        lines=[between(review, language), totals(review, language), *shares(review, language)],
        how=_how(review, today, language),
        parts=[part for part in parts if part[2]],
    )
    return made


def _verdict(review: Review, language: str) -> list[str]:
    if review.judged:
        return list(verdict(review, language))
    return [say("review_none", language), outside(review, language)]


def _how(review: Review, today: str, language: str) -> tuple[str, str, str] | None:
    example = needed(review, today, language)
    first, _, last = say("review_how", language, today=today, example="\0").partition("\0")
    return (first.strip(), example, last.strip()) if example else None


def _shown(group: Group, review: Review, language: str) -> dict[str, Any]:
    one = group.first
    old, new = pieces(old_words(one.change), new_words(one.change))
    return {
        "mark": MARKS[one.meaning.direction],
        "weight": named("weight", one.meaning.weight.name.lower(), language),
        "text": sentence(one, review, language),
        "field": visible(field_label(one.change)),
        "old": marked(old, "del"),
        "new": marked(new, "ins"),
        "blocked": one.blocked,
        "status": status(one, language),
        "head": heading(one.change) if len(group.judged) == 1 else "",
        "count": len(group.judged),
        "members": members(group, language) if len(group.judged) > 1 else "",
        "left": [left_out(some, language) for some in most(group, review)] if len(group.judged) > 1 else [],
        "where_old": place(one.change.where_old),
        "where_new": place(one.change.where_new),
        "fingerprint": one.fingerprint,
    }


def marked(pieces: Pieces, name: str) -> Markup:
    """A text with what only its side has between marks."""
    parts = (Markup(f"<{name}>{{}}</{name}>").format(text) if only else escape(text) for text, only in pieces)
    return Markup().join(parts)


@cache
def _template() -> Any:
    loader = FileSystemLoader(Path(__file__).parent)
    made = Environment(loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    return made.get_template("page.html")
