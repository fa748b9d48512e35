"""The words that tables use, from ``schemas/importing.yml``, and texts as they may stand in a catalog."""

from __future__ import annotations

import re
from functools import cache

from build_tools.fields import vocabulary, wording
from build_tools.text import letters, visible


@cache
def pattern(name: str) -> re.Pattern[str]:
    """One of the lists of words."""
    return re.compile(wording("importing")[name])


def clean(text: str) -> str:
    """The text on one line, without what nobody sees."""
    spaced = re.sub(r"\s+", " ", text)
    return spaced.strip() if visible(spaced) == spaced else "".join(filter(_seen, spaced)).strip()


def unseen(text: str) -> bool:
    """Whether ``clean`` takes away more than white space."""
    spaced = re.sub(r"\s+", " ", text)
    return visible(spaced) != spaced


def says_nothing(text: str) -> bool:
    """Whether a text is none, or only stands in the place of one 「无」「同上」."""
    return not letters(text) or vocabulary("placeholder").fullmatch(text) is not None


def _seen(char: str) -> bool:
    return visible(char) == char
