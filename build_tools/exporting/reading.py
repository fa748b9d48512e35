"""The text of a cell → the value meant, read as generously as people write; see ``notation`` for the writing."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from build_tools.exporting.names import Names
from build_tools.exporting.shapes import LEVELS, Scalar, Shape
from build_tools.messages import page as words

_LEVEL = re.compile("\\s*【(.+)】\\s*")
_DASH = re.compile("-\\s+")
_BETWEEN = re.compile("、")
_DEEPEST = 6
_DECODER = json.JSONDecoder()


class Cannot(Exception):
    """A cell that cannot be read: a code of the messages with its arguments."""

    def __init__(self, code: str, **args: str) -> None:
        super().__init__(code, args)
        self.code = code
        self.args_by_name = args


def understood(text: str, shape: Shape, names: Names) -> Any:
    """The value that a cell stands for. Raises Cannot where it stands for none."""
    return _Reader(names).block(text.strip(), shape)


class _Reader:
    def __init__(self, names: Names) -> None:
        self._names = names

    def block(self, text: str, shape: Shape) -> Any:
        """A whole cell, or what stands below a level."""
        exact = _exact(text)
        if exact is not None and _may_be(exact, shape):
            return exact
        lines = [line.strip() for line in text.split("\n") if line.strip()]
        if shape.keyed and shape.keyed[0] == LEVELS and any(map(_LEVEL.fullmatch, lines)):
            return self._levels(text, shape.keyed[1])
        if not lines:
            raise Cannot("cell-empty")
        return self._block(text, lines, shape)

    def _block(self, text: str, lines: list[str], shape: Shape) -> Any:
        labelled = self._labelled(lines, shape)
        if labelled is not None:
            return labelled
        either = shape.scalar or shape.parts
        if shape.each and (not either or len(lines) > 1 or _DASH.match(lines[0])):
            return self._list([_DASH.sub("", line, count=1) if either else line for line in lines], shape.each)
        if shape.keyed and not shape.scalar:
            return dict(self._pair(line, shape) for line in lines)
        if shape.scalar and shape.scalar.words:
            return text
        if len(lines) > 1:
            raise Cannot("cell-one-line")
        if shape.each and shape.scalar and "、" in text:
            return self._list(lines, shape.each)
        return self.line(lines[0], shape)

    def _levels(self, text: str, below: Shape) -> dict[str, Any]:
        made: dict[str, list[str]] = {}
        for line in text.split("\n"):
            head = _LEVEL.fullmatch(line)
            if head:
                key = self._entry(LEVELS, head[1])
                if key in made:
                    raise Cannot("cell-twice", name=head[1])
                made[key] = []
            elif made:
                made[next(reversed(made))].append(line)
            elif line.strip():
                raise Cannot("cell-before-level", typed=line)
        return {key: self.block("\n".join(lines).strip(), below) for key, lines in made.items()}

    def _labelled(self, lines: list[str], shape: Shape) -> dict[str, Any] | None:
        """A mapping with one key a line, where every line begins with a label; None where this is none."""
        found: dict[str, Any] = {}
        for line in lines:
            for key, value in self._parts(line, shape):
                if key in found:
                    return None
                found[key] = value
            if not found or not _label(shape.parts).match(line):
                return None
        return found

    def _list(self, lines: list[str], each: Shape) -> list[Any]:
        made: list[Any] = []
        for line in lines:
            mapping = each.parts and _label(each.parts).match(line)
            several = [] if mapping else [one.strip() for one in _pieces(line, _BETWEEN)]
            if len(several) > 1 and each.scalar and not each.scalar.words and not self._known(line, each.scalar):
                made += [self.line(one, each) for one in several if one]
            else:
                made.append(self.line(line, each))
        return made

    def line(self, text: str, shape: Shape) -> Any:
        """A value on one line."""
        exact = _exact(text)
        if exact is not None and (isinstance(exact, str) or _may_be(exact, shape)):
            return exact
        parts = list(self._parts(text, shape))
        if parts:
            return dict(parts)
        if shape.each and not shape.scalar:
            return [self.line(one.strip(), shape.each) for one in _pieces(text, _BETWEEN)]
        if shape.scalar:
            return self._scalar(text, shape.scalar)
        return self._plain(text, shape)

    def _plain(self, text: str, shape: Shape) -> dict[str, str]:
        """A mapping of which only one value was written: an entry of a registry, else what the schema takes it for."""
        for key, part in shape.parts.items():
            known = self._names.meant(part.scalar.registry, text) if part.scalar and part.scalar.registry else None
            if known in self._names.shown_as.get(part.scalar.registry if part.scalar else "", {}):
                return {key: str(known)}
        for key, pattern in shape.plain.items():
            if re.search(pattern, text):
                return {key: text}
        raise Cannot("cell-unread", typed=text, allowed="、".join(one.label for one in shape.parts.values()))

    def _parts(self, text: str, shape: Shape) -> Iterator[tuple[str, Any]]:
        """The 「label：value」 of a line; none where it does not begin with a label."""
        label = _label(shape.parts)
        if not shape.parts or not label.match(text):
            return
        keys = {one.label: key for key, one in shape.parts.items()}
        for piece in _pieces(text, re.compile(f"\\s*[；;]\\s*(?={label.pattern})")):
            head = label.match(piece)
            assert head
            key = keys[head[1]]
            value = piece[head.end() :].strip()
            if not value:
                raise Cannot("cell-no-value", name=head[1])
            yield key, self.line(value, shape.parts[key])

    def _pair(self, line: str, shape: Shape) -> tuple[str, Any]:
        assert shape.keyed
        registry, below = shape.keyed
        pieces = list(_pieces(line, re.compile("\\s*[：:](?!//)\\s*")))
        if len(pieces) < 2:
            raise Cannot("cell-no-value", name=line)
        rest = line[len(pieces[0]) :].lstrip().removeprefix("：").removeprefix(":").strip()
        exact = _exact(pieces[0])
        key = exact if isinstance(exact, str) else self._entry(registry, pieces[0].strip())
        return key, self.line(rest, below)

    def _known(self, text: str, scalar: Scalar) -> bool:
        try:
            self._scalar(text, scalar)
        except Cannot:
            return False
        return True

    def _scalar(self, text: str, scalar: Scalar) -> str:
        if scalar.registry:
            return self._entry(scalar.registry, text)
        if scalar.boolean:
            yes, no = words("export_answer")
            if text not in (yes, no):
                raise Cannot("cell-choice", typed=text, allowed=f"{yes}、{no}")
            return "true" if text == yes else "false"
        said = {name: value for value, name in scalar.choices}
        if scalar.choices and text not in said and text not in said.values():
            raise Cannot("cell-choice", typed=text, allowed="、".join(said))
        return said.get(text, text)

    def _entry(self, registry: str, typed: str) -> str:
        known = self._names.meant(registry, typed)
        if known is None:
            raise Cannot("cell-unknown", typed=typed, meant=self._names.like(registry, typed))
        return known


def _exact(text: str) -> Any | None:
    """What stands there as JSON: a text, a list or a mapping; None where it is none."""
    if text[:1] not in ('"', "[", "{"):
        return None
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return value if _plain(value, _DEEPEST) else None


def _plain(value: Any, depth: int) -> bool:
    """Whether all that was read is text, lists and mappings, not too many in each other."""
    if isinstance(value, dict | list):
        inner = value.values() if isinstance(value, dict) else value
        return depth > 0 and all(_plain(one, depth - 1) for one in inner)
    return isinstance(value, str)


def _may_be(value: Any, shape: Shape) -> bool:
    """Whether such a value may stand at a place at all."""
    return bool(shape.scalar if isinstance(value, str) else shape.each or shape.parts or shape.keyed)


def _label(parts: Mapping[str, Shape]) -> re.Pattern[str]:
    """How a part of a mapping begins."""
    return re.compile(f"({'|'.join(re.escape(one.label) for one in parts.values())})\\s*[：:]")


def _pieces(text: str, between: re.Pattern[str]) -> Iterator[str]:
    """The text cut at every separator that does not stand in quotes."""
    start = at = 0
    while at < len(text):
        if text[at] == '"' and (at == 0 or text[at - 1] in "：:、；; "):
            at = _behind_quotes(text, at)
            continue
        found = between.match(text, at)
        if found and found.end() > at:
            yield text[start:at]
            start = at = found.end()
        else:
            at += 1
    yield text[start:]


def _behind_quotes(text: str, at: int) -> int:
    try:
        return _DECODER.raw_decode(text, at)[1]
    except ValueError:
        return at + 1
