"""Parser events → plain data. A flat loop with a stack of its own: no input can exhaust Python's or C's stack.

PyYAML's composer is never used on input: 25 kB of brackets crash it, and half a kilobyte of merge keys never returns.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from sys import intern
from typing import Any

from yaml._yaml import CParser
from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from build_tools.diagnostics import Span, Where
from build_tools.source.document import ABSENT, LOST, Spans, Value
from build_tools.source.limits import SHORT

_UNSEEN_VALUE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff0-\uffff]"
)
_COMMENT = re.compile(r"([ \t]+)#(.*)")
_MAYBE_COMMENT = re.compile(r"[^\s][ \t]+#")
MOST_FAULTS = 500
"""More faults than this in one file are not told: it is not a catalog file with mistakes."""


class TooMuch(Exception):
    """The file nests deeper, or holds more values or faults, than any catalog file does."""

    def __init__(self, code: str, line: int, column: int) -> None:
        super().__init__(code)
        self.code = code
        self.line, self.column = line, column


@dataclass(frozen=True, slots=True)
class Fault:
    """Something refused while building; the place is in the parsed text."""

    code: str
    line: int
    column: int
    end_line: int
    end_column: int
    where: Where
    args: dict[str, str] = field(default_factory=dict)
    lost: bool = False
    """Whether what stands at ``where`` was left out."""


class _Frame:
    """One open list or mapping. ``key`` is None while a mapping waits for its next key."""

    __slots__ = ("as_key", "container", "key", "start")

    def __init__(self, container: Value, start: Any, as_key: bool) -> None:
        self.container = container
        self.key: str | None = None
        self.start = start
        self.as_key = as_key


class Builder:
    """One pass over the events of ``text``. With ``spans`` the places of keys and values are kept too."""

    def __init__(self, path: str, text: str, depth: int, values: int, spans: Spans | None = None) -> None:
        self.path = path
        self.text = text
        self.depth = depth
        self.most = values
        self.spans = spans
        self.faults: list[Fault] = []
        self.refused = 0
        self.root: Value = ABSENT
        self.empty = True
        self.count = 0
        self.odd_keys = 0
        self.joined: set[int] = set()  # lines that go on with a value begun above them
        self._stack: list[_Frame] = []
        self._lines = text.split("\n") if "#" in text and _MAYBE_COMMENT.search(text) else None

    def build(self) -> Value:
        """The data. Raises yaml.YAMLError where the text is no YAML, TooMuch beyond the limits."""
        parser = CParser(self.text)
        documents = 0
        try:
            while True:
                event = parser.get_event()
                if event is None:
                    return self.root
                kind = event.__class__
                if kind is ScalarEvent:
                    self._scalar(event)
                elif kind is MappingStartEvent or kind is SequenceStartEvent:
                    self._open(event, {} if kind is MappingStartEvent else [])
                elif kind is MappingEndEvent or kind is SequenceEndEvent:
                    self._close(event)
                elif kind is AliasEvent:
                    self._alias(event)
                elif isinstance(event, DocumentStartEvent):
                    documents += 1
                    if documents > 1:
                        self._fault("several-documents", event)
                        return self.root
                    if event.version or event.tags:
                        self._fault("directive", event)
        finally:
            parser.dispose()

    def sound(self) -> int:
        """How many keys and values were read that raise no doubt."""
        return self.count - self.odd_keys - self.refused

    def _scalar(self, event: Any) -> None:
        self.count += 1
        if self.count > self.most:
            raise TooMuch("too-many-values", event.start_mark.line + 1, event.start_mark.column + 1)
        value = event.value
        if len(value) <= SHORT:
            value = intern(value)
        frame = self._stack[-1] if self._stack else None
        if frame is not None and frame.key is None and frame.container.__class__ is dict:
            self._key(frame, value, event)
            return
        if event.tag is not None or event.anchor is not None:
            self._marked(event)
        if event.style == '"' and _UNSEEN_VALUE.search(value):
            self._fault("escaped-character", event, lost=True)
        if not event.style:
            self.joined.update(range(event.start_mark.line + 2, event.end_mark.line + 2))
            if self._lines is not None and event.end_mark.line < len(self._lines):
                self._text_after_hash(event, self._lines)
        self._add(value, event.start_mark, event.end_mark)

    def _key(self, frame: _Frame, key: str, event: Any) -> None:
        frame.key = key
        if not key[:1].isascii():
            self.odd_keys += 1
        if event.tag is not None or event.anchor is not None:
            self._marked(event)
        if key == "<<" and not event.style:
            frame.key = LOST
            self._fault("merge-key", event, lost=True)
        elif key in frame.container:
            self._fault("duplicate-key", event, lost=frame.container[key] == ABSENT, key=key)
            frame.key = LOST
        elif event.style == '"' and _UNSEEN_VALUE.search(key):
            frame.key = LOST
            self._fault("escaped-character", event, lost=True)
        elif self.spans is not None:
            self.spans.keys.setdefault(self._where(), self._span(event.start_mark, event.end_mark))

    def _open(self, event: Any, container: Value) -> None:
        self.count += 1
        if self.count > self.most:
            raise TooMuch("too-many-values", event.start_mark.line + 1, event.start_mark.column + 1)
        if len(self._stack) >= self.depth:
            raise TooMuch("too-deep", event.start_mark.line + 1, event.start_mark.column + 1)
        frame = self._stack[-1] if self._stack else None
        as_key = frame is not None and frame.key is None and frame.container.__class__ is dict
        if frame is not None and as_key:
            frame.key = LOST
            self._fault("complex-key", event, lost=True)
        if event.tag is not None or event.anchor is not None:
            self._marked(event)
        self._stack.append(_Frame(container, event.start_mark, as_key))

    def _close(self, event: Any) -> None:
        frame = self._stack.pop()
        if frame.as_key:
            self._stack[-1].key = LOST
        else:
            self._add(frame.container, frame.start, event.end_mark)

    def _alias(self, event: Any) -> None:
        frame = self._stack[-1] if self._stack else None
        if frame is not None and frame.key is None and frame.container.__class__ is dict:
            frame.key = LOST
            self._fault("alias", event, lost=True, name=event.anchor)
            return
        if frame is None or frame.key is not LOST:  # what stands behind a refused key was refused with it
            self._fault("alias", event, lost=True, name=event.anchor)
        self._add(ABSENT, event.start_mark, event.end_mark)

    def _add(self, value: Value, start: Any, end: Any) -> None:
        """Put a finished value where it belongs."""
        if self.spans is not None:
            self.spans.values.setdefault(self._where(), self._span(start, end))
        if not self._stack:
            self.root, self.empty = value, False
            return
        frame = self._stack[-1]
        if frame.container.__class__ is list:
            frame.container.append(value)
            return
        key, frame.key = frame.key, None
        if key is not None and key is not LOST:
            frame.container[key] = value

    def _text_after_hash(self, event: Any, lines: list[str]) -> None:
        """A plain value followed by ``#``: a comment only when it is set off as one, else text that would be lost."""
        mark = event.end_mark
        hit = _COMMENT.match(lines[mark.line], mark.column)
        set_off = hit and hit[2][:1] in ("", " ", "#") and (len(hit[1]) >= 2 or not event.value)
        if hit and not set_off:
            line, at, end = mark.line + 1, mark.column + len(hit[1]) + 1, len(lines[mark.line]) + 1
            args, lost = {"text": hit[2].strip()}, not event.value
            self.refused += 1
            self.faults.append(Fault("text-after-hash", line, at, line, end, self._where(), args, lost))

    def _marked(self, event: Any) -> None:
        if event.anchor is not None:
            self._fault("anchor", event, name=event.anchor)
        if event.tag is not None:
            self._fault("tag", event, name=event.tag.replace("tag:yaml.org,2002:", "!!"))

    def _fault(self, code: str, event: Any, *, lost: bool = False, **args: str) -> None:
        self.refused += 1
        if self.refused > MOST_FAULTS + 1:  # one more than is told, to say where telling ends
            return
        start, end = event.start_mark, event.end_mark
        if isinstance(event, MappingStartEvent | SequenceStartEvent):
            end = start
        place = (start.line + 1, start.column + 1, end.line + 1, end.column + 1)
        self.faults.append(Fault(code, *place, self._where(), args, lost))

    def _where(self) -> Where:
        """The path of the value being read."""
        path: list[str | int] = []
        for frame in self._stack:
            if frame.container.__class__ is list:
                path.append(len(frame.container))
            elif frame.key is not None:
                path.append(frame.key)
        return tuple(path)

    def _span(self, start: Any, end: Any) -> Span:
        return Span(self.path, start.line + 1, start.column + 1, end.line + 1, end.column + 1)
