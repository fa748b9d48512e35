"""Writing one file so that whatever happens, the old text or the new one is there, whole."""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from build_tools.diagnostics import UserError


def replace_file(path: Path, data: bytes, expected: bytes | None) -> None:
    """Put ``data`` in the place of ``expected``, what the caller has read there; None: there must be no file yet,
    and the folder is made.

    Written beside its place, flushed to disk, then renamed; the mode of the old file is kept. A kill at any point
    leaves the old file or the new one. Raises UserError when somebody changed the file meanwhile, or it cannot be
    written.
    """
    staging = path.with_name(f".{path.name}.zwgk-new-{os.getpid()}")
    try:
        if expected is None:
            path.parent.mkdir(parents=True, exist_ok=True)
        with staging.open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if expected is not None:
            shutil.copymode(path, staging)
        _refuse_changed(path, expected)
        os.replace(staging, path)
        _settle(path.parent)
    except OSError as error:
        raise _failed(path, error) from error
    finally:
        with suppress(OSError):
            staging.unlink()


def replace_files(base: Path, before: Mapping[str, bytes], after: Mapping[str, bytes]) -> None:
    """Write several files below ``base``, in the order of ``after``; ``before`` is what the caller has read there.

    All are compared before the first is written. Each is whole at any moment; raises UserError where not all of them
    could be written, saying which were.
    """
    for path in after:
        _refuse_changed(base / path, before[path], path)
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
        return path.read_bytes() if path.exists() else None
    except OSError as error:
        raise _failed(path, error) from error


def _failed(path: Path, error: OSError) -> UserError:
    return UserError("write-failed", path=str(path), error=error.strerror or type(error).__name__)


def _refuse_changed(path: Path, expected: bytes | None, name: str = "") -> None:
    if current(path) != expected:
        raise UserError("changed-meanwhile", path=name or str(path))


def _settle(folder: Path) -> None:
    """Ask the disk to keep the new name; Windows has no such call for folders and needs none."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
