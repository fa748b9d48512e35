"""What a change can mean: each meaning with its direction, how grave it is, and the meaning of the change back.

A test holds that every meaning has its mirror, or says why it needs none; and that no such waiver is superfluous.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from typing import Literal

Direction = Literal["narrower", "wider", "neutral"]


class Weight(IntEnum):
    """How much a change matters to the public."""

    LIGHT = 1
    MIDDLE = 2
    GRAVE = 3


@dataclass(frozen=True, slots=True)
class Meaning:
    """``mirror``: the meaning of the change back; a meaning may be its own. ``waiver``: why there is none."""

    direction: Direction
    weight: Weight
    mirror: str = ""
    waiver: str = ""


def _pair(narrower: str, wider: str, weight: Weight) -> dict[str, Meaning]:
    """A meaning and its mirror: what takes something from the public, and what gives it back."""
    return {narrower: Meaning("narrower", weight, wider), wider: Meaning("wider", Weight.LIGHT, narrower)}


def _plain(weight: Weight, *codes: str) -> dict[str, Meaning]:
    """Meanings that are the same in both directions."""
    return {code: Meaning("neutral", weight, code) for code in codes}


def _both(one: str, other: str, weight: Weight = Weight.LIGHT) -> dict[str, Meaning]:
    """Two neutral meanings, each the mirror of the other."""
    return {one: Meaning("neutral", weight, other), other: Meaning("neutral", weight, one)}


MEANINGS: dict[str, Meaning] = {
    **_pair("item-removed", "item-added", Weight.GRAVE),
    **_pair("item-retired", "item-restored", Weight.MIDDLE),
    "id-lost": Meaning("narrower", Weight.GRAVE, waiver="what leads the old id on is id-changed, seen as one change"),
    **_pair("method-closed", "method-opened", Weight.GRAVE),
    **_pair("audience-narrowed", "audience-widened", Weight.GRAVE),
    **_pair("content-removed", "content-added", Weight.GRAVE),
    **_pair("content-cut", "content-extended", Weight.MIDDLE),
    **_pair("limit-looser", "limit-tighter", Weight.GRAVE),
    **_pair("limit-vaguer", "limit-clearer", Weight.MIDDLE),
    **_pair("channel-last-removed", "channel-first-added", Weight.GRAVE),
    **_pair("channel-statutory-removed", "channel-statutory-added", Weight.GRAVE),
    **_pair("channel-removed", "channel-added", Weight.MIDDLE),
    **_pair("channel-optional", "channel-required", Weight.MIDDLE),
    **_pair("level-removed", "level-added", Weight.GRAVE),
    **_pair("basis-removed", "basis-added", Weight.MIDDLE),
    **_pair("law-repealed", "law-in-force", Weight.MIDDLE),
    **_pair("contact-removed", "contact-added", Weight.MIDDLE),
    **_pair("link-removed", "link-added", Weight.MIDDLE),
    **_pair("alias-removed", "alias-added", Weight.MIDDLE),
    **_pair("exception-added", "exception-removed", Weight.MIDDLE),
    **_pair("level-excluded", "level-included", Weight.GRAVE),
    **_pair("county-level-removed", "county-level-added", Weight.GRAVE),
    **_both("body-removed", "body-added", Weight.MIDDLE),
    **_both("entry-removed", "entry-added"),
    **_both("stage-removed", "stage-added"),
    **_both("detail-removed", "detail-added"),
    **_both("record-removed", "record-added"),
    **_plain(Weight.MIDDLE, "audience-changed", "content-reworded", "limit-changed", "basis-replaced", "name-changed"),
    **_plain(Weight.MIDDLE, "contact-changed", "item-moved", "record-changed", "retirement-changed", "id-changed"),
    **_plain(Weight.LIGHT, "articles-changed", "channel-changed", "link-changed", "entry-changed", "detail-changed"),
    **_plain(Weight.LIGHT, "reviewed", "order", "format"),
    "unreadable": Meaning("neutral", Weight.GRAVE, waiver="a file that can be read again shows what it says"),
}
"""Every meaning a review can give."""
