"""The whole site: the engine run beside a staging folder, the items stamped, the result put in place at once."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from pathlib import Path

from build_tools.cache import Cache
from build_tools.index import Index
from build_tools.publish.generations import aside
from build_tools.publish.own import OwnPages
from build_tools.publish.shelf import Shelf
from build_tools.publish.staging import replacing
from build_tools.publish.stamping import Stamping
from build_tools.publish.version import last_files
from build_tools.steps import step


def build_site(base: Path, out: Path, index: Index, *, own: OwnPages, shrink: bool) -> tuple[int, str]:
    """Render the site of the project in ``base`` into ``out``, with our ``own`` pages.

    Returns the number of pages, and the checksum of the list of all files, which tells this site from any other.

    Raises UserError, with the old site untouched, when the engine fails or ``out`` is not ours.
    """
    cache = Cache.of(base)
    index = replace(index, kept=cache)
    with replacing(out, base, index.total, cache, shrink) as output, step("engine"):
        shelf = Shelf(base, index, cache)
        stamping = Stamping(index, output, cache, own)
        output.last = last_files(base, lambda: stamping.index)
        with closing(stamping):
            if not shelf.stamped(stamping, output.folder):
                from build_tools.publish.rendering import render  # the engine takes long to load

                with aside(out) as folder:
                    shelf.keep(stamping, render(base, folder, stamping))
    return stamping.count, output.manifest
