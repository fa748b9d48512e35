"""Small pure helpers on text, each with a name of its own."""

from __future__ import annotations

import difflib
import json
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence

# What a terminal, a reviewer or an editor would act upon or not show at all.
_HARMFUL = re.compile(
    "[\x00-\x1f\x7f-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2028-\u202e\u2060-\u206f"
    "\u3164\ue000-\uf8ff\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\ufffe\uffff\ud800-\udfff\U000e0000-\U000e0fff]"
)
WIDE = re.compile("[\uff10-\uff19\uff21-\uff3a\uff41-\uff5a]+")
"""Full-width digits and letters."""


def decoded(raw: bytes) -> str:
    """The text of a file as an editor shows it: in whatever encoding it is, with ``\\n`` for CRLF."""
    for encoding in ("utf-8-sig", "utf-16" if raw[:2] in (b"\xff\xfe", b"\xfe\xff") else "gb18030"):
        try:
            return raw.decode(encoding).replace("\r\n", "\n")
        except UnicodeDecodeError:
            continue
    return raw.decode("utf-8", "replace").replace("\r\n", "\n")


def visible(text: str) -> str:
    """The text on one line with every control, invisible and direction character written as ``\\uXXXX``."""
    return _HARMFUL.sub(lambda hit: f"\\u{ord(hit.group()):04x}", text)


def slug(text: str, separator: str = "-") -> str:
    """The address of a heading: its words up to a colon, whatever is no letter or digit made one stroke."""
    return re.sub(r"[^\w.]+|_+", separator, text.lower().partition("\uff1a")[0]).strip(f"{separator}.") or "section"


def script_json(data: object) -> str:
    """JSON in one line that may also stand in a script."""
    said = json.dumps(data, ensure_ascii=False, separators=(",", ":"), check_circular=False)
    return said.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


def shorten(text: str, limit: int) -> str:
    """The text in at most ``limit`` characters; what is left out becomes 「…」."""
    return text if len(text) <= limit else text[: limit - 1] + "…"


def width(text: str) -> int:
    """How many columns a terminal gives the text: Chinese characters take two."""
    return sum(
        2 if unicodedata.east_asian_width(char) in "WF" else 0 if unicodedata.combining(char) else 1 for char in text
    )


def corrected(
    text: str, sign: re.Pattern[str], slips: Iterable[tuple[re.Pattern[str], str]]
) -> tuple[str, str, str] | None:
    """The text with every slip corrected, the first slip, and what is meant by it; None where there is none.

    A text without the ``sign`` holds no slip; nearly every text is done with after that look.
    """
    slip = meant = ""
    for pattern, template in slips if sign.search(text) else ():
        changed = ((hit.group(), hit.expand(template)) for hit in pattern.finditer(text))
        first = next((pair for pair in changed if pair[0] != pair[1]), None)
        if first:
            slip, meant = (slip, meant) if slip else first
            text = pattern.sub(template, text)
    return (text, slip, meant) if slip else None


def half_width(text: str) -> str:
    """The text with full-width digits and letters as half-width ones; nothing else changes."""
    return WIDE.sub(lambda hit: unicodedata.normalize("NFKC", hit.group()), text)


def nearest(word: str, choices: Iterable[str]) -> str | None:
    """The choice most like ``word``, or None where nothing is alike."""
    lowered = word.strip().lower().replace("_", "-")
    found = difflib.get_close_matches(lowered, list(choices)[:5000], n=1, cutoff=0.6)
    return found[0] if found else None


def recognised(typed: str, names: Mapping[str, Sequence[str]]) -> str | None:
    """The id somebody meant: typed in another width or case, by a name, by part of a name or around one, or misspelt.

    ``names`` maps each id to everything it is called. Of several names that fit the one closest in length is taken.
    """
    plain = letters(typed)
    for key, called in names.items():
        if plain and plain in (letters(key), *map(letters, called)):
            return key
    fits = [
        (abs(len(name) - len(plain)), key)
        for key, called in names.items()
        for name in map(letters, called)
        if min(len(name), len(plain)) >= _SHORTEST_PART and (plain in name or name in plain)
    ]
    return min(fits)[1] if fits else nearest(typed, names)


def part_of_one(typed: str, names: Mapping[str, Sequence[str]]) -> str | None:
    """The one id with a name that holds ``typed``, a word of two characters or more."""
    plain = letters(typed)
    fits = [key for key, called in names.items() if any(plain in letters(name) for name in called)]
    return fits[0] if len(plain) > 1 and not plain.isascii() and len(fits) == 1 else None


def abbreviated(typed: str, names: Mapping[str, Sequence[str]]) -> str | None:
    """The one id whose name ``typed`` shortens: its characters in their order, the last one last (人社局)."""
    plain = letters(typed)
    if len(plain) < _SHORTEST_PART or plain.isascii():
        return None
    shape = re.compile(".*".join(map(re.escape, plain)) + "$")
    fits = [key for key, called in names.items() if any(shape.search(letters(name)) for name in called)]
    return fits[0] if len(fits) == 1 else None


_SHORTEST_PART = 3


def letters(text: str) -> str:
    """Letters, digits and characters only, in half width and lower case."""
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", text)).lower()
