"""The steps of a long command, in the order they were taken, each with its seconds; for ``--timings``."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

taken: dict[str, float] = {}
"""Name of a step (a word of the messages) → seconds so far."""
listeners: list[Callable[[str], None]] = []
"""Who is told when a step begins."""


@contextmanager
def step(name: str) -> Iterator[None]:
    """Count the time of a block under ``name``. What is counted in a step within it is not counted twice."""
    started, inner = time.perf_counter(), sum(taken.values())
    taken.setdefault(name, 0.0)
    for tell in listeners:
        tell(name)
    try:
        yield
    finally:
        taken[name] += time.perf_counter() - started - (sum(taken.values()) - inner)
