"""Characters that only look like others: radicals and compatibility forms, as copying from a PDF leaves them."""

from __future__ import annotations

import re
import unicodedata

from build_tools.diagnostics import Diagnostic, Fix, Span
from build_tools.fields import look_alikes

# Radicals, compatibility ideographs, and half-width forms but for the two sound marks, which only add to others.
_FORMS = re.compile("[\u2e80-\u2eff\u2f00-\u2fdf\uf900-\ufaff\uff61-\uff9d\U0002f800-\U0002fa1f]")
_RADICALS = ("\u2e80", "\u2eff")
_MOST_LINES = 20


def without_look_alikes(path: str, text: str, found: list[Diagnostic]) -> str:
    """The text with the characters that are meant, so that every column stays; one finding for each line."""
    if not _FORMS.search(text):
        return text
    told = 0
    lines = text.split("\n")
    for number, line in enumerate(lines):
        hits = [hit.start() for hit in _FORMS.finditer(line) if _is_false(hit.group())]
        if not hits:
            continue
        told += 1
        if told <= _MOST_LINES:
            found.append(_finding(path, number + 1, line, hits))
        lines[number] = _FORMS.sub(lambda hit: _meant(hit.group()), line)
    return "\n".join(lines)


def _finding(path: str, number: int, line: str, hits: list[int]) -> Diagnostic:
    span = Span(path, number, hits[0] + 1, number, hits[-1] + 2)
    typed = line[hits[0] : hits[-1] + 1]
    meant = _FORMS.sub(lambda hit: _meant(hit.group()), typed)
    first = line[hits[0]]
    known = not any(_is_false(char) for char in meant)
    args = {"char": f"U+{ord(first):04X}", "meant": _meant(first) if known else ""}
    return Diagnostic(span, "look-alike-character", args=args, fix=Fix(span, meant) if known else None)


def _meant(char: str) -> str:
    return look_alikes().get(char) or unicodedata.normalize("NFKC", char)


def _is_false(char: str) -> bool:
    return _RADICALS[0] <= char <= _RADICALS[1] or _meant(char) != char
