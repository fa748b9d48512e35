"""Titles, notes and section lines: which domain they name, and which lines around a table are no items."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from build_tools.tables import words


def domain(text: str) -> str:
    """The domain that a title names, without the place and the year before it; empty where it names none."""
    plain = words.compact(text).strip('《》“”"')
    if len(plain) > 120:
        return ""
    plain = words.pattern("heading", "before").sub("", plain)
    for tried in (plain, words.pattern("heading", "after").sub("", plain)):
        for expression in words.patterns("heading", "title"):
            hit = expression.search(tried)
            if hit:
                return _named(hit[1])
    return ""


def _named(text: str) -> str:
    """A name without places before it; nothing where what is left is no domain."""
    while True:
        shorter = words.pattern("heading", "place").sub("", words.pattern("heading", "before").sub("", text))
        if shorter == text:
            break
        text = shorter
    text = text.strip("《》“”（）()、：: ")
    return "" if len(text) < 2 or words.pattern("heading", "no_domain").fullmatch(text) else text


def nearest_domain(texts: Iterable[str]) -> str:
    """The domain that the nearest of several titles names."""
    return next((found for text in reversed(list(texts)) if (found := domain(text))), "")


def likely_domain(texts: Sequence[str], later: bool) -> str:
    """What the last line before a table may name: a numbered title; before a later table any short line of words."""
    last = words.compact(texts[-1]) if texts else ""
    if not last or is_footer(last) or not words.pattern("heading", "likely").fullmatch(last):
        return ""
    return _named(without_number(last)) if later or is_section(last) else ""


def resets_domain(text: str) -> bool:
    """Whether a title begins another catalogue, though it names no domain."""
    return bool(words.pattern("heading", "catalogue").search(words.compact(text))) and len(text) <= 60


def is_footer(text: str) -> bool:
    """Whether a line is a note or a signature under a table."""
    return bool(words.pattern("footer").match(words.compact(text)))


def is_section(text: str) -> bool:
    """Whether a line is numbered like the title of a section."""
    return bool(words.pattern("heading", "section").match(words.compact(text)))


def without_number(text: str) -> str:
    """A section's title without its number."""
    return words.pattern("heading", "section").sub("", words.compact(text))
