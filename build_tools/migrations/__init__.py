"""Changes of the catalog's format, step by step. One step = one module ``mNNNN_name`` with ``migrate(files) -> files``.

A step takes every file of the catalog, path → bytes, and gives them as the next format has them. It never raises on
what it cannot read: such a file stays as it is, and the check speaks of it. Steps are never changed or removed once
they were released; a repository records the number of the last one it went through.
"""

from __future__ import annotations

import pkgutil
from collections.abc import Iterator
from importlib import import_module

Files = dict[str, bytes]

STEPS: tuple[tuple[int, str], ...] = tuple(
    sorted((int(found.name[1:5]), found.name) for found in pkgutil.iter_modules(__path__))
)
LATEST = STEPS[-1][0]


def migrated(files: Files, format: int) -> Iterator[tuple[str, Files]]:
    """Each step a catalog of this format still has to take: its name, and all files after it."""
    for number, name in STEPS:
        if number > format:
            files = import_module(f"{__name__}.{name}").migrate(dict(files))
            yield name.partition("_")[2], files
