"""Plain data → the one way a catalog file is written: keys in schema order, no needless quotes, comments kept.

Whatever reads the file must read the same text: our own reader, and every YAML 1.1 or 1.2 program an office may use.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from build_tools import fields
from build_tools.diagnostics import Where

Value = Any
"""``str``, ``None`` (nothing written yet), ``list`` or ``dict`` of values."""

_TYPED = re.compile(
    r"""~|null|true|false|yes|no|on|off|y|n|=|<<
    |[-+]?(?:[0-9][0-9_,]*)?\.?[0-9_]*(?:e[-+]?[0-9]+)?     # numbers
    |[-+]?0(?:b[01_]+|o[0-7_]+|x[0-9a-f_]+)
    |[-+]?[0-9][0-9_]*(?::[0-9]+)+(?:\.[0-9_]*)?            # 12:30:45 is a number to YAML 1.1
    |[-+]?\.(?:inf|nan)
    |[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?:(?:t|[ \t]+).*)?""",
    re.IGNORECASE | re.VERBOSE,
)
"""What some reader takes for something else than text."""
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_MARKED = re.compile(
    r"""[-?:](?:\s|$)|[,\[\]{}#&*!|>'"%@`]|---|\.\.\.        # what YAML keeps for itself at the start
    |[A-Za-z_][A-Za-z0-9_-]*[ \t]*(?:：|:[^\s/])             # what our reader takes for a mistyped key
    |.*(?::(?:\s|$)|\s\#)""",
    re.VERBOSE,
)
_NO_TEXT = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ud800-\udfff\ufeff\ufffe\uffff]"
)
"""Characters that YAML forbids, takes for line breaks, or nobody sees: written as ``\\u2028`` they are at least seen."""
_ESCAPES = {"\n": "\\n", "\t": "\\t", "\r": "\\r", '"': '\\"', "\\": "\\\\"}
_BLOCK_LINE = re.compile(r"(?!-|\s)[^\t]*\S|")  # neither what looks like a list, nor blanks that an editor would drop
SPACED = ("domains", "bodies", "channels", "laws", "exceptions")
"""Files that are one list of entries: an empty line stands between two of them."""


@dataclass(slots=True)
class Node:
    """One value with its key, if it has one, and its comments: lines above it, one beside it, lines at its end.

    ``value`` is text, None where nothing is written, or the nodes of a list or mapping.
    """

    key: str | None = None
    value: str | list[Node] | None = None
    mapping: bool = False
    above: list[str] = field(default_factory=list)
    beside: str = ""
    below: list[str] = field(default_factory=list)


def dump(kind: str, data: Value) -> str:
    """The file of this kind (a name of ``fields.NAMES``) that holds ``data``, ending with a line break.

    None is written as an empty place, to be filled in.
    """
    return write(kind, _node(None, data))


def write(kind: str, root: Node, header: list[str] | None = None) -> str:
    """The text of a tree of nodes; lines of ``header`` come first."""
    lines = [*(header or ()), *root.above]
    if not isinstance(root.value, list) or not root.value:
        lines.append(_inline(kind, (), root))
    else:
        lines += _children(kind, (), root, 0)
    return "\n".join(lines) + "\n"


def _node(key: str | None, data: Value) -> Node:
    if isinstance(data, dict):
        return Node(key, [_node(name, value) for name, value in data.items()], mapping=True)
    if isinstance(data, list):
        return Node(key, [_node(None, value) for value in data])
    return Node(key, data)


def _children(kind: str, where: Where, parent: Node, indent: int) -> Iterator[str]:
    margin = " " * indent
    spaced = not where and kind in SPACED
    for number, child in enumerate(_ordered(kind, where, parent)):
        if spaced and number:
            yield ""
        yield from (line and margin + line for line in child.above)
        step = child.key if child.key is not None else 0
        yield from _entry(kind, (*where, step), child, indent)
    if spaced and parent.below:
        yield ""
    yield from (line and margin + line for line in parent.below)


def _ordered(kind: str, where: Where, parent: Node) -> list[Node]:
    """The children of a mapping in schema order, unknown ones last; any others as they are."""
    children = parent.value if isinstance(parent.value, list) else []
    order = {key: number for number, key in enumerate(fields.key_order(kind, where))} if parent.mapping else {}
    return sorted(children, key=lambda child: order.get(child.key or "", len(order)))


def _entry(kind: str, where: Where, node: Node, indent: int) -> Iterator[str]:
    """One entry of a list or mapping: its own line and whatever is set in below it."""
    margin = " " * indent
    lead = f"{margin}-" if node.key is None else f"{margin}{_scalar(node.key)}:"
    if not isinstance(node.value, list) or not node.value:
        text = _inline(kind, where, node, margin + "  ")
        yield f"{lead} {text}" if text else lead
        return
    inner = list(_children(kind, where, node, indent + 2))
    if node.key is None and not node.beside and inner[0].lstrip(" ")[:1] != "#":
        yield lead + inner.pop(0)[indent + 1 :]  # the first line stands behind the dash
    else:
        yield f"{lead}  {node.beside}" if node.beside else lead
    yield from inner


def _inline(kind: str, where: Where, node: Node, margin: str = "  ") -> str:
    """What stands behind the key or dash of a single value, with its comment."""
    comment = f"  {node.beside}" if node.beside else ""
    if isinstance(node.value, list):
        return ("{}" if node.mapping else "[]") + comment
    if node.value is None:
        return comment[1:]
    if _is_block(node.value):
        body = "\n".join(line and margin + line for line in node.value.removesuffix("\n").split("\n"))
        return f"|{'' if node.value.endswith(chr(10)) else '-'}{comment}\n{body}"
    if fields.is_date(kind, where) and _DATE.fullmatch(node.value):
        return node.value + comment
    if fields.is_boolean(kind, where) and node.value in ("true", "false"):
        return node.value + comment
    text = _scalar(node.value)
    if text == node.value and node.beside[1:2] not in ("", " ", "#"):
        text = _quoted(text)  # beside a bare value our reader would take such a comment for lost text
    return text + comment


def _scalar(text: str) -> str:
    """A text on one line: bare where nobody misreads it, else in quotes."""
    if _NO_TEXT.search(text) or "\n" in text:
        return '"' + _NO_TEXT.sub(_escape, re.sub(r'[\n\t"\\]', _escape, text)) + '"'
    if not text or text != text.strip() or "\t" in text or _TYPED.fullmatch(text) or _MARKED.match(text):
        return _quoted(text)
    return text


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _escape(hit: re.Match[str]) -> str:
    return _ESCAPES.get(hit[0]) or f"\\u{ord(hit[0]):04X}"


def _is_block(text: str) -> bool:
    """Whether a text of several lines can be written line by line."""
    lines = text.removesuffix("\n").split("\n")
    plain = "\n" in text and lines[0] and lines[-1] and not _NO_TEXT.search(text)
    return bool(plain) and all(_BLOCK_LINE.fullmatch(line) for line in lines)
