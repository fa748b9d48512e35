"""The one way a catalog file is written: ``dump`` makes it from data, ``converted`` from a file with its comments."""

from __future__ import annotations

from build_tools.canonical.conversion import ENCODINGS, converted, reformat
from build_tools.canonical.writer import dump

__all__ = ["ENCODINGS", "converted", "dump", "reformat"]
