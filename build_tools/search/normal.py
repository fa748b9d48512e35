"""The one form of a text for searching: half width, lower case, simplified characters without variants."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from pathlib import Path

_HERE = Path(__file__).parent
_UPPER = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ", "abcdefghijklmnopqrstuvwxyz")

HAN = r"\u00c0-\u1fff\u3005\u3007\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003ffff"
"""What is read character by character: Chinese, and every other script that has no rules of its own here."""

RUN = re.compile(rf"([{HAN}]+)|([0-9a-z]+)")
"""A stretch of characters, or one of letters and digits; everything else only parts them."""


@cache
def variants() -> dict[str, str]:
    """Traditional and variant characters 「繁体字、异体字」, each with the simplified one."""
    lines = (_HERE / "variants.txt").read_text(encoding="utf-8").split("\n")
    return {variant: line[0] for line in lines for variant in line[1:]}


@cache
def _table() -> dict[int, str]:
    return str.maketrans(variants())


def plain(text: str) -> str:
    """The text in half width and lower case."""
    return unicodedata.normalize("NFKC", text).translate(_UPPER)


def normal(text: str) -> str:
    """The text in its one form."""
    return plain(text).translate(_table())


def runs(text: str) -> list[tuple[str, bool, int]]:
    """The stretches of a text in its one form: each with whether it is Chinese, and where it begins."""
    return [(hit[0], hit[1] is not None, hit.start()) for hit in RUN.finditer(text)]
