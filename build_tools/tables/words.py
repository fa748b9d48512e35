"""The words of tables, from ``schemas/tables.yml``, and texts without the blanks within words."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Any

from build_tools.fields import wording

_BLANKS = re.compile(r"[\s\u200b-\u200d\ufeff\u00ad\u2060]+")
_LATIN_GAP = re.compile(r"(?<=[A-Za-z0-9.,])[^\S\n]+(?=[A-Za-z0-9])")
_MARKED_GAP = "\ue000"
_HALF = {code: code - 0xFEE0 for code in range(0xFF10, 0xFF5B) if chr(code).isalnum()}
_IN_BRACKETS = re.compile(r"[（(\[【〔][^（()）\[\]【】〔〕]*[）)\]】〕]")


@cache
def table(name: str) -> Any:
    """One section of the list of words."""
    return wording("tables")[name]


@cache
def pattern(*names: str) -> re.Pattern[str]:
    """The regular expression at a path of the list of words."""
    found: Any = wording("tables")
    for name in names:
        found = found[name]
    return re.compile(str(found))


@cache
def patterns(*names: str) -> tuple[re.Pattern[str], ...]:
    """The regular expressions of a list at a path of the list of words."""
    found: Any = wording("tables")
    for name in names:
        found = found[name]
    return tuple(re.compile(str(one)) for one in found)


@cache
def named(*names: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    """The names of a mapping of regular expressions with each of them."""
    found: Any = wording("tables")
    for name in names:
        found = found[name]
    return tuple((str(key), re.compile(str(one))) for key, one in found.items())


@lru_cache(maxsize=4096)
def tight(text: str) -> str:
    """The text without white space, but for the space between two Latin words."""
    kept = _LATIN_GAP.sub(_MARKED_GAP, text)
    return _BLANKS.sub("", kept).replace(_MARKED_GAP, " ")


@lru_cache(maxsize=4096)
def compact(text: str) -> str:
    """The text without any white space, digits and letters in half width."""
    return _BLANKS.sub("", text).translate(_HALF)


def header_key(text: str) -> str:
    """What a header is looked up by: no blanks, no brackets with what they hold, no stops around it."""
    key = compact(text)
    while (shorter := _IN_BRACKETS.sub("", key)) != key:
        key = shorter
    return key.strip("：:*＊、，,。.（）()“”\"'")


def in_brackets(text: str) -> str:
    """What the brackets of a header hold."""
    return "".join(_IN_BRACKETS.findall(compact(text)))
