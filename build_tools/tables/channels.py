"""Names of channels: known ones under any name, several in one text, others as they are written."""

from __future__ import annotations

import re
from functools import cache

from build_tools.tables import words
from build_tools.text import half_width

_BRACKETS = re.compile("[（(][^（）()]*[）)]")
_LONGEST_NAME = 40
_LONGEST_LIST = 600


@cache
def _names() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return words.named("channel", "name")


@cache
def known(text: str) -> str | None:
    """The canonical name of a channel, by any of its names, with the place before it or without."""
    plain = words.compact(text).strip('、，,；;。：:“”"')
    if not plain or len(plain) > _LONGEST_NAME or _named_other(plain):
        return None
    for tried in (plain, words.pattern("channel", "place").sub("", plain)):
        for name, expression in _names():
            if expression.fullmatch(tried):
                return name
    return None


@cache
def _named_other(plain: str) -> bool:
    """Whether a text is “other” with a name behind it, which is kept as it is: 「其他：学校公示栏」."""
    return bool(re.match(f"{words.table('channel')['other']}[：:]", plain))


@cache
def _beginning() -> re.Pattern[str]:
    """Any name that a text may begin with; the board's is left out, which anything may stand before."""
    found = [expression.pattern for _, expression in _names()]
    return re.compile("|".join(f"(?:{one})" for one in found) + f"|(?:{words.table('channel')['other']})")


def begins_with_channel(text: str) -> bool:
    """Whether a text begins with the name of a channel."""
    return bool(_beginning().match(words.compact(text[:40])))


def parsed(text: str) -> list[str]:
    """The channels that one entry names."""
    plain = words.pattern("channel", "and_so_on").sub("", words.compact(text).strip("、，,；;。：:"))
    if not plain or words.pattern("channel", "empty").fullmatch(plain):
        return (
            [words.table("channel")["other_name"]]
            if plain and plain[0] == words.table("channel")["other_name"][0]
            else []
        )
    whole = _one(plain)
    if whole and not _two(plain):
        return [whole]
    glued = _cut(plain)
    if glued:
        return glued
    found = [name for piece in _pieces(text) for name in _named(piece)]
    return list(dict.fromkeys(found))


def _named(piece: str) -> list[str]:
    """The channels of a text without separators: known ones, ones with a stroke between them, or its own words."""
    parts = [part for part in re.split("[/／]", piece) if part]
    if len(parts) > 1 and not _one(piece) and any(map(_one, parts)):
        return [name for part in parts for name in _named(part)]
    whole = _one(piece)
    return [whole] if whole else _cut(piece) or [words.compact(piece)]


def _one(plain: str) -> str | None:
    """The name of one channel: a known one, or “other” with what was written behind it."""
    found = known(plain)
    if found:
        return found
    hit = re.match(f"{words.table('channel')['other']}(?:[：:]|[（(](?=.*[）)]$))(?P<which>.+)$", plain)
    if hit:
        return (
            f"{words.table('channel')['other_name']}:{hit['which'].rstrip('）)')}"
            if hit["which"].strip("_＿")
            else None
        )
    if re.fullmatch(str(words.table("channel")["other"]), plain):
        return str(words.table("channel")["other_name"])
    return None


def _cut(plain: str) -> list[str]:
    """A text cut into known names with nothing but separators between them; empty where that cannot be done."""
    found: list[str] = []
    rest = plain if len(plain) <= _LONGEST_LIST else ""
    while rest:
        rest = words.pattern("between_channels").sub("", rest) if found else rest
        if not rest:
            break
        end = next(
            (
                size
                for size in range(min(len(rest), _LONGEST_NAME), 1, -1)
                if known(rest[:size]) and not _two(rest[:size])
            ),
            0,
        )
        if not end:
            return []
        found.append(known(rest[:end]) or "")
        rest = rest[end:]
    return list(dict.fromkeys(found))


def _two(text: str) -> bool:
    """Whether what was taken for a notice board has another channel's name in front of it."""
    return any(known(text[:size]) not in (None, known(text)) for size in range(2, min(len(text), _LONGEST_NAME) - 2))


def _pieces(text: str) -> list[str]:
    """A text cut at lines, stops, blanks and numbers, but not within brackets."""
    plain = half_width(text)
    kept = _BRACKETS.findall(plain)
    pieces = words.pattern("channel", "separator").split(_BRACKETS.sub("\ue000", plain))
    whole = [re.sub("\ue000", lambda _: kept.pop(0), one) for one in pieces if one]
    return [one for one in whole if one.strip(" _：:")]
