"""The index of a site that is published: besides the catalog, who changed it when, and what the check lets pass."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from build_tools.check import Checked
from build_tools.git import History, history, state
from build_tools.index import Index, build_index
from build_tools.load import Loaded
from build_tools.pages.quality import lasting
from build_tools.revised import Revised


def site_index(base: Path, root: str, loaded: Loaded, checked: Checked, revised: tuple[Revised, ...] = ()) -> Index:
    """The index of the catalog in the folder ``root`` of the project in ``base``; ``revised`` makes it a preview."""
    known = _history(base, root, state(base, root))
    if not known.told:
        _history.cache_clear()
    made = build_index(loaded.catalog, known, lasting(checked))
    return replace(made, revised=revised, digests=loaded.digests, named=loaded.named, root=root)


@lru_cache(maxsize=1)
def _history(base: Path, root: str, at: str) -> History:
    """Read once while the commit is the same."""
    return history(base, root)
