"""Rows of a table → items and registries of a catalog, as a plan that shows everything before anything is written.

``plan`` reads files and says what would become of every row and cell; ``write`` carries it out, wholly or not at all.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from build_tools import tables
from build_tools.importing.planning import Wishes, planned
from build_tools.importing.shape import Plan, Source
from build_tools.importing.writing import write
from build_tools.trial import State, Trial

__all__ = ["Plan", "Source", "Wishes", "plan", "write"]


def plan(paths: Sequence[Path], before: State, trial: Trial, wishes: Wishes) -> Plan:
    """What importing these files would do. A file in our own form would be recognised here, before it is read as a
    table of somebody else's.
    """
    return planned([Source(path.name, tables.read(path)) for path in paths], before, trial, wishes)
