"""What the public says, and the official names it may mean: 「俗称」, one entry of synonyms.yml each."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Synonym:
    """A word of the public's (the id), what it may mean, the aptest first, and the matter it is on the home page."""

    id: str
    name: tuple[str, ...]
    matter: str | None = None
