"""The catalog as files for programs 「数据下载」: one format = one module with ``files(index)`` and their ``PLACES``.

Every module is a pure function of the index; the bytes depend on the catalog alone, and so does every date.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from importlib import import_module

from build_tools.index import Index

FORMATS = ("catalog_csv", "catalog_json", "catalog_schema", "catalog_jsonld", "feed")
"""The modules, in the order in which the data page shows their files."""


@dataclass(frozen=True)
class SiteFile:
    """One file beside the pages, in ``parts``, since it may be large. ``date`` is the newest date in it.

    ``words`` is its entry among the page words, ``name`` the part of the catalog they name; none for machines alone.
    """

    uri: str
    parts: Sequence[bytes]
    media_type: str
    words: str
    name: str = ""
    date: str | None = None

    @property
    def content(self) -> bytes:
        """All of it."""
        return b"".join(self.parts)

    @cached_property
    def told(self) -> Told:
        """What there is to tell of it."""
        made = hashlib.sha256()
        for part in self.parts:
            made.update(part)
        size = sum(map(len, self.parts))
        return Told(self.uri, size, made.hexdigest(), self.media_type, self.words, self.name, self.date)


@dataclass(frozen=True, slots=True)
class Told:
    """A file as the data page tells of it. ``size`` is in bytes, ``sha256`` as ``sha256sum`` prints it."""

    uri: str
    size: int
    sha256: str
    media_type: str
    words: str
    name: str
    date: str | None


_last: list[tuple[Index, tuple[Told, ...]]] = []


def files(index: Index) -> Iterator[SiteFile]:
    """Every file, in a fixed order; made one after the other, since all together are half as large as the site."""
    made: list[Told] = []
    for name in FORMATS:
        for file in import_module(f"{__name__}.{name}").files(index):
            made.append(file.told)
            yield file
    _last[:] = [(index, tuple(made))]


def told(index: Index) -> tuple[Told, ...]:
    """What there is to tell of every file; of the index whose files were made last it is known."""
    if not _last or _last[0][0] is not index:
        for _ in files(index):
            pass
    return _last[0][1]


def claims(uri: str) -> bool:
    """Whether an address, in lower case, is one of these files', or lies in a folder of theirs."""
    places = (place for name in FORMATS for place in import_module(f"{__name__}.{name}").PLACES)
    return any(uri.startswith(place) if place.endswith("/") else uri == place for place in places)
