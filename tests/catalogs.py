"""Catalogs in memory for tests: the small sound one in ``tests/base``, and what a test changes in it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from build_tools.check import Checked, check
from build_tools.examples import TODAY, Files, base, fixed
from build_tools.load import Loaded, load

__all__ = ["TODAY", "Files", "base", "checked", "fixed"]


def checked(files: Mapping[str, bytes], today: date = TODAY) -> tuple[Loaded, Checked]:
    """Load and check files in memory."""
    loaded = load(sorted(files.items()))
    return loaded, check(loaded, today)
