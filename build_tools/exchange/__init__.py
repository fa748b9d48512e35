"""The catalog as files for programs 「数据下载」: one format = one module with ``files(index)`` and their ``PLACES``.

Every module is a pure function of the index; the bytes depend on the catalog alone, and so does every date.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib import import_module

from build_tools.index import Index
from build_tools.load import no_collection

FORMATS = ("catalog_csv", "catalog_json", "catalog_schema", "catalog_jsonld", "feed")
"""The modules, in the order in which the data page shows their files."""


@dataclass(frozen=True, slots=True)
class SiteFile:
    """One file beside the pages. ``date`` is the newest date in it.

    ``words`` is its entry among the page words, ``name`` the part of the catalog they name; none for machines alone.
    """

    uri: str
    content: bytes
    media_type: str
    words: str
    name: str = ""
    date: str | None = None

    @property
    def sha256(self) -> str:
        """The checksum, as ``sha256sum`` prints it."""
        return hashlib.sha256(self.content).hexdigest()


@lru_cache(maxsize=1)
def files(index: Index) -> tuple[SiteFile, ...]:
    """Every file, in a fixed order. Kept for the last index: the data page shows what is published beside it."""
    with no_collection():
        return tuple(_made(index))


def claims(uri: str) -> bool:
    """Whether an address, in lower case, is one of these files', or lies in a folder of theirs."""
    places = (place for name in FORMATS for place in import_module(f"{__name__}.{name}").PLACES)
    return any(uri.startswith(place) if place.endswith("/") else uri == place for place in places)


def _made(index: Index) -> Iterator[SiteFile]:
    for name in FORMATS:
        yield from import_module(f"{__name__}.{name}").files(index)
