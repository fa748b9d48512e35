"""A folder that is replaced as a whole: written beside its place, then put into it. One generation is kept.

At every instant the site that stands is whole: the old one or the new one. Beside ``site`` there are, while or after a
build, ``.site.zwgk-new`` (on its way), ``.site.zwgk-old`` (what stood before, for ``zwgk rollback``), and
``.site.zwgk-lock``, held by whoever is at work.
"""

from __future__ import annotations

import errno
import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from build_tools.cache import Cache
from build_tools.diagnostics import UserError
from build_tools.publish.manifest import MARKER, SUMS, marker
from build_tools.publish.output import Replacement
from build_tools.publish.swap import aside, exchange
from build_tools.steps import step

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

_SOURCES = ("catalog", "docs", "schemas", "build_tools", ".git")
"""Folders of a project that hold what people wrote."""
_MANY = 20
"""From so many new files on it is quicker to ask the system for all it has not written yet."""
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
    _refuse_foreign(out, base)
    staging = _beside(out, "new")
    with _told(out), _alone(out), _plain_modes():
        _mend(out)
        _refuse_loss(out, items, shrink)
        try:
            shutil.rmtree(staging, ignore_errors=True)
            staging.mkdir(parents=True)
            output = Replacement(staging, out, cache or Cache(None))
            yield output
            with step("publish"):
                _settle(staging, output.finish(items))
                _publish(staging, out)
        finally:
            shutil.rmtree(staging, ignore_errors=True)


def roll_back(out: Path) -> int:
    """Put the site that stood before in the place of this one, which is kept in turn; returns how many items it has.

    Raises UserError where there is none.
    """
    out = out.absolute()
    with _told(out), _alone(out):
        _mend(out)
        found = marker(_beside(out, "old"))
        if found is None or not (out / MARKER).is_file():
            raise UserError("no-previous-site", path=str(out))
        exchange(_beside(out, "old"), out)
        return found.items


def _beside(out: Path, what: str) -> Path:
    return out.with_name(f".{out.name}.zwgk-{what}")


@contextmanager
def _told(out: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise UserError("output-failed", path=str(out), error=error.strerror or str(error)) from error


@contextmanager
def _alone(out: Path) -> Iterator[None]:
    """Nobody else works on this site; the system lets go of the lock when a command ends in whatever way."""
    out.parent.mkdir(parents=True, exist_ok=True)
    handle = os.open(_beside(out, "lock"), os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0), 0o644)
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


def _mend(out: Path) -> None:
    """A command killed between the two renames of a system without an exchange left the site aside."""
    if not out.exists() and aside(out).exists():
        aside(out).rename(out)


def _refuse_loss(out: Path, items: int, shrink: bool) -> None:
    if shrink:
        return
    if items == 0:
        raise UserError("site-empty")
    standing = marker(out)
    if standing is not None and items < _LEAST * standing.items:
        raise UserError("site-shrinks", path=str(out), items=str(items), before=str(standing.items))


def _settle(staging: Path, written: list[str]) -> None:
    """Everything is on the disk before it is published: a loss of power finds the old site or the new one."""
    if len(written) > _MANY and hasattr(os, "sync"):
        os.sync()
        return
    for uri in (*written, SUMS, MARKER):
        with suppress(OSError), (staging / uri).open("rb+") as file:
            os.fsync(file.fileno())


def _publish(staging: Path, out: Path) -> None:
    """The one instant. What stood before becomes the generation that is kept."""
    if not out.exists():
        staging.rename(out)
        return
    exchange(staging, out)
    old = _beside(out, "old")
    shutil.rmtree(old, ignore_errors=True)
    if any(staging.iterdir()):
        with suppress(OSError):  # the new site stands; only the way back would be missing
            staging.rename(old)


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
