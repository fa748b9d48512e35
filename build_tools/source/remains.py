"""What is left of a text when no repair helps: everything but the block that cannot be read."""

from __future__ import annotations

import re

import yaml

from build_tools.diagnostics import Fix, Span
from build_tools.source.candidates import KEY
from build_tools.source.reach import Reach

_HEAD = re.compile(r"\w[\w（）、/-]*\s*[:：]")


def problem_at(error: yaml.MarkedYAMLError, reach: Reach, text: str) -> tuple[str, Reach]:
    """What stopped the parser and where: a line without colon is only missed when the next line has come."""
    name, begun = problem(error), error.context_mark
    if name == "no-colon" and begun and begun.line < reach.line - 1:
        return name, Reach(begun.line + 1, begun.column + 1, reach.count)
    lines = text.split("\n")[: reach.line]
    above = next((n for n in range(reach.line - 2, -1, -1) if lines[n].strip()), None)
    if name != "colon" or above is None or not re.fullmatch(r"\w+", lines[-1][: reach.column - 1]):
        return name, reach
    takes_in = lines[above][0] not in " #" and not _HEAD.match(lines[above])  # reads on below
    return ("no-colon", Reach(above + 1, 1, reach.count)) if takes_in else (name, reach)


def without_block(text: str, line: int) -> tuple[str, str | None] | None:
    """The text with the top-level block around ``line`` blanked but for its key; None when nothing changes."""
    lines = text.split("\n")
    heads = [n for n, words in enumerate(lines) if words[:1].strip() and words[0] not in "#-"]
    start = max((n for n in heads if n <= line - 1), default=0)
    end = min((n for n in heads if n > line - 1), default=len(lines))
    hit = re.match(rf"({KEY})\s*[:：]", lines[start])
    blank = [f"{hit[1]}:" if hit else "", *[""] * (end - start - 1)]
    if not hit:  # more of what no key begins goes with it
        end = min((n for n in heads if n > line - 1 and _HEAD.match(lines[n])), default=len(lines))
        blank = [""] * (end - start)
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
