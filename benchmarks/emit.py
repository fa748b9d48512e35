"""Plain data → YAML as the offices write it: block style, two spaces, quotes only where YAML needs them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import TypeAlias

Value: TypeAlias = "str | Sequence[Value] | Mapping[str, Value]"

_NEEDS_QUOTES = re.compile(r"^[\s!&*\[\]{}|>@`\"'%#,?:-]|^$|:\s|:$|\s#|\s$")
_CODE = re.compile(r"^0[0-9]+$")


def scalar(text: str) -> str:
    """One text on one line; quoted where it would read as something else."""
    if _NEEDS_QUOTES.search(text) or _CODE.match(text):
        return "'" + text.replace("'", "''") + "'"
    return text


def document(value: Value) -> str:
    """A whole file."""
    return "".join(f"{line}\n" for line in _lines(value, ""))


def registry(entries: Mapping[str, Value]) -> str:
    """A whole file of entries, with an empty line between two."""
    return "\n".join(document({key: entry}) for key, entry in entries.items())


def _lines(value: Value, pad: str) -> Iterator[str]:
    """The lines of a list or a mapping."""
    if isinstance(value, str):
        yield pad + scalar(value)
    elif isinstance(value, Mapping):
        for key, below in value.items():
            if isinstance(below, str):
                yield f"{pad}{key}: {scalar(below)}"
            else:
                yield f"{pad}{key}:"
                yield from _lines(below, pad + "  ")
    else:
        for one in value:
            first, *rest = _lines(one, "")
            yield f"{pad}- {first}"
            yield from (f"{pad}  {line}" for line in rest)
