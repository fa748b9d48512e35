"""Signs for chosen and not chosen: ticks, boxes, and the letters that fonts of signs turn into."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from build_tools.tables import words
from build_tools.tables.channels import begins_with_channel
from build_tools.tables.word import PICTURE


@dataclass(frozen=True, slots=True)
class Mark:
    """The state of a cell of ticks: on, off, blank, odd (a sign that cannot be read) or words; and the rest."""

    state: str
    rest: str = ""
    letter: bool = False


def signs(which: str) -> str:
    """The signs of the list: ``on``, ``off``, ``letter_on`` or ``letter_off``."""
    return str(words.table("sign")[which])


@cache
def of(text: str) -> Mark:
    """What a cell in a column of ticks says."""
    plain = words.compact(text)
    if not plain:
        return Mark("blank")
    if all(char in signs("on") for char in plain):
        return Mark("on")
    if all(char in signs("off") for char in plain):
        return Mark("off")
    if len(plain) == 1 and plain in signs("letter_on") + signs("letter_off"):
        return Mark("on" if plain in signs("letter_on") else "off", letter=True)
    for state, list_name in (("on", "yes_word"), ("off", "no_word")):
        if words.pattern("sign", list_name).fullmatch(plain):
            return Mark(state)
    if plain[0] in signs("on") or plain[-1] in signs("on"):
        return Mark("on", plain.strip(signs("on")).strip("（）()：:"))
    if plain[0] in signs("off"):
        return Mark("off", plain.strip(signs("off")))
    if PICTURE in plain or not re.search(r"\w", plain) or "\ufffd" in plain or len(plain) == 1:
        return Mark("odd", plain)
    return Mark("words", plain)


@dataclass(frozen=True, slots=True)
class Choice:
    """One entry of a list with boxes; ``chosen`` is None where no sign stands before it."""

    chosen: bool | None
    text: str
    letter: bool = False


@cache
def _sign() -> re.Pattern[str]:
    """A box anywhere; 口 and letters only where they cannot be part of a word."""
    boxes = "".join(char for char in signs("on") + signs("off") if not char.isalpha() and not char.isalnum())
    letters = "".join(char for char in signs("letter_on") + signs("letter_off") if char not in "YPRxX0")
    square = "".join(char for char in signs("off") if char.isalpha())
    before, chinese = words.table("sign")["not_after"], words.table("sign")["chinese"]
    return re.compile(
        f"(?P<box>[{re.escape(boxes)}])|(?P<square>(?<![{before}])[{square}](?=\\s|{chinese}))"
        f"|(?P<letter>(?<![A-Za-z0-9])[{re.escape(letters)}](?=\\s*{chinese}))"
    )


def choices(text: str) -> list[Choice]:
    """The entries of a list with boxes, in their order; one entry without a sign where there is none."""
    hits = [hit for hit in _sign().finditer(text) if hit["box"] or _stands_before_channel(text, hit)]
    if not hits:
        return [Choice(None, text)]
    rest = text[hits[-1].end() :]
    if text[: hits[0].start()].strip() and (not rest.strip() or all(hit.group() in signs("tick") for hit in hits)):
        ends = [0, *(hit.end() for hit in hits)]
        found = [_choice(hit, text[start : hit.start()]) for start, hit in zip(ends, hits, strict=False)]
        return [*found, Choice(False, rest)] if rest.strip() else found
    found = [Choice(None, text[: hits[0].start()])] if text[: hits[0].start()].strip(" \n、，,；;：:") else []
    ends = [*(hit.start() for hit in hits[1:]), len(text)]
    return found + [_choice(hit, text[hit.end() : end]) for hit, end in zip(hits, ends, strict=True)]


def _choice(hit: re.Match[str], text: str) -> Choice:
    on = hit.group() in signs("on") + signs("letter_on")
    return Choice(on, text, bool(hit["letter"]))


def _stands_before_channel(text: str, hit: re.Match[str]) -> bool:
    before = text[: hit.start()].rstrip(" ")
    return (not before or before[-1] in "\n、，,；;）)" or begins_with_channel(text[hit.end() :])) and bool(
        text[hit.end() :].strip()
    )
