"""A judged change in words."""

from __future__ import annotations

from build_tools.diagnostics import Span
from build_tools.diff import Change
from build_tools.fields import choice_labels, label
from build_tools.messages import say, table
from build_tools.personal import masked
from build_tools.review.judged import Judged, Review
from build_tools.text import shorten, visible

LONGEST = 160
"""Of a value within a sentence; the reports that show both sides show it whole."""
_REGISTRIES = ("domains", "bodies", "channels", "laws", "synonyms")


def sentence(one: Judged, review: Review, language: str) -> str:
    """What happened, with both values, the levels it holds at, and why the verdict is what it is."""
    change = one.change
    template = named("review", one.code, language)
    values = {"old": _short(old_words(change)), "new": _short(new_words(change)), "id": change.id, "key": change.key}
    text = template.format_map({**values, "field": field_label(change)})
    if change.level:
        names = {**review.compared.old.catalog.site.level, **review.compared.new.catalog.site.level}
        text += say("review_level", language, level="、".join(names.get(one, one) for one in change.level))
    if one.why:
        why = say(one.why, language, **{name: visible(value) for name, value in one.args.items()})
        text += say("review_level", language, level=why)
    if change.effect:
        text += say("review_level", language, level=say("review_effect", language, count=len(change.effect)))
    return text


def named(section: str, key: str, language: str) -> str:
    """A word of one of the lists of the messages: ``review``, ``change``, ``direction``, ``weight``, ``share``."""
    return str(table(language)[section][key])


def field_label(change: Change) -> str:
    """The official name of the field that changed."""
    if not change.field:
        return ""
    head: tuple[str, ...] = ("*",) if change.file in _REGISTRIES else ()
    return label(change.file, (*head, *change.field))


def old_words(change: Change) -> str:
    """The value before."""
    return _labelled(change, change.old)


def new_words(change: Change) -> str:
    """The value now."""
    return _labelled(change, change.new)


def _labelled(change: Change, text: str) -> str:
    """A choice by its label; anything else as it is, without what must not be shown."""
    if change.file in _REGISTRIES and change.field:
        text = choice_labels(change.file, ("*", *change.field)).get(text, text)
    return visible(masked(text))


def _short(text: str) -> str:
    return shorten(text, LONGEST)


def heading(change: Change) -> str:
    """Whose change it is: id and name."""
    return " ".join(part for part in (visible(change.id), visible(change.title)) if part)


def place(span: Span | None) -> str:
    """File, line and column, as every message has them."""
    return f"{visible(span.path)}:{span.line}:{span.column}" if span else ""
