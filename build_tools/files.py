"""Writing one file so that whatever happens, the old text or the new one is there, whole."""

from __future__ import annotations

import errno
import os
import shutil
import stat
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from build_tools.diagnostics import UserError

if sys.platform != "win32":
    import fcntl


def replace_file(path: Path, data: bytes, expected: bytes | None) -> None:
    """Put ``data`` in the place of ``expected``, what the caller has read there; None: there must be no file yet,
    and the folder is made.

    Written beside its place, flushed to disk, then renamed; the mode of the old file is kept. A kill at any point
    leaves the old file or the new one. Raises UserError when somebody changed the file meanwhile, or it cannot be
    written, or must not: a file marked read-only, or a link, would give way to the rename all the same.
    """
    staging = path.with_name(f".{path.name}.zwgk-new-{os.getpid()}")
    try:
        _refuse_unfit(path)
        if expected is None:
            path.parent.mkdir(parents=True, exist_ok=True)
        with suppress(FileNotFoundError):  # left by a killed run that had the same number
            staging.unlink()
        with _one_at_a_time(path.parent):
            _staged(staging, data)
            if expected is not None:
                shutil.copymode(path, staging)
            _refuse_changed(path, expected)
            (os.rename if expected is None else os.replace)(staging, path)  # on Windows rename replaces nothing
        _settle(path.parent)
    except OSError as error:
        raise _failed(path, error) from error
    finally:
        with suppress(OSError):
            staging.unlink()


def _staged(staging: Path, data: bytes) -> None:
    with staging.open("xb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def replace_files(base: Path, before: Mapping[str, bytes], after: Mapping[str, bytes]) -> None:
    """Write several files below ``base``, in the order of ``after``; ``before`` is what the caller has read there.

    All are compared before the first is written. Each is whole at any moment; raises UserError where not all of them
    could be written, saying which were.
    """
    for path in after:
        try:
            _refuse_changed(base / path, before[path], path)
            _refuse_unfit(base / path)
        except OSError as error:
            raise _failed(base / path, error) from error
    done: list[str] = []
    for path, data in after.items():
        try:
            replace_file(base / path, data, before[path])
        except (UserError, KeyboardInterrupt) as error:
            if not done:
                raise
            args = {"written": str(len(done)), "count": str(len(after)), "allowed": "\u3001".join(done)}
            raise UserError("partly-written", path=path, **args) from error
        done.append(path)


def current(path: Path) -> bytes | None:
    """What stands at a place that is to be written; None: no file. Raises UserError where that cannot be read."""
    try:
        return path.read_bytes() if os.path.lexists(path) else None
    except OSError as error:
        raise _failed(path, error) from error


def _failed(path: Path, error: OSError) -> UserError:
    return UserError("write-failed", path=str(path), error=error.strerror or type(error).__name__)


def _refuse_changed(path: Path, expected: bytes | None, name: str = "") -> None:
    if current(path) != expected:
        raise UserError("changed-meanwhile", path=name or str(path))


def _refuse_unfit(path: Path) -> None:
    if path.is_symlink():
        raise OSError(errno.ELOOP, os.strerror(errno.ELOOP))
    with suppress(FileNotFoundError):
        if not path.stat().st_mode & stat.S_IWUSR:
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))


@contextmanager
def _one_at_a_time(folder: Path) -> Iterator[None]:
    """Between comparing and renaming no other of our commands writes into the folder; where the disk knows no locks,
    and on Windows, there is only the comparing.
    """
    if sys.platform == "win32":
        yield
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        with suppress(OSError):
            fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def _settle(folder: Path) -> None:
    """Ask the disk to keep the new name; Windows has no such call for folders and needs none."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
