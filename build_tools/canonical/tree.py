"""YAML text → nodes with their comments, so that a key takes its comments along wherever it goes.

Only for text that ``build_tools.source`` reads without complaint: no anchors, no tags, one document, few levels.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from yaml._yaml import CParser
from yaml.events import MappingEndEvent, MappingStartEvent, ScalarEvent, SequenceEndEvent, SequenceStartEvent

_TO_THE_END = 1 << 30


@dataclass(slots=True)
class Node:
    """One value with its key, if it has one, and its comments: lines above it, one beside it, lines at its end.

    ``value`` is text, None where nothing is written, or the nodes of a list or mapping. An empty line among the
    comments is an empty text.
    """

    key: str | None = None
    value: str | list[Node] | None = None
    mapping: bool = False
    above: list[str] = field(default_factory=list)
    beside: str = ""
    below: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment from its ``#`` to the end of the line. ``apart``: an empty line follows.

    ``indent`` is how deep it is set in; -1 when it stands behind something, or between a dash and its value.
    """

    line: int
    column: int
    indent: int
    text: str
    apart: bool


@dataclass(slots=True)
class _Open:
    """A list or mapping not yet at its end. ``entry`` is the entry that waits for its value."""

    node: Node
    column: int
    flow: bool
    entry: Node | None = None


def parse(text: str) -> tuple[list[str], Node]:
    """The comments set apart at the head of the file, and the tree of everything else."""
    events = _events(text)
    tree = _Tree(comments(text, events))
    for event in events:
        tree.take(event)
    return _without_header(tree.finish())


def comments(text: str, events: list[Any] | None = None) -> list[Comment]:
    """Every comment of the text, in order."""
    if "#" not in text:
        return []
    inside = _insides(_events(text) if events is None else events)
    lines = text.split("\n")
    found = []
    begun = False  # a dash alone on its line: what comes now stands between it and its value
    for number, (line, after) in enumerate(zip(lines, [*lines[1:], ""], strict=True)):
        at = _sign(line, inside[number])
        before = line[:at] if at >= 0 else line
        if before.strip():
            begun = not inside[number] and not before.strip(" \t-")
        if at >= 0:
            indent = -1 if begun or before.strip() else at
            found.append(Comment(number, at, indent, line[at:].rstrip(), not after.strip()))
    return found


def _sign(line: str, inside: list[tuple[int, int]]) -> int:
    """Where on this line a comment begins, else -1; behind a closing quote the parser asks for no blank before it."""
    at = line.find("#")
    for start, end in inside:
        if at < start:
            break
        if at < end:
            at = line.find("#", end)
    return at


def _events(text: str) -> list[Any]:
    parser = CParser(text)
    try:
        return list(iter(parser.get_event, None))
    finally:
        parser.dispose()


def _insides(events: list[Any]) -> dict[int, list[tuple[int, int]]]:
    """For each line the stretches that are text of a value, where ``#`` begins no comment."""
    inside: dict[int, list[tuple[int, int]]] = defaultdict(list)
    scalars: list[Any] = [one for one in events if one.__class__ is ScalarEvent]
    for event in scalars:
        start, end = event.start_mark, event.end_mark
        for line in range(start.line, end.line + 1):
            if line == start.line and event.style in ("|", ">"):  # behind the sign of a block a comment may stand
                continue
            first = start.column if line == start.line else 0
            inside[line].append((first, end.column if line == end.line else _TO_THE_END))
    return inside


class _Tree:
    """Takes the events in turn and gives each comment to the node it belongs to.

    A comment behind something belongs to it. One on a line of its own belongs to what follows, unless it is set in
    deeper: then it ends the list or mapping above it.
    """

    def __init__(self, found: list[Comment]) -> None:
        self._comments = found
        self._next = 0
        self._open: list[_Open] = []
        self._closed: list[_Open] = []  # since the last entry began, innermost first
        self._waiting: list[Comment] = []
        self._last: Node | None = None
        self._last_line = -1
        self._root = Node()

    def take(self, event: Any) -> None:
        self._take_comments(event.start_mark.line, event.start_mark.column)
        kind = event.__class__
        if kind is ScalarEvent:
            self._scalar(event)
        elif kind is MappingStartEvent or kind is SequenceStartEvent:
            node = self._place(event)
            node.value, node.mapping = [], kind is MappingStartEvent
            self._open.append(_Open(node, event.start_mark.column, event.flow_style))
            if event.flow_style:
                self._touch(node, event.start_mark.line)
        elif kind is MappingEndEvent or kind is SequenceEndEvent:
            self._close(event)

    def finish(self) -> Node:
        self._take_comments(_TO_THE_END, 0)
        self._settle(-1, self._root.below)
        while self._root.below[-1:] == [""]:
            self._root.below.pop()
        return self._root

    def _take_comments(self, line: int, column: int) -> None:
        """The comments before this place."""
        while self._next < len(self._comments):
            comment = self._comments[self._next]
            if (comment.line, comment.column) >= (line, column):
                return
            self._next += 1
            if comment.line != self._last_line or self._last is None:
                self._waiting.append(comment)
            elif self._last.beside:
                self._last.above.append(comment.text)
            else:
                self._last.beside = comment.text

    def _scalar(self, event: Any) -> None:
        frame = self._open[-1] if self._open else None
        block = event.style in ("|", ">")
        line = event.start_mark.line if block else event.end_mark.line
        if frame and frame.node.mapping and frame.entry is None:
            frame.entry = self._begin(frame, event.start_mark.column, event.value)
            self._touch(frame.entry, line)
            return
        node = self._place(event)
        node.value = event.value if event.value or event.style else None
        self._settle(_TO_THE_END, node.above)
        self._touch(node, line)

    def _place(self, event: Any) -> Node:
        """The node that this value is for; an entry of a list begins with it."""
        if not self._open:
            return self._root
        frame = self._open[-1]
        if not frame.node.mapping:
            return self._begin(frame, frame.column, None)
        node, frame.entry = frame.entry, None
        assert node is not None
        return node

    def _begin(self, frame: _Open, column: int, key: str | None) -> Node:
        node = Node(key)
        children = frame.node.value
        assert isinstance(children, list)
        children.append(node)
        self._settle(_TO_THE_END if frame.flow else column, node.above)
        return node

    def _close(self, event: Any) -> None:
        frame = self._open.pop()
        if not frame.flow:
            self._closed.append(frame)
            return
        self._settle(_TO_THE_END, frame.node.below if frame.node.value else frame.node.above)
        self._touch(frame.node, event.end_mark.line)

    def _settle(self, column: int, following: list[str]) -> None:
        """Give out the waiting comments: to what was closed above them, else to what follows at ``column``."""
        closed = iter([*self._closed, None])
        ended = next(closed)
        before: Comment | None = None
        for comment in self._waiting:
            while ended and not column < comment.indent >= ended.column:
                ended, before = next(closed), None
            taker = ended.node.below if ended else following
            if before and before.apart:
                taker.append("")
            taker.append(comment.text)
            before = comment
        if before and before.apart and not ended:
            following.append("")
        self._waiting.clear()
        self._closed.clear()

    def _touch(self, node: Node, line: int) -> None:
        self._last, self._last_line = node, line


def _without_header(root: Node) -> tuple[list[str], Node]:
    """What is set apart above the first entry speaks of the file, and stays at its head."""
    children = root.value
    if not isinstance(children, list) or not children or "" not in children[0].above:
        return [], root
    above = children[0].above
    end = len(above) - above[::-1].index("")
    children[0].above = above[end:]
    return above[:end], root
