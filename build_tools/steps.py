"""The steps of a long command, in the order they were taken, each with its seconds; for ``--timings``."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager

taken: dict[str, float] = {}
"""Name of a step (a word of the messages) → seconds so far."""


@contextmanager
def step(name: str) -> Iterator[None]:
    """Count the time of a block under ``name``. Steps do not nest."""
    started = time.perf_counter()
    try:
        yield
    finally:
        taken[name] = taken.get(name, 0.0) + time.perf_counter() - started
