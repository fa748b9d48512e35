"""The same pages as plain files, for any other engine or none."""

from __future__ import annotations

from functools import partial

from build_tools.index import Index
from build_tools.pages import plans
from build_tools.pages.frame import document, frame_files
from build_tools.publish.making import Maker
from build_tools.publish.output import Output


def write_pages(index: Index, output: Output) -> int:
    """Write every page and the assets; returns how many pages."""
    maker = Maker(index, partial(document, index=index), output)
    made = maker.make(plans(index))
    for uri, raw in frame_files(index):
        output.add(uri, raw)
    maker.map({one.uri: one.updated for one in made})
    return len(made)
