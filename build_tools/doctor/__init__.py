"""What is missing on this machine or in this repository: each point examined becomes one remark, good or bad."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from build_tools.doctor import county, machine
from build_tools.doctor.remark import Remark, State

__all__ = ["Remark", "State", "examine"]


def examine(base: Path | None) -> Iterator[Remark]:
    """Everything about the machine, then about the repository in ``base`` (None: there is none)."""
    yield from machine.examine(base or Path.cwd())
    if base is None:
        yield Remark(State.BAD, "doctor-catalog", {"path": str(Path.cwd())})
    else:
        yield from county.examine(base)
