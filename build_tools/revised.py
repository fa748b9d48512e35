"""What a proposal changes, in words, for a preview of the site: made by the review, shown by the pages."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Revised:
    """One change. ``uri`` leads to the page it shows on, if there is one; ``direction`` as the review has it;
    ``old`` and ``new`` are cut into words with whether only this side has them.
    """

    id: str
    title: str
    uri: str | None
    direction: str
    heading: str
    text: str
    status: str
    old: tuple[tuple[str, bool], ...] = ()
    new: tuple[tuple[str, bool], ...] = ()
