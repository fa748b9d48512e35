"""A file of the catalog made to say something else: only the values that differ are written anew.

Comments stay, and every byte outside the fields that differ. One difference is mended at a time, and the file read
again: whatever way a file is laid out, the result is only used where it says exactly what it should.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from build_tools.canonical.tree import Node, comments, parse
from build_tools.canonical.writer import write
from build_tools.diagnostics import Fix, Span, UserError, Where
from build_tools.edit import Text
from build_tools.insertion import last_line, scalar, with_element, with_key
from build_tools.source import ITEM_LIMITS, Document, read

_MOST_STEPS = 400


def amended(path: str, raw: bytes, data: dict[str, Any]) -> bytes | None:
    """The item's file with this data; None where it is laid out in a way that cannot be changed safely."""
    made = raw
    for _ in range(_MOST_STEPS):
        document, found = read(path, made, ITEM_LIMITS)
        if found or not isinstance(document.data, dict):
            return None
        if document.data == data:
            return made if _notes(made) == _notes(raw) else None
        step = _step(document, made, data)
        if step is None or step == made:
            return None
        made = step
    return None


def _step(document: Document, raw: bytes, data: dict[str, Any]) -> bytes | None:
    """The file with one difference less."""
    text = Text(raw)
    key = next(key for key in (*document.data, *data) if document.data.get(key) != data.get(key))
    for attempt in (_small, _rewritten):
        try:
            fix = attempt(document, text, key, data)
        except (UserError, KeyError, IndexError):
            continue
        if fix is None:
            continue
        made = text.with_fixes([fix])
        after, found = read(document.path, made, ITEM_LIMITS)
        others = {name for name in (*document.data, *data) if name != key}
        kept = isinstance(after.data, dict) and all(after.data.get(one) == document.data.get(one) for one in others)
        if not found and kept and _notes(made) == _notes(raw):
            return made
    return None


def _notes(raw: bytes) -> Counter[str]:
    return Counter(one.text for one in comments(_plain(raw)))


def _plain(raw: bytes) -> str:
    return raw.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")


def _small(document: Document, text: Text, key: str, data: dict[str, Any]) -> Fix | None:
    """The change that touches least; None where the field has to be written anew."""
    return _within(document, text, (), {key: document.data.get(key)}, {key: data.get(key)}, data)


def _within(document: Document, text: Text, where: Where, old: Any, new: Any, whole: Any) -> Fix | None:
    if isinstance(old, dict) and isinstance(new, dict):
        key = next(key for key in (*old, *new) if old.get(key) != new.get(key))
        if old.get(key) is None:
            return with_key("item", document, text, where, key, new[key])
        if new.get(key) is None:
            return document.removal((*where, key))
        return _within(document, text, (*where, key), old[key], new[key], whole)
    if isinstance(old, list) and isinstance(new, list):
        return _list(document, text, where, old, new, whole)
    if isinstance(old, str) and isinstance(new, str):
        return _text(document, text, where, old, new)
    return None


def _list(document: Document, text: Text, where: Where, old: list[Any], new: list[Any], whole: Any) -> Fix | None:
    """Elements changed in their places, taken away, or added at the end; anything else is a list written anew."""
    differ = [place for place, (one, other) in enumerate(zip(old, new, strict=False)) if one != other]
    if len(old) == len(new) and not any(new[place] in old or old[place] in new for place in differ):
        return _within(document, text, (*where, differ[0]), old[differ[0]], new[differ[0]], whole)
    if new[: len(old)] == old and isinstance(new[len(old)], str):
        return with_element("item", document, text, where, new[len(old)])
    if new and len(new) < len(old):
        gone = next(place for place, one in enumerate(old) if new[place : place + 1] != [one])
        rest = iter(old)
        if all(one in rest for one in new):
            return document.removal((*where, gone))
    return None


def _text(document: Document, text: Text, where: Where, old: str, new: str) -> Fix | None:
    span = document.span(where)
    if "\n" in old or "\n" in new or span.line != span.end_line or where not in document.spans().values:
        return None
    stands = text.between(span)
    end = span.column + len(stands.rstrip())
    names = tuple(one for one in where if isinstance(one, str))
    written = scalar("item", names if names else where, new)
    return Fix(Span(span.path, span.line, span.column, span.line, end), written)


def _rewritten(document: Document, text: Text, key: str, data: dict[str, Any]) -> Fix | None:
    """The lines of a field written anew, with the comments in it."""
    if key not in data or key not in document.data:
        return None
    _, root = parse(_plain(text.text.encode("utf-8", "surrogatepass")))
    assert isinstance(root.value, list)
    node = next(one for one in root.value if one.key == key)
    made = _node(key, data[key], node)
    made.above, made.below = [], made.below
    lines = text.lines()
    start = document.span((key,), key=True)
    last = last_line(document, (key,), lines)
    if start.column != 1:
        return None
    written = write("item", [], Node(None, [made], mapping=True)).rstrip("\n")
    return Fix(Span(document.path, start.line, 1, last, len(lines[last - 1]) + 1), written)


def _node(key: str | None, data: Any, old: Node | None) -> Node:
    """The tree of new data; what it has in common with the old keeps its comments, and no comment is dropped."""
    if old is not None and _data(old) == data:
        return old
    made = Node(key, data)
    if old is not None:
        made.above, made.beside, made.below = list(old.above), old.beside, list(old.below)
    before = old.value if old is not None and isinstance(old.value, list) else []
    if isinstance(data, dict):
        made.mapping = True
        known = {one.key: one for one in before if old is not None and old.mapping}
        made.value = [_node(name, value, known.pop(name, None)) for name, value in data.items()]
        left = [*known.values()] if old is not None and old.mapping else before
    elif isinstance(data, list):
        left = list(before) if old is not None and not old.mapping else []
        made.value = [_node(None, value, _taken(value, left)) for value in data]
        left += before if old is not None and old.mapping else []
    else:
        left = before
    made.below += [line for one in left for line in _words(one)]
    return made


def _taken(value: Any, left: list[Node]) -> Node | None:
    """The old element that says the same, which is then no longer free."""
    for place, one in enumerate(left):
        if _data(one) == value:
            return left.pop(place)
    return None


def _words(node: Node) -> Iterator[str]:
    """Every comment in a part of the tree."""
    yield from filter(None, [*node.above, node.beside, *node.below])
    for one in node.value if isinstance(node.value, list) else ():
        yield from _words(one)


def _data(node: Node) -> Any:
    if isinstance(node.value, list):
        if node.mapping:
            return {one.key: _data(one) for one in node.value}
        return [_data(one) for one in node.value]
    return node.value or ""
