"""The words of time limits, from ``schemas/time_limit.yml``: a wording cut into tokens, numbers, units, events."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from typing import Any

from build_tools.fields import wording
from build_tools.time_limit.types import Unit


@dataclass(frozen=True, slots=True)
class Token:
    """A word that matters, where it stands in the wording, and the parts it was made of."""

    name: str
    start: int
    end: int
    part: dict[str, str]


@cache
def table(name: str) -> Any:
    """One section of the list of words."""
    return wording("time_limit")[name]


@cache
def pattern(expression: str) -> re.Pattern[str]:
    """A regular expression of the list, with the parts it names filled in."""
    while True:
        filled = re.sub(r"(?<!\?P)<([a-z_]+)>", lambda hit: str(table("part")[hit[1]]), expression)
        if filled == expression:
            return re.compile(filled)
        expression = filled


def plain(text: str) -> str:
    """The wording without blanks, in half width, with the brackets of “形成（变更）” spelled out."""
    text = "".join(_plain(char) for char in text if not char.isspace())
    for one in table("rewrite"):
        text = pattern(one["read"]).sub(one["write"], text)
    return text


def _plain(char: str) -> str:
    """Punctuation in full width, all else in half width; bullets such as ① as they are."""
    if char in ",;:()!?":
        return chr(ord(char) + 0xFEE0)
    category = unicodedata.category(char)
    if category == "Cf":
        return ""
    return char if category == "No" or category[0] == "P" else unicodedata.normalize("NFKC", char)


@cache
def _scanner() -> re.Pattern[str]:
    return pattern("|".join(f"(?P<t_{name}>{expression})" for name, expression in table("token").items()))


def token_after(text: str, position: int) -> Token | None:
    """The next token of a plain wording; what lies before it is names of things."""
    hit = _scanner().search(text, position)
    if hit is None:
        return None
    parts = {name: part for name, part in hit.groupdict().items() if part is not None}
    name = next(name for name in parts if name.startswith("t_"))
    return Token(name[2:], hit.start(), hit.end(), {key: value for key, value in parts.items() if key[:2] != "t_"})


def number(word: str) -> int:
    """A number in figures or Chinese numerals below ten thousand."""
    if word.isascii():
        return int(word)
    figures: dict[str, int] = table("figure")
    total = digit = 0
    for char in word:
        if figures[char] < 10:
            digit = digit * 10 + figures[char]
        else:
            total, digit = total + (digit or 1) * figures[char], 0
    return total + digit


def quantity(word: str) -> tuple[int, Unit]:
    """“二十个工作日” as (20, workday); “半个月” as (15, day)."""
    for unit in table("unit"):
        if pattern(unit["read"]).search(word):
            counted = pattern("^<number>").match(word)
            return (number(counted[0]) if counted else 1) * unit.get("factor", 1), unit["unit"]
    raise ValueError(word)


def event(words: str) -> str:
    """The id of an event, or the words themselves."""
    return known_event(words) or words


def known_event(words: str) -> str | None:
    """The id of an event that the list knows; other demands may stand before it: “条目化展示、信息形成”."""
    for part in (words, words.rpartition("、")[2]):
        for name, one in table("event").items():
            if part == one["say"] or _reads(one, part):
                return str(name)
    return None


def _reads(one: dict[str, str], words: str) -> bool:
    return bool(words) and pattern(one["read"]).fullmatch(words) is not None


def trimmed(words: str) -> str:
    """The name of a thing without the small words around it."""
    return pattern(table("small")["after"]).sub("", pattern(table("small")["before"]).sub("", words))


def about_the_rest(words: str) -> bool:
    """Whether words speak of everything that was not named before: “其他信息”."""
    return pattern(table("small")["rest"]).search(words) is not None
