"""A review as marks for the pages of a preview."""

from __future__ import annotations

from build_tools.review.judged import Judged, Review
from build_tools.review.reports.summary import DIRECTIONS, status
from build_tools.review.sentences import heading, named, new_words, old_words, sentence
from build_tools.review.words import pieces
from build_tools.revised import Revised
from build_tools.uris import item_uri


def revised(review: Review, language: str) -> tuple[Revised, ...]:
    """Every change, the narrowings first."""
    return tuple(_mark(one, review, language) for name in DIRECTIONS for one in review.of(name))


def _mark(one: Judged, review: Review, language: str) -> Revised:
    old, new = pieces(old_words(one.change), new_words(one.change))
    return Revised(
        id=one.change.id,
        title=heading(one.change),
        uri=_uri(one, review),
        direction=one.meaning.direction,
        heading=named("direction", one.meaning.direction, language),
        text=sentence(one, review, language),
        status=status(one, language),
        old=old,
        new=new,
    )


def _uri(one: Judged, review: Review) -> str | None:
    """The page of an item; nothing for what has none: registries have pages only where they are used."""
    item = review.compared.new.catalog.items.get(one.change.id) if one.change.file == "item" else None
    return item_uri(item) if item else None
