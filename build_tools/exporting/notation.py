"""A value of an item ⇄ the text of a cell that people can read and edit.

A list has one entry a line; where a value may also be no list, each begins with 「- 」. A value by level has the level
between 【】 above it. A mapping says 「label：value」, on lines of its own or, within a list, with 「；」 between; a
list in it has 「、」 between. Ids are shown as names. A text that would be read as something else stands in quotes, as
JSON writes it; what fits nothing else is JSON altogether. ``written`` gives only what ``understood`` reads as the same.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from build_tools.exporting.names import Names
from build_tools.exporting.reading import Cannot, understood
from build_tools.exporting.shapes import LEVELS, Scalar, Shape
from build_tools.messages import page as words

UNSAFE = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]|_(?=x[0-9A-Fa-f]{4}_)")
"""What a cell of a workbook does not keep as it is; the last is how it writes such characters itself."""
_MISREAD = re.compile("""["'\\[{【]|- |\\s|.*\\s\\Z""", re.DOTALL)


def written(value: Any, shape: Shape, names: Names) -> str:
    """The text of a cell. Reading it gives the value, whatever it holds."""
    for strict in (False, True):
        text = "\n".join(_Writer(names, strict).block(value, shape))
        try:
            if not UNSAFE.search(text) and understood(text, shape, names) == value:
                return text
        except Cannot:
            continue
    return quoted(value)


def quoted(value: Any) -> str:
    """A value as JSON in one line, of characters alone that every cell keeps."""
    text = json.dumps(value, ensure_ascii=False)
    return UNSAFE.sub(lambda hit: f"\\u{ord(hit[0]):04x}", text)


class _Writer:
    """Writes one cell; ``strict``: every text in quotes."""

    def __init__(self, names: Names, strict: bool) -> None:
        self._names = names
        self._strict = strict

    def block(self, value: Any, shape: Shape) -> Iterator[str]:
        """A value on lines of its own."""
        if isinstance(value, list) and shape.each:
            dash = "- " if shape.scalar or shape.parts else ""
            yield from (dash + self.line(one, shape.each) for one in value)
        elif isinstance(value, dict) and shape.keyed and (not shape.parts or not set(value) <= set(shape.parts)):
            registry, below = shape.keyed
            for key, one in value.items():
                name = self._names.shown(registry, key)
                if registry == LEVELS:
                    yield f"【{name}】"
                    yield from self.block(one, below)
                else:
                    yield f"{self._text(name)}：{self.line(one, below)}"
        elif isinstance(value, dict) and set(value) <= set(shape.parts):
            yield from self._parts(value, shape)
        elif isinstance(value, str) and shape.scalar and shape.scalar.words and not self._strict:
            yield quoted(value) if not value or UNSAFE.search(value) or _MISREAD.match(value) else value
        else:
            yield self.line(value, shape)

    def line(self, value: Any, shape: Shape) -> str:
        """A value on one line."""
        if isinstance(value, dict) and set(value) <= set(shape.parts):
            return "；".join(self._parts(value, shape))
        if isinstance(value, list) and shape.each:
            return "、".join(self._within(self.line(one, shape.each)) for one in value)
        if isinstance(value, str) and shape.scalar:
            return self._scalar(value, shape.scalar)
        return quoted(value)

    def _parts(self, value: dict[str, Any], shape: Shape) -> Iterator[str]:
        return (f"{shape.parts[key].label}：{self.line(one, shape.parts[key])}" for key, one in value.items())

    def _scalar(self, value: str, scalar: Scalar) -> str:
        if scalar.registry:
            return self._text(self._names.shown(scalar.registry, value))
        if scalar.boolean and value in ("true", "false"):
            return words("export_answer")[value == "false"]
        return self._text(dict(scalar.choices).get(value, value))

    def _text(self, text: str) -> str:
        risky = self._strict or not text or "\n" in text or UNSAFE.search(text) or _MISREAD.match(text)
        return quoted(text) if risky else text

    def _within(self, text: str) -> str:
        return quoted(text) if "、" in text and not text.startswith('"') else text
