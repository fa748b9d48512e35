"""Text → plain data, for a file in the plainest form, as nearly all are: no reader of YAML is needed for it.

Keys, list elements and texts on one line, each level two blanks deeper, and only characters that nobody types by
mistake. What is not so is left to ``reader``, which stays the authority: whatever is accepted here says the same
there, and nothing is wrong with it. A test holds both against each other.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from sys import intern

from build_tools.personal import identity_numbers
from build_tools.source.document import Value
from build_tools.source.limits import SHORT

_FIRST = r"0-9A-Za-z\u4e00-\u9fff〇《“（〔"
_OTHER = rf"{_FIRST}‘’”》〈〉）〕【】「」『』、。，；：？！％－～—…·×!-\"$-/;-@\[-_{{-~"  # neither a colon nor # nor `
_KEY = "[A-Za-z_][A-Za-z0-9_-]{0,60}"
_TEXT = rf"[{_FIRST}](?:[{_OTHER}]|[ :](?=[{_OTHER}]))*"
_LINE = re.compile(
    rf"^((?:  ){{0,3}})(- )?(?:({_KEY}):(?: ({_TEXT}))?|(?<=- )(?!{_KEY} *[:：])({_TEXT}))$", re.MULTILINE
)
"""Indentation, dash, key, its text; or the text of a list element."""
_MOST_LINES = 400
"""At most four keys, values, lists and mappings begin on a line: together fewer than any file may have."""

Line = tuple[str, str, str, str, str]


def plainly(raw: bytes) -> tuple[str, Value] | None:
    """The text of a plain file and what it says; None where somebody has to read it who knows more of YAML."""
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return None
    lines = text.count("\n")
    if "\r" in text and text.count("\r\n") == lines:
        text = text.replace("\r\n", "\n")
    found = _LINE.findall(text) if lines <= _MOST_LINES else []
    if len(found) != lines + (text[-1:] != "\n") or any(identity_numbers(text)):
        return None
    data = _built(found)
    return None if data is None else (text, data)


def _built(lines: Iterable[Line]) -> Value | None:
    root: dict[str, Value] = {}
    top: Value = root
    depth = 0
    above: list[tuple[int, Value]] = []
    """What ``top`` lies in, each with its indentation."""
    waiting = ""
    """A key of ``top`` that still waits for its value."""
    for blanks, dash, key, text, element in lines:
        indent = len(blanks)
        if waiting:
            above.append((depth, top))
            top[waiting] = top = [] if dash else {}
            depth, waiting = depth + 2, ""
        else:
            while indent < depth:
                depth, top = above.pop()
        if indent != depth or (dash == "") is (top.__class__ is list):
            return None
        if element:
            top.append(intern(element) if len(element) <= SHORT else element)
            continue
        if dash:
            above.append((depth, top))
            entry: dict[str, Value] = {}
            top.append(entry)
            depth, top = depth + 2, entry
        if key in top:
            return None
        key = intern(key)
        top[key] = intern(text) if len(text) <= SHORT else text
        waiting = "" if text else key
    return None if waiting else root
