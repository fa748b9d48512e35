"""What is handed on: the items chosen, their official tables, and their files as they are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from build_tools.exporting.layout import Table, tables
from build_tools.exporting.selection import Selection
from build_tools.index import Index


@dataclass(frozen=True, slots=True)
class Volume:
    """Everything a format may need. ``files`` holds the bytes of every catalog file by its path."""

    index: Index
    selection: Selection
    tables: tuple[Table, ...]
    files: Mapping[str, bytes]


def volume(selection: Selection, index: Index, files: Mapping[str, bytes]) -> Volume:
    """The volume of a selection."""
    return Volume(index, selection, tables(selection, index), files)
