"""The catalog's data files and what the search loads, written beside the pages."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import chain
from pathlib import Path

from build_tools.exchange import files
from build_tools.exchange.sitemap import sitemaps
from build_tools.index import Index
from build_tools.search import search_files


def data_uris(index: Index) -> Iterator[str]:
    """Where the data files will be."""
    yield from (file.uri for file in files(index))
    yield "sitemap.xml"


def write_data(index: Index, folder: Path, pages: Mapping[str, str | None]) -> None:
    """Write every data file, the search index, and the map of the ``pages`` made, each with its date."""
    for file in chain(files(index), sitemaps(index, pages)):
        write_file(folder / file.uri, file.content)
    for uri, raw in search_files(index):
        write_file(folder / uri, raw)


def write_file(target: Path, raw: bytes) -> None:
    """Write one file, in a new folder where it needs one."""
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(raw)
