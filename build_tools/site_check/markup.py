"""A page cut into tags as a browser cuts it, with the place of each."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

_NAME = r"[a-zA-Z][^\s/>]*+"
_REST = r"""(?:[^>=]++|=\s*+(?:"[^"]*+"|'[^']*+')?+)*+"""
_RAW = "script|style|title|textarea|xmp|iframe|noembed|noframes"
_PIECE = re.compile(
    r"<!--(?:-?>|(?:.*?--!?>|.*))"
    rf"|<(?P<raw>{_RAW})(?=[\s/>])(?P<raw_rest>{_REST})>(?P<inner>.*?)(?=</(?P=raw)[\s/>]|\Z)"
    rf"|<(?P<name>{_NAME})(?P<rest>{_REST})>",
    re.DOTALL | re.IGNORECASE,
)
_PAIR = re.compile(r"""([^\s/>=][^\s/>=]*)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>]+)))?""")
_ENTITY = re.compile(r"&(?:#[0-9]+;?|#[xX][0-9a-fA-F]+;?|[a-zA-Z][a-zA-Z0-9]*;|[a-zA-Z][a-zA-Z0-9]*(?![=a-zA-Z0-9]))")


@dataclass(frozen=True, slots=True)
class Attribute:
    """One attribute; ``start`` and ``end`` are where its value stands, counted from the start of the tag."""

    name: str
    value: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Tag:
    """A start tag with its attributes, each name once, as a browser keeps them."""

    name: str
    attributes: tuple[Attribute, ...]

    def get(self, name: str) -> str | None:
        """The value of an attribute, or None."""
        return next((one.value for one in self.attributes if one.name == name), None)


class Piece(NamedTuple):
    """A tag at its place in the text, and the raw text within it (of a script or a title) at its own."""

    raw: str
    start: int
    inner: str = ""
    inner_start: int = 0


def pieces(text: str) -> Iterator[Piece]:
    """Every start tag of a page in order; comments and what stands in raw text are no tags."""
    for found in _PIECE.finditer(text):
        kind = found.lastgroup
        if kind == "rest":
            yield Piece(found.group(), found.start())
        elif kind is not None:
            inner = found.start("inner")
            yield Piece(text[found.start() : inner], found.start(), found["inner"], inner)


def tag(raw: str) -> Tag:
    """A tag taken apart."""
    named = re.match(rf"<({_NAME})", raw)
    assert named is not None, raw
    found: dict[str, Attribute] = {}
    for pair in _PAIR.finditer(raw, named.end(), len(raw) - 1):
        name = pair[1].lower()
        group = next((number for number in (2, 3, 4) if pair[number] is not None), 1)
        value = unescaped(pair[group]) if group > 1 else ""
        found.setdefault(name, Attribute(name, value, *pair.span(group)))
    return Tag(named[1].lower(), tuple(found.values()))


def unescaped(text: str) -> str:
    """An attribute's value with its character references replaced as a browser does."""
    return _ENTITY.sub(lambda hit: html.unescape(hit.group()), text) if "&" in text else text
