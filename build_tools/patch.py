"""Two versions of a file as a unified diff that may be shown on any console."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping

from build_tools.personal import masked
from build_tools.text import visible

_NO_END = "\\ No newline at end of file"


def unified(before: Mapping[str, bytes], after: Mapping[str, bytes]) -> str:
    """What changes in each file of ``after``; controls and invisible characters are written as ``\\uXXXX``,
    identity card numbers hidden.

    A CR that both versions have at a line's end is not shown.
    """
    return "\n".join(line for path in sorted(after) for line in _one(path, before.get(path, b""), after[path]))


def _one(path: str, old: bytes, new: bytes) -> Iterator[str]:
    name = visible(path)
    for number, line in enumerate(difflib.unified_diff(_lines(old), _lines(new), f"a/{name}", f"b/{name}")):
        if number < 2:
            yield line.rstrip("\n")
            continue
        yield visible(masked(line.removesuffix("\n").removesuffix("\r")))
        if not line.endswith("\n"):
            yield _NO_END


def _lines(raw: bytes) -> list[str]:
    lines = raw.decode("utf-8", "backslashreplace").split("\n")
    return [f"{line}\n" for line in lines[:-1]] + lines[-1:] * bool(lines[-1])
