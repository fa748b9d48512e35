"""What only the system can do: let two folders change places at one instant, and see that a disk has everything."""

from __future__ import annotations

import ctypes
import os
import sys
from collections.abc import Collection
from pathlib import Path

_AT_FDCWD = -100
_RENAME_EXCHANGE = 2
_RENAME_SWAP = 2


_MANY = 20
"""From so many new files on it is quicker to ask the system for all it has not written yet."""


def exchange(one: Path, other: Path) -> bool:
    """Let two folders change places at one instant. False, with both where they were, where that cannot be had."""
    return _at_once(os.fsencode(one), os.fsencode(other))


def _at_once(one: bytes, other: bytes) -> bool:
    """Linux from 3.15 and macOS from 10.12, on disks that know how."""
    try:
        if sys.platform == "linux":
            return not ctypes.CDLL(None).renameat2(_AT_FDCWD, one, _AT_FDCWD, other, _RENAME_EXCHANGE)
        if sys.platform == "darwin":
            return not ctypes.CDLL(None).renamex_np(one, other, _RENAME_SWAP)
    except (AttributeError, OSError):  # an old system library
        pass
    return False


def settle(folder: Path, written: Collection[str] = ()) -> None:
    """Return when the folder, and all files ``written`` into it, are on the disk: a loss of power undoes nothing of it.

    Raises OSError where the disk failed. Windows can do that for files alone.
    """
    if len(written) > _MANY and sys.platform != "win32":
        _settle_all(folder)
        return
    for uri in written:
        _settle_one(folder / uri, os.O_RDWR if sys.platform == "win32" else os.O_RDONLY)
    if sys.platform != "win32":
        for inner in [inner for inner, _, _ in os.walk(folder)] if written else [str(folder)]:
            _settle_one(inner, os.O_RDONLY)


def _settle_one(path: str | Path, flags: int) -> None:
    handle = os.open(path, flags)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _settle_all(folder: Path) -> None:
    """Everything on the folder's disk; where only all disks can be asked for, those."""
    if sys.platform != "linux":
        os.sync()
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        if ctypes.CDLL(None, use_errno=True).syncfs(handle):
            raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))
    finally:
        os.close(handle)
