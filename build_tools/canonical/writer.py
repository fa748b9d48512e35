"""Plain data → the one way a catalog file is written: keys in schema order, no needless quotes, comments kept."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import takewhile
from typing import Any

from build_tools import fields
from build_tools.canonical.tree import Node
from build_tools.diagnostics import Where
from build_tools.quoting import NO_TEXT, quoted, scalar

Value = Any
"""``str``, ``None`` (nothing written yet), ``list`` or ``dict`` of values."""

_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_BLOCK_LINE = re.compile(r"(?!-|\s)[^\t]*\S|")  # neither what looks like a list, nor blanks that an editor would drop
SPACED = (*fields.ENTRIES, "exceptions")
"""Files that are one list of entries: an empty line stands between two of them."""


def dump(kind: str, data: Value) -> str:
    """The file of this kind (a name of ``fields.NAMES``) that holds ``data``, ending with a line break.

    None is written as an empty place, to be filled in.
    """
    return write(kind, [], tree_of(None, data))


def write(kind: str, header: list[str], root: Node) -> str:
    """The text of a tree of nodes below the comments that speak of the whole file."""
    lines = [*header, *root.above]
    if isinstance(root.value, list) and root.value:
        lines += _children(kind, (), root, "")
    else:
        lines += [_inline(kind, (), root, "  "), *root.below]
    return "\n".join(lines) + "\n"


def tree_of(key: str | None, data: Value) -> Node:
    """Data as a tree without comments."""
    if isinstance(data, dict):
        return Node(key, [tree_of(name, value) for name, value in data.items()], mapping=True)
    if isinstance(data, list):
        return Node(key, [tree_of(None, value) for value in data])
    return Node(key, data)


def _children(kind: str, where: Where, parent: Node, margin: str) -> Iterator[str]:
    spaced = not where and kind in SPACED
    for number, child in enumerate(_ordered(kind, where, parent)):
        if spaced and number:
            yield ""
        yield from _set_in(child.above, margin)
        yield from _entry(kind, (*where, 0 if child.key is None else child.key), child, margin)
    if spaced and parent.below:
        yield ""
    yield from _set_in(parent.below, margin)


def _set_in(lines: list[str], margin: str) -> Iterator[str]:
    return (line and margin + line for line in lines)


def _ordered(kind: str, where: Where, parent: Node) -> list[Node]:
    """The children of a mapping in schema order, unknown ones last; any others as they are."""
    children = parent.value if isinstance(parent.value, list) else []
    order = {key: number for number, key in enumerate(fields.key_order(kind, where))} if parent.mapping else {}
    return sorted(children, key=lambda child: order.get(child.key or "", len(order)))


def _entry(kind: str, where: Where, node: Node, margin: str) -> Iterator[str]:
    """One entry of a list or mapping: its own line and whatever is set in below it."""
    lead = f"{margin}-" if node.key is None else f"{margin}{_key(node.key)}:"
    if not isinstance(node.value, list) or not node.value:
        text = _inline(kind, where, node, margin + "  ")
        yield f"{lead} {text}" if text else lead
        return
    inner = list(_children(kind, where, node, margin + "  "))
    if node.key is not None:
        yield f"{lead}  {node.beside}" if node.beside else lead
    else:  # the first line stands behind the dash, the comments that would stand in between go above it
        comments = list(takewhile(lambda line: line.lstrip(" ")[:1] in ("", "#"), inner))
        yield from _set_in([node.beside] if node.beside else [], margin)
        yield from _set_in([line.lstrip(" ") for line in comments], margin)
        yield lead + inner[len(comments)][len(lead) :]
        del inner[: len(comments) + 1]
    yield from inner


def _inline(kind: str, where: Where, node: Node, margin: str) -> str:
    """What stands behind the key or dash of a single value, with its comment."""
    comment = f"  {node.beside}" if node.beside else ""
    if isinstance(node.value, list):
        return ("{}" if node.mapping else "[]") + comment
    if node.value is None:
        return comment[1:]
    if _is_block(node.value):
        body = "\n".join(line and margin + line for line in node.value.removesuffix("\n").split("\n"))
        return f"|{'' if node.value.endswith(chr(10)) else '-'}{comment}\n{body}"
    text = node.value if _is_typed(kind, where, node.value) else scalar(node.value)
    if text == node.value and node.beside[1:2] not in ("", " ", "#"):
        text = quoted(text)  # beside a bare value our reader would take such a comment for lost text
    return text + comment


def _is_typed(kind: str, where: Where, text: str) -> bool:
    """Whether other readers take the text for a date or truth value, and may: it is one."""
    date = _DATE.fullmatch(text) and fields.is_date(kind, where)
    return bool(date) or (text in ("true", "false") and fields.is_boolean(kind, where))


def _key(text: str) -> str:
    """A key; one that begins with a sign is quoted, for our reader may take the sign for a mistyped dash."""
    written = scalar(text)
    return written if written != text or re.match(r"\w", text) else quoted(text)


def _is_block(text: str) -> bool:
    """Whether a text of several lines can be written line by line."""
    lines = text.removesuffix("\n").split("\n")
    plain = "\n" in text and lines[0] and lines[-1] and not NO_TEXT.search(text)
    return bool(plain) and all(_BLOCK_LINE.fullmatch(line) for line in lines)
