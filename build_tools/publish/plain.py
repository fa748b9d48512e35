"""The same pages as plain files, for any other engine or none."""

from __future__ import annotations

from itertools import chain
from pathlib import Path

from build_tools.index import Index
from build_tools.pages import all_pages
from build_tools.pages.frame import document
from build_tools.site_assets import asset_files


def write_pages(index: Index, folder: Path) -> int:
    """Write every page and the assets; returns how many pages."""
    count = 0
    pages = ((page.uri, document(page, index).encode()) for page in all_pages(index))
    for uri, raw in chain(pages, asset_files()):
        target = folder / uri
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(raw)
        count += uri.endswith(".html")
    return count
