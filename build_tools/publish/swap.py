"""Two folders change places: at one instant where the system can do that, else with two renames."""

from __future__ import annotations

import ctypes
import os
import sys
from pathlib import Path

_AT_FDCWD = -100
_RENAME_EXCHANGE = 2
_RENAME_SWAP = 2


def exchange(one: Path, other: Path) -> None:
    """Both exist before and after. Where there is no call for it, ``other`` is missing between two renames.

    Whoever finds it missing looks for it under the name that ``aside`` gives. Raises OSError with both in their places.
    """
    if not _at_once(os.fsencode(one), os.fsencode(other)):
        away = aside(other)
        other.rename(away)
        try:
            one.rename(other)
        except OSError:
            away.rename(other)
            raise
        away.rename(one)


def aside(folder: Path) -> Path:
    """Where a folder stands while another takes its place."""
    return folder.with_name(f".{folder.name}.zwgk-aside")


def _at_once(one: bytes, other: bytes) -> bool:
    """Linux from 3.15 and macOS from 10.12, on disks that know how; False where that cannot be had."""
    try:
        if sys.platform == "linux":
            return not ctypes.CDLL(None).renameat2(_AT_FDCWD, one, _AT_FDCWD, other, _RENAME_EXCHANGE)
        if sys.platform == "darwin":
            return not ctypes.CDLL(None).renamex_np(one, other, _RENAME_SWAP)
    except (AttributeError, OSError):  # an old system library
        pass
    return False
