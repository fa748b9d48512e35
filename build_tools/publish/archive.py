"""A site as one file, for handing over: the same site gives the same bytes, whoever packs it, when and where."""

from __future__ import annotations

import gzip
import hashlib
import os
import tarfile
import zipfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from build_tools.diagnostics import UserError
from build_tools.publish.manifest import MARKER, SUMS, listed

_TOP = "site"
"""The folder that all files come out in, so that nobody unpacks them among others."""
_MODE = 0o644
_LEVEL = 6
_OLDEST = (1980, 1, 1, 0, 0, 0)
"""The earliest time a ZIP can tell. Archives tell none: a file is as old as what it says."""


def pack(site: Path, target: Path) -> str:
    """Write the archive; returns its checksum. What is packed is compared with the site's own list.

    Raises UserError when the name of ``target`` says no kind of archive, when it lies within the site, when a file is
    not as it was published, and when it cannot be written; then what stood there stays.
    """
    write = next((one for ending, one in _KINDS.items() if target.name.lower().endswith(ending)), None)
    if write is None:
        raise UserError("unknown-archive", path=str(target), allowed=", ".join(_KINDS))
    if target.absolute().resolve().is_relative_to(site.resolve()):
        raise UserError("archive-inside", path=str(target))
    staging = target.with_name(f".{target.name}.zwgk-new-{os.getpid()}")
    try:
        with staging.open("xb") as file:
            write(file, _files(site))
            file.flush()
            os.fsync(file.fileno())
        with staging.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
        staging.replace(target)
    except OSError as error:
        raise UserError("write-failed", path=str(target), error=error.strerror or type(error).__name__) from error
    finally:
        with suppress(OSError):
            staging.unlink()
    return digest


def _files(site: Path) -> Iterator[tuple[str, bytes]]:
    """Every file that was published, in the order of the list, the list and the marker last."""
    sums = listed(site)
    for uri in sorted(sums):
        raw = _bytes(site, uri)
        if hashlib.sha256(raw).hexdigest() != sums[uri]:
            raise UserError("site-changed", path=str(site), uri=uri)
        yield uri, raw
    yield from ((name, _bytes(site, name)) for name in (SUMS, MARKER))


def _bytes(site: Path, uri: str) -> bytes:
    """A file of the site; never through a link, never waiting for a pipe."""
    path = site / uri
    if path.is_symlink() or not path.is_file():
        raise UserError("site-changed", path=str(site), uri=uri)
    return path.read_bytes()


def _tar(file: BinaryIO, files: Iterator[tuple[str, bytes]]) -> None:
    with tarfile.open(fileobj=file, mode="w|", format=tarfile.PAX_FORMAT, encoding="utf-8") as archive:
        for uri, raw in files:
            entry = tarfile.TarInfo(f"{_TOP}/{uri}")
            entry.size, entry.mode = len(raw), _MODE
            archive.addfile(entry, BytesIO(raw))


def _tar_gz(file: BinaryIO, files: Iterator[tuple[str, bytes]]) -> None:
    with gzip.GzipFile("", "wb", _LEVEL, file, mtime=0) as packed:
        _tar(packed, files)  # type: ignore[arg-type]


def _zip(file: BinaryIO, files: Iterator[tuple[str, bytes]]) -> None:
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=_LEVEL) as archive:
        for uri, raw in files:
            entry = zipfile.ZipInfo(f"{_TOP}/{uri}", _OLDEST)
            entry.create_system = 3
            entry.external_attr = _MODE << 16
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, raw)


_KINDS: dict[str, Callable[[BinaryIO, Iterator[tuple[str, bytes]]], None]] = {
    ".tar.gz": _tar_gz, ".tgz": _tar_gz, ".tar": _tar, ".zip": _zip,
}  # fmt: skip
