"""The commit that a site is made from: its id, its day, and whether the files have been changed since."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path

from build_tools.folder import Folder
from build_tools.git import blobs, contents
from build_tools.index import Index
from build_tools.pages.version import URI, Version, version_page

_COMMITTER = re.compile(rb"^committer [^\n]*> (\d{1,12}) ([+-])(\d\d)(\d\d)$", re.MULTILINE)
_CATALOG = "catalog"
_DOCS = "docs"
_SETTINGS = "mkdocs.yml"
_SHA1 = 40


def last_files(base: Path, index: Callable[[], Index]) -> Callable[[str], Mapping[str, bytes]]:
    """What is written when everything else is there, of the checksum of the list of all that."""
    return lambda manifest: {URI: version_page(index(), version(base, index()), manifest)}


def version(base: Path, index: Index) -> Version:
    """The commit of the project's files; nothing where they were never committed."""
    head = index.history.head
    if head is None:
        return Version()
    settings = f"{head}:{index.history.prefix}{_SETTINGS}"
    found = contents(base, (head, settings))
    same = _equal((base / _SETTINGS).read_bytes(), found.get(settings, b"")) and not _changed(base, head)
    return Version(head, _day(found.get(head, b"")), not same)


def _day(commit: bytes) -> str:
    """The day it was committed, where it was committed."""
    hit = _COMMITTER.search(commit.partition(b"\n\n")[0])
    if hit is None:
        return ""
    away = timedelta(hours=int(hit[3]), minutes=int(hit[4]))
    there = datetime.fromtimestamp(int(hit[1]), UTC) + (away if hit[2] == b"+" else -away)
    return there.date().isoformat()


def _changed(base: Path, head: str) -> bool:
    """Whether a file that is read was not committed like that, or a committed one is gone."""
    committed = blobs(base, head, _CATALOG) | blobs(base, head, _DOCS)
    if any(not _is_blob(raw, committed.get(path, "")) for path, raw in _files(base)):
        return True
    return not all(map(os.path.lexists, (base / path for path in committed)))


def _files(base: Path) -> Iterator[tuple[str, bytes]]:
    """What a build reads, path by path."""
    yield from Folder(base, _CATALOG).files()
    for folder, inner, names in os.walk(base / _DOCS):
        inner[:] = [name for name in inner if not name.startswith(".")]
        for path in (Path(folder, name) for name in names if not name.startswith(".")):
            yield path.relative_to(base).as_posix(), path.read_bytes()


def _is_blob(raw: bytes, wanted: str) -> bool:
    """Whether these bytes are a content that git has under this id; it may have given them other line ends."""
    return any(_id(text, wanted) == wanted for text in (raw, raw.replace(b"\r\n", b"\n")))


def _id(raw: bytes, like: str) -> str:
    made = hashlib.sha1(usedforsecurity=False) if len(like) == _SHA1 else hashlib.sha256()
    made.update(b"blob %d\0" % len(raw) + raw)
    return made.hexdigest()


def _equal(raw: bytes, committed: bytes) -> bool:
    return committed in (raw, raw.replace(b"\r\n", b"\n"))
