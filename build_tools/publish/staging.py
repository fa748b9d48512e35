"""A folder that is replaced as a whole: written beside its place, then put into it. One generation is kept.

At every instant the site that stands is whole: the old one or the new one. Beside ``site`` there are, while or after a
build, the folders of ``generations``, and ``.site.zwgk-lock``, held by whoever is at work.
"""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from build_tools.cache import Cache
from build_tools.diagnostics import UserError
from build_tools.publish import generations, swap
from build_tools.publish.generations import beside
from build_tools.publish.manifest import MARKER, marker
from build_tools.publish.output import Replacement
from build_tools.steps import step

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

_SOURCES = ("catalog", "docs", "schemas", "build_tools", ".git")
"""Folders of a project that hold what people wrote."""
_LEAST = 0.8
"""A site that has lost more than a fifth of its items was hardly meant."""


@contextmanager
def replacing(
    out: Path, base: Path, items: int, cache: Cache | None = None, shrink: bool = False
) -> Iterator[Replacement]:
    """A new site to write. It takes the place of ``out`` when the block ends well, and vanishes when it fails.

    Raises UserError when ``out`` is not ours to replace (foreign, above the project ``base``, among its sources), when
    another command is at work on it, and when far fewer ``items`` would stand there than now, unless ``shrink``.
    """
    out = out.absolute()
    with _told(out), _alone(out, base), _plain_modes():
        staging = beside(out, "new")
        generations.recover(out)
        _refuse_loss(out, items, shrink)
        try:
            generations.begin(out)
            output = Replacement(staging, out, cache or Cache(None))
            yield output
            with step("publish"):
                swap.settle(staging, output.finish(items))
                generations.publish(out)
        except BaseException:
            with suppress(OSError):  # whoever comes next does the same
                generations.recover(out)
            raise


def roll_back(out: Path) -> int:
    """Put the site that stood before in the place of this one, which is kept in turn; returns how many items it has.

    Raises UserError where there is none.
    """
    out = out.absolute()
    if not out.name:
        raise UserError("no-previous-site", path=str(out))
    with _told(out), _alone(out):
        if not generations.roll_back(out):
            raise UserError("no-previous-site", path=str(out))
        found = marker(out)
        return found.items if found else 0


@contextmanager
def _told(out: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise UserError("output-failed", path=_place(error, out), error=error.strerror or str(error)) from error


def _place(error: OSError, out: Path) -> str:
    """What could not be written, where the system tells."""
    path = error.filename
    return os.fsdecode(path) if isinstance(path, str | bytes | os.PathLike) and os.fspath(path) else str(out)


@contextmanager
def _alone(out: Path, base: Path | None = None) -> Iterator[None]:
    """Nobody else works on this site; the system lets go of the lock when a command ends in whatever way."""
    if base is not None:
        _refuse_foreign(out, base)
        out.parent.mkdir(parents=True, exist_ok=True)
    handle = os.open(beside(out, "lock"), os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0), 0o644)
    try:
        try:
            if sys.platform == "win32":
                msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
            else:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            if error.errno in (errno.EAGAIN, errno.EACCES, errno.EDEADLK):
                raise UserError("build-running", path=str(out)) from error
        yield
    finally:
        os.close(handle)


@contextmanager
def _plain_modes() -> Iterator[None]:
    """Whoever builds, everybody may read the site."""
    before = os.umask(0o022)
    try:
        yield
    finally:
        os.umask(before)


def _refuse_loss(out: Path, items: int, shrink: bool) -> None:
    if shrink:
        return
    if items == 0:
        raise UserError("site-empty")
    standing = marker(out)
    if standing is not None and items < _LEAST * standing.items:
        raise UserError("site-shrinks", path=str(out), items=str(items), before=str(standing.items))


def _home() -> Path:
    try:
        return Path.home()
    except RuntimeError:  # a user without one
        return Path("/")


def _refuse_foreign(out: Path, base: Path) -> None:
    resolved = out.resolve()
    above = any(resolved == one or resolved in one.parents for one in (base.resolve(), _home().resolve()))
    if above or any(resolved.is_relative_to((base / name).resolve()) for name in _SOURCES):
        raise UserError("output-forbidden", path=str(out))
    if out.is_symlink() or (out.exists() and not out.is_dir()):
        raise UserError("output-not-ours", path=str(out))
    if out.is_dir() and any(out.iterdir()) and not (out / MARKER).is_file():
        raise UserError("output-not-ours", path=str(out))
