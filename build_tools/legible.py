"""A catalog file as a reader without the schema would want it: fields and choices by their Chinese names.

Made for ``git diff``: one value a line, in the order of the file, comments kept, the same text for the same file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import PurePosixPath

from build_tools import fields
from build_tools.canonical.tree import Node, parse
from build_tools.diagnostics import Where
from build_tools.load import kind_at
from build_tools.messages import say
from build_tools.source import ABSENT, REGISTRY_LIMITS, Value, read

_TEMPORARY = re.compile(r"[A-Za-z0-9]{6}_(?=.)")  # what older versions of git put before the name of a file


def legible(path: str, raw: bytes) -> str | None:
    """The file with Chinese names; None where anything in it cannot be read, or is unlike any catalog file."""
    document, found = read(path, raw, REGISTRY_LIMITS)
    if document.data == ABSENT or any(one.code not in ("old-line-ends", "mixed-line-ends") for one in found):
        return None
    kind = kind_at(path) or _kind_like(path, document.data)
    if kind is None:
        return None
    text = raw.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    header, root = parse(text)
    above, below = ([line for line in lines if line] for lines in ([*header, *root.above], root.below))
    return "\n".join([*above, *_value(kind, (), root, ""), *below]) + "\n"


def _kind_like(path: str, data: Value) -> str | None:
    """The kind whose keys these are; of several the one that the name of the file speaks for."""
    stem = _TEMPORARY.sub("", PurePosixPath(path.replace("\\", "/")).name).partition(".")[0]
    counted = {kind: _known(kind, data) for kind in fields.NAMES}
    best = max(counted.values())
    likely = [kind for kind, count in counted.items() if count == best > 0]
    return stem if stem in likely else likely[0] if likely else None


def _known(kind: str, data: Value) -> int:
    """How many keys are ones of this kind, less those that are not."""
    where: Where = ()
    if kind in ("item", "site", "adjustment"):
        entries = [data]
    elif kind == "exceptions":
        entries, where = data if isinstance(data, list) else [], (0,)
    else:
        entries, where = list(data.values()) if isinstance(data, dict) else [], ("*",)
    order = fields.key_order(kind, where)
    keys = [key for one in entries if isinstance(one, dict) for key in one]
    return sum(1 if key in order else -1 for key in keys)


def _value(kind: str, where: Where, node: Node, margin: str) -> Iterator[str]:
    """The lines of a list, a mapping or a single value."""
    if not isinstance(node.value, list):
        yield from (margin + line for line in _said(kind, where, node))
        return
    for child in node.value:
        step: Where = (*where, 0 if child.key is None else child.key)
        yield from (margin + line for line in child.above if line)
        yield from _entry(kind, step, child, margin)
    yield from (margin + line for line in node.below if line and where)


def _entry(kind: str, where: Where, node: Node, margin: str) -> Iterator[str]:
    beside = f"  {node.beside}" if node.beside else ""
    if isinstance(node.value, list):
        inner = list(_value(kind, where, node, margin + "  "))
        if node.key is not None:
            yield margin + say("text_field", label=_label(kind, where), value=beside)
        elif inner and not inner[0].lstrip().startswith("#"):
            yield f"{margin}- {inner.pop(0).lstrip()}{beside}"
        else:
            yield f"{margin}-{beside}"
        yield from inner
        return
    first, *more = _said(kind, where, node)
    yield margin + (f"- {first}" if node.key is None else say("text_field", label=_label(kind, where), value=first))
    yield from (f"{margin}    {line}" for line in more)


def _said(kind: str, where: Where, node: Node) -> list[str]:
    """The lines of a single value; a choice by its label."""
    text = node.value if isinstance(node.value, str) else ""
    said = fields.choice_labels(kind, where).get(text, text).split("\n")
    return [*said[:-1], said[-1] + (f"  {node.beside}" if node.beside else "")]


def _label(kind: str, where: Where) -> str:
    """The Chinese name of a key; an id that the catalog gives stays as it is."""
    part, base = fields.at(kind, where[:-1])
    key = str(where[-1])
    for branch, name in ((part, base), *(fields.resolve(one, base) for one in part.get("anyOf", ()))):
        if key in branch.get("properties", {}):
            return fields.label(kind, where)
        named = dict(fields.choices(branch["propertyNames"], name)) if "propertyNames" in branch else {}
        if key in named:
            return named[key]
    return key
