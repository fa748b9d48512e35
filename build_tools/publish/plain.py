"""The same pages as plain files, for any other engine or none."""

from __future__ import annotations

from pathlib import Path

from build_tools.index import Index
from build_tools.pages import all_pages
from build_tools.pages.frame import document, frame_files
from build_tools.publish.data_files import write_data, write_file


def write_pages(index: Index, folder: Path) -> int:
    """Write every page and the assets; returns how many pages."""
    dates: dict[str, str | None] = {}
    for page in all_pages(index):
        write_file(folder / page.uri, document(page, index).encode())
        dates[page.uri] = page.updated
    for uri, raw in frame_files(index):
        write_file(folder / uri, raw)
    write_data(index, folder, dates)
    return len(dates)
