"""Carrying out a plan: every file, or none."""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from build_tools.diagnostics import UserError
from build_tools.files import current
from build_tools.importing.shape import Plan

_OWN = f".zwgk-import-{os.getpid()}"


def write(base: Path, plan: Plan) -> None:
    """Write all files of a plan below ``base``: first beside their places, then renamed one after the other. Where
    anything fails, what stood there before is put back and what is new is taken away. Raises UserError.
    """
    staged: dict[Path, Path] = {}
    made: list[Path] = []
    done: list[str] = []
    try:
        for path, raw in plan.after.items():
            target = base / path
            _refuse(base, target, path, plan.before[path])
            made += _folders(target.parent)
            staged[target] = target.with_name(f".{target.name}{_OWN}")
            _stage(staged[target], raw, target)
        for path in plan.after:
            if current(base / path) != plan.before[path]:
                raise UserError("changed-meanwhile", path=path)
            done.append(path)
            os.replace(staged[base / path], base / path)
    except BaseException as error:
        _undo(base, done, plan.before, made, staged)
        if isinstance(error, OSError):
            raise UserError("write-failed", path=str(base), error=error.strerror or type(error).__name__) from error
        raise


def _refuse(base: Path, target: Path, path: str, expected: bytes | None) -> None:
    """Nothing is written through a link, over what has changed, or over what is not to be written."""
    if not target.parent.resolve().is_relative_to(base.resolve() / Path(path).parts[0]) or target.is_symlink():
        raise UserError("write-failed", path=path, error=os.strerror(errno.ELOOP))
    if current(target) != expected:
        raise UserError("changed-meanwhile", path=path)
    if expected is not None and not os.access(target, os.W_OK):
        raise UserError("write-failed", path=path, error=os.strerror(errno.EACCES))


def _folders(folder: Path) -> list[Path]:
    """Make a folder and those above it; the ones that were not there, the outermost first."""
    missing = [one for one in reversed((folder, *folder.parents)) if not one.exists()]
    folder.mkdir(parents=True, exist_ok=True)
    return missing


def _stage(staging: Path, raw: bytes, target: Path) -> None:
    with staging.open("xb") as file:
        file.write(raw)
        file.flush()
        os.fsync(file.fileno())
    if target.exists():
        shutil.copymode(target, staging)


def _undo(
    base: Path, done: list[str], before: Mapping[str, bytes | None], made: list[Path], staged: Mapping[Path, Path]
) -> None:
    for path in reversed(done):
        target, old = base / path, before[path]
        if not staged[target].exists():  # else it was not renamed
            with suppress(OSError):
                target.unlink() if old is None else _put_back(target, old)
    for staging in staged.values():
        with suppress(OSError):
            staging.unlink()
    for folder in reversed(made):
        with suppress(OSError):
            folder.rmdir()


def _put_back(target: Path, old: bytes) -> None:
    again = target.with_name(f".{target.name}{_OWN}-old")
    _stage(again, old, target)
    os.replace(again, target)
