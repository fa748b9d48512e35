"""The words that are about asking, not about what is asked for: words.yml, in the one form of a text."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from build_tools.cache import own_yaml
from build_tools.search.normal import normal


@cache
def _said() -> dict[str, Any]:
    made: dict[str, Any] = own_yaml(Path(__file__).parent / "words.yml")
    return made


@cache
def question_words() -> tuple[str, ...]:
    """What is taken out of a query, the longest first."""
    return tuple(sorted(map(normal, _said()["question"].split()), key=lambda word: (-len(word), word)))


@cache
def hints() -> dict[str, tuple[str, ...]]:
    """Question → what who asks so would like to see."""
    return {normal(word): tuple(normal(names).split()) for word, names in _said()["hints"].items()}


@cache
def light_words() -> frozenset[str]:
    """Pairs that say what of a matter is asked for, not which matter; single characters of everyday speech."""
    return frozenset(normal(_said()["light"]).split())
