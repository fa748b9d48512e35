"""What is left of a text when no repair helps: everything but the block that cannot be read."""

from __future__ import annotations

import re

import yaml

from build_tools.diagnostics import Fix, Span
from build_tools.source.candidates import KEY


def without_block(text: str, line: int) -> tuple[str, str | None] | None:
    """The text with the top-level block around ``line`` blanked but for its key; None when nothing changes."""
    lines = text.split("\n")
    heads = [n for n, words in enumerate(lines) if words[:1].strip() and words[0] not in "#-"]
    start = max((n for n in heads if n <= line - 1), default=0)
    end = min((n for n in heads if n > line - 1), default=len(lines))
    hit = re.match(rf"({KEY})\s*[:：]", lines[start])
    blank = [f"{hit[1]}:" if hit else "", *[""] * (end - start - 1)]
    if blank == lines[start:end]:  # the key itself is what cannot be read
        blank, hit = [""] * (end - start), None
    if blank == lines[start:end]:
        return None
    return "\n".join([*lines[:start], *blank, *lines[end:]]), hit[1] if hit else None


def block_end(lines: list[str], line: int) -> int:
    """The last line of the block whose key stands on ``line``: what is set deeper, and a list right below the key."""
    words = lines[line - 1]
    deep = len(words) - len(words.lstrip(" "))
    end = line
    while end < len(lines) and re.match(rf" {{{deep + 1},}}\S| {{{deep}}}- ", lines[end]):
        end += 1
    return end


def repetition(path: str, text: str, first: int, again: int) -> Fix | None:
    """The fix that takes the lines of a repeated key away, where they repeat the first word for word."""
    lines = text.split("\n")
    end = block_end(lines, again)
    same = lines[again - 1 : end] == lines[first - 1 : block_end(lines, first)]
    return Fix(Span(path, again, 1, end + 1, 1), "") if same else None


_PROBLEMS = (
    ("unexpected end of stream", "quote"),
    ("mapping values are not allowed", "colon"),
    ("could not find expected ':'", "no-colon"),
    ("cannot start any token", "character"),
    ("did not find expected key", "indent"),
    ("did not find expected '-' indicator", "indent"),
    ("expected <block end>", "indent"),
    ("block sequence entries are not allowed", "indent"),
    ("did not find expected ',' or", "bracket"),
    ("escape", "escape"),
)


def problem(error: yaml.MarkedYAMLError) -> str:
    """A short name for what stopped the parser."""
    return next((name for words, name in _PROBLEMS if words in (error.problem or "")), "unknown")
