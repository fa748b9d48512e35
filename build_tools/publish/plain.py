"""The same pages as plain files, for any other engine or none."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from build_tools.index import Index
from build_tools.pages import plans
from build_tools.pages.frame import document, frame_files
from build_tools.publish.data_files import write_file, write_maps
from build_tools.publish.making import make


def write_pages(index: Index, folder: Path) -> int:
    """Write every page and the assets; returns how many pages."""
    write = partial(write_file, folder)
    made = make(index, plans(index), partial(document, index=index), write)
    for uri, raw in frame_files(index):
        write(uri, raw)
    write_maps(index, write, {one.uri: one.updated for one in made})
    return len(made)
