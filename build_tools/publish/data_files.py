"""The catalog's data files, and where everything beside the pages will be."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from build_tools.exchange import claims as data_claims
from build_tools.exchange.sitemap import sitemaps
from build_tools.index import Index
from build_tools.search.shards import FOLDER


def claims(uri: str) -> bool:
    """Whether an address, in lower case, is that of a data file, of the search or of the map."""
    return data_claims(uri) or uri.startswith((f"{FOLDER}/", "sitemap"))


def write_maps(index: Index, write: Callable[[str, bytes], None], pages: Mapping[str, str | None]) -> None:
    """Write the map of the ``pages`` made, each with its date."""
    for file in sitemaps(index, pages):
        write(file.uri, file.content)


def write_file(folder: Path, uri: str, raw: bytes) -> None:
    """Write one file, in a new folder where it needs one."""
    target = folder / uri
    try:
        target.write_bytes(raw)
    except FileNotFoundError:
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(raw)
