"""A folder that is replaced as a whole: written beside its place, then renamed into it."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from build_tools.diagnostics import UserError

MARKER = ".zwgk-site"
"""A folder with this file was written by us and may be replaced; any other must be empty."""


@contextmanager
def replacing(out: Path, *, keep: tuple[Path, ...] = ()) -> Iterator[Path]:
    """A new folder to write into. It takes the place of ``out`` when the block ends well, and vanishes when it fails.

    ``keep`` are folders that must not be touched. Raises UserError when ``out`` is not ours to replace.
    """
    out = out.absolute()
    _refuse_foreign(out, keep)
    staging = out.with_name(f"{out.name}.new-{os.getpid()}")
    try:
        _remove_leftovers(out)
        staging.mkdir(parents=True)
        yield staging
        (staging / MARKER).write_text("zwgk\n", encoding="utf-8")
        _swap(staging, out)
    except OSError as error:
        raise UserError("output-failed", path=str(out), error=error.strerror or type(error).__name__) from error
    finally:
        shutil.rmtree(staging, ignore_errors=True)


def _refuse_foreign(out: Path, keep: tuple[Path, ...]) -> None:
    resolved = out.resolve()
    for folder in (*keep, Path.home() if os.environ.get("HOME") else Path("/")):
        if folder.resolve() == resolved or resolved in folder.resolve().parents:
            raise UserError("output-forbidden", path=str(out))
    if out.is_symlink() or (out.exists() and not out.is_dir()):
        raise UserError("output-not-ours", path=str(out))
    if out.is_dir() and any(out.iterdir()) and not (out / MARKER).is_file():
        raise UserError("output-not-ours", path=str(out))


def _remove_leftovers(out: Path) -> None:
    """What a killed build left behind."""
    for leftover in out.parent.glob(f"{out.name}.new-*"):
        shutil.rmtree(leftover, ignore_errors=True)
    previous = out.with_name(f"{out.name}.old")
    if previous.exists() and not out.exists():
        previous.rename(out)
    shutil.rmtree(previous, ignore_errors=True)


def _swap(staging: Path, out: Path) -> None:
    previous = out.with_name(f"{out.name}.old")
    if out.exists():
        out.rename(previous)
    try:
        staging.rename(out)
    except OSError:
        if previous.exists():
            previous.rename(out)
        raise
    shutil.rmtree(previous, ignore_errors=True)
