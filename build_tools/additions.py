"""A new file or a new entry of a registry, as bytes; every other byte of the file stays as it is."""

from __future__ import annotations

import errno
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from build_tools.canonical import dump
from build_tools.diagnostics import Diagnostic, UserError, Where
from build_tools.files import replace_file
from build_tools.source import REGISTRY_LIMITS, Document, read

Files = Mapping[str, bytes]
_MARK = b"\xef\xbb\xbf"


@dataclass(frozen=True, slots=True)
class Addition:
    """What is to be written: the path within the project, the file whole, what stood there before, and where in the
    document the new data lies.
    """

    path: str
    raw: bytes
    old: bytes | None
    where: Where = ()

    def document(self) -> Document:
        """The file as it will be read, with its places."""
        return read(self.path, self.raw, REGISTRY_LIMITS)[0]

    def write(self, base: Path) -> Path:
        """Put it on disk; raises UserError where that fails, or the file has changed since it was read."""
        target = base / self.path
        root = base / PurePosixPath(self.path).parts[0]
        if not target.parent.resolve().is_relative_to(root.resolve()):  # a folder that is a link to another place
            raise UserError("write-failed", path=str(target), error=os.strerror(errno.ELOOP))
        replace_file(target, self.raw, self.old)
        return target


def new_file(path: str, kind: str, data: dict[str, Any], files: Files) -> Addition:
    """A file of its own. Raises UserError where there is one already, under this name in any case."""
    taken = next((one for one in files if one.lower() == path.lower()), None)
    if taken:
        raise UserError("already-there", id=path.rpartition("/")[2].removesuffix(".yml"), path=taken)
    return Addition(path, dump(kind, data).encode(), None)


def new_entry(root: str, registry: str, key: str, data: dict[str, Any], files: Files) -> Addition:
    """One more entry at the end of a registry. Raises UserError where the id is taken or the file has faults."""
    return new_entries(root, registry, {key: data}, files)


def new_entries(root: str, registry: str, entries: dict[str, dict[str, Any]], files: Files) -> Addition:
    """The same for several at once; ``where`` is the place of the first."""
    path = f"{root}/{registry}.yml"
    old = files.get(path)
    before = _entries(path, old or b"")
    for key in entries:
        if key in before:
            raise UserError("already-there", id=key, path=path)
    raw = _appended(old or b"", dump(registry, entries))
    if _entries(path, raw) != {**before, **entries}:
        raise UserError("cannot-add", path=path)
    return Addition(path, raw, old, (next(iter(entries)),))


def _entries(path: str, raw: bytes) -> dict[str, Any]:
    """What a registry holds; nothing but comments is an empty one."""
    if not raw.strip():
        return {}
    document, found = read(path, raw, REGISTRY_LIMITS)
    if any(one.code != "empty-file" for one in found):
        raise UserError("cannot-add", path=path)
    return document.data if isinstance(document.data, dict) else {}


def _appended(old: bytes, entry: str) -> bytes:
    """The entry behind what is there, with an empty line between and the line ends of the file."""
    ends = b"\r\n" if b"\r\n" in old else b"\n"
    head = old.removeprefix(_MARK)
    blank = not head.strip(b"\r\n")
    lead = b"" if blank else ends if head.endswith(ends * 2) else ends if head.endswith(b"\n") else ends * 2
    if head.endswith((b"\n\n", b"\n\r\n")):
        lead = b""
    return old + lead + entry.encode().replace(b"\n", ends)


def concerned(document: Document, where: Where, found: tuple[Diagnostic, ...]) -> set[str]:
    """The top-level fields of the new data that findings in its file point into, or that they miss."""
    below = {step[len(where)]: span.line for step, span in document.spans().keys.items() if len(step) == len(where) + 1}
    fields: set[str] = set()
    for one in found:
        if one.where.path == document.path:
            starts = {line: str(key) for key, line in below.items() if line <= one.where.line}
            fields |= {starts[max(starts)]} if starts else set()
            fields |= {one.args["missing"]} if "missing" in one.args else set()
    return fields
