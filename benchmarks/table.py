"""Measurements → a Markdown table, and the file that keeps it."""

from __future__ import annotations

import os
import platform
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from benchmarks.measure import Cost

_HEAD = (
    "Items", "Command", "Wall s (median)", "Wall s (range)", "CPU s", "Peak MiB",
    "ms/item", "Cost/item vs smallest", "ms per further item", "KiB per further item",
)  # fmt: skip
_NOTES = """\
Each command runs as a whole process on a generated catalog (`generate.py`), files in the page cache. *check* and
*build* begin with nothing: no site in place, nothing kept by an earlier run; the rows with a comma follow such a run.
Seconds are medians, memory the highest of the runs. *Cost/item vs smallest* is ms/item divided by that of the smallest
size of the same command; start-up (the row without items) weighs on small sizes, so values below 1 are usual and values
above 1 mean growth faster than the catalog. *Further item* compares with the row of the next smaller size: constant
numbers mean linear growth. Nothing here is asserted anywhere; compare only runs of one machine."""


@dataclass(frozen=True, slots=True)
class Measured:
    """One command on one size."""

    items: int
    command: str
    cost: Cost


def table(measured: list[Measured]) -> str:
    """The table, commands one after another, sizes rising."""
    lines = ["| " + " | ".join(_HEAD) + " |", "|" + " ---: |" * len(_HEAD)]
    for command in dict.fromkeys(one.command for one in measured):
        rows = sorted((one for one in measured if one.command == command), key=lambda one: one.items)
        lines += ["| " + " | ".join(cells) + " |" for cells in _rows(rows)]
    return "\n".join(lines)


def _rows(rows: list[Measured]) -> Iterator[list[str]]:
    """The cells of one command's rows."""
    smallest = next((one.cost.wall / one.items for one in rows if one.items), 0.0)
    before: Measured | None = None
    for one in rows:
        cost, each = one.cost, one.cost.wall / one.items if one.items else 0.0
        cells = [f"{one.items:,}", one.command, f"{cost.wall:.2f}", f"{cost.fastest:.2f}–{cost.slowest:.2f}"]
        cells += [f"{cost.cpu:.2f}", f"{cost.memory / 2**20:.0f}"]
        cells += [f"{each * 1e3:.2f}", f"{each / smallest:.2f}"] if one.items else ["", ""]
        if before:
            more = one.items - before.items
            cells += [f"{(cost.wall - before.cost.wall) / more * 1e3:.3f}"]
            cells += [f"{(cost.memory - before.cost.memory) / more / 1024:.1f}"]
        else:
            cells += ["", ""]
        yield cells
        before = one


def results(measured: list[Measured], runs: int, seed: int, noisy: bool) -> str:
    """The whole of RESULTS.md. Of the machine only what explains the numbers."""
    machine = f"{os.cpu_count()} cores, {platform.system()} {platform.machine()}, Python {platform.python_version()}"
    lines = [
        "# How long the commands take",
        "",
        f"{date.today().isoformat()}; {machine}; {runs} runs each, seed {seed}.",
    ]
    if noisy:
        lines.append("Other work ran on the machine at the same time: take the numbers as upper bounds.")
    return "\n".join([*lines, "", table(measured), "", _NOTES, ""])
