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

_SOURCES = ("catalog", "docs", "schemas", "build_tools", ".git")
"""Folders of a project that hold what people wrote."""


@contextmanager
def replacing(out: Path, base: Path) -> Iterator[Path]:
    """A new folder to write into. It takes the place of ``out`` when the block ends well, and vanishes when it fails.

    Raises UserError when ``out`` is not ours to replace: foreign, above the project ``base``, or among its sources.
    """
    out = out.absolute()
    _refuse_foreign(out, base)
    staging = out.with_name(f".{out.name}.zwgk-new-{os.getpid()}")
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


def _refuse_foreign(out: Path, base: Path) -> None:
    resolved = out.resolve()
    home = Path.home() if os.environ.get("HOME") else Path("/")
    above = any(resolved == one or resolved in one.parents for one in (base.resolve(), home.resolve()))
    if above or any(resolved.is_relative_to((base / name).resolve()) for name in _SOURCES):
        raise UserError("output-forbidden", path=str(out))
    if out.is_symlink() or (out.exists() and not out.is_dir()):
        raise UserError("output-not-ours", path=str(out))
    if out.is_dir() and any(out.iterdir()) and not (out / MARKER).is_file():
        raise UserError("output-not-ours", path=str(out))


def _remove_leftovers(out: Path) -> None:
    """What a killed build left behind; the names are ours alone."""
    for leftover in out.parent.glob(f".{out.name}.zwgk-new-*"):
        shutil.rmtree(leftover, ignore_errors=True)
    previous = _previous(out)
    if previous.exists() and not out.exists():
        previous.rename(out)
    shutil.rmtree(previous, ignore_errors=True)


def _previous(out: Path) -> Path:
    """Where the old site stands while the new one takes its place."""
    return out.with_name(f".{out.name}.zwgk-old")


def _swap(staging: Path, out: Path) -> None:
    previous = _previous(out)
    if out.exists():
        out.rename(previous)
    try:
        staging.rename(out)
    except OSError:
        if previous.exists():
            previous.rename(out)
        raise
    shutil.rmtree(previous, ignore_errors=True)
