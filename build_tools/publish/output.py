"""The files of a site while it is made: written anew, or taken from the site that stands now."""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path

from build_tools.cache import Cache
from build_tools.diagnostics import UserError
from build_tools.publish.manifest import MARKER, SUMS, Marker, sums

_PACK = "published"
_ALL_READ = 0o444


class Output:
    """A folder that files are written into."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def write(self, uri: str, raw: bytes) -> str:
        """Write one file, in a new folder where it needs one; returns its checksum. Other processes may do so too."""
        target = f"{self.folder}/{uri}"
        try:
            _new(target, raw)
        except FileNotFoundError:
            os.makedirs(os.path.dirname(target), exist_ok=True)
            _new(target, raw)
        except FileExistsError:  # perhaps a link to what stands now: never written through
            os.unlink(target)
            _new(target, raw)
        return _checksum(raw)

    def keep(self, uri: str, digest: str) -> bool:
        """Take a file from the site that stands now, if it has this checksum there."""
        return False

    def made(self, uri: str, digest: str) -> None:
        """A file was written, in whatever process, or kept."""


class Replacement(Output):
    """A new site in ``folder``; ``old`` stands until this one is whole.

    A file is taken from ``old`` by a hard link, so it costs neither bytes nor time; that it is still as it was
    published its size and times tell, which ``cache`` knows. Nothing is ever written through such a link. What the
    folder has already, from a site before, stays where it is such a link; all else is gone at once.
    """

    def __init__(self, folder: Path, old: Path, cache: Cache) -> None:
        super().__init__(folder)
        self._old = old
        self._cache = cache
        before: tuple[str, dict[str, tuple[str, int, int]]] = cache.load(_PACK) or ("", {})
        self._before = before[1] if before[0] == str(old) else {}
        self._digests: dict[str, str] = {}
        self._linked = set(self._inherited(str(folder), ""))
        self._kept: set[str] = set()
        self.last: Callable[[str], Mapping[str, bytes]] = lambda _: {}
        """What is written last, because it tells the checksum of the list of all other files."""

    def _inherited(self, folder: str, inner: str) -> Iterator[str]:
        """The files in the folder that are links to what stands now and are to stay; removes all else."""
        with os.scandir(folder) as found:
            entries = list(found)
        for entry in entries:
            uri = inner + entry.name
            if entry.is_dir(follow_symlinks=False):
                yield from self._inherited(entry.path, f"{uri}/")
                with suppress(OSError):  # it is not empty
                    os.rmdir(entry.path)
                continue
            there = self._standing(uri)
            if there is not None and os.path.samestat(there, entry.stat(follow_symlinks=False)):
                yield uri
            else:
                os.unlink(entry.path)

    def _standing(self, uri: str) -> os.stat_result | None:
        """A file of the site that stands, if nobody touched it since it was published."""
        known = self._before.get(uri)
        if known is None:
            return None
        try:
            about = os.lstat(f"{self._old}/{uri}")
        except OSError:
            return None
        same = (about.st_size, about.st_mtime_ns) == known[1:] and about.st_mode & _ALL_READ == _ALL_READ
        return about if same else None

    def write(self, uri: str, raw: bytes) -> str:
        digest = _checksum(raw)
        return digest if self.keep(uri, digest) else super().write(uri, raw)

    def made(self, uri: str, digest: str) -> None:
        self._digests[uri] = digest

    def keep(self, uri: str, digest: str) -> bool:
        """Take a file from the old site, if it has this checksum there and nobody touched it since."""
        known = self._before.get(uri)
        if known is None or known[0] != digest:
            return False
        if uri not in self._linked:
            if self._standing(uri) is None:
                return False
            source, target = f"{self._old}/{uri}", f"{self.folder}/{uri}"
            try:
                try:
                    linked = _linked(source, target)
                except FileNotFoundError:
                    os.makedirs(os.path.dirname(target), exist_ok=True)
                    linked = _linked(source, target)
            except OSError:
                return False
            if not linked:
                return True
            self._linked.add(uri)
        self._kept.add(uri)
        return True

    def take(self, folder: Path) -> None:
        """Take the files of a folder that another program wrote."""
        for path in sorted(path for path in folder.rglob("*") if path.is_file()):
            uri = path.relative_to(folder).as_posix()
            self.made(uri, self.write(uri, path.read_bytes()))

    def finish(self, items: int) -> list[str]:
        """List every file, whoever wrote it, and mark the site as ours; returns which files are new."""
        for uri in self._linked - self._digests.keys():
            (self.folder / uri).unlink()
        times = {uri: self._about(uri, digest) for uri, digest in self._digests.items()}
        for uri, raw in self.last(_checksum(sums(self._digests))).items():
            if uri in times:
                raise UserError("page-taken", path=f"docs/{uri}")
            digest = self.write(uri, raw)
            self.made(uri, digest)
            times[uri] = self._about(uri, digest)
        listed = sums(self._digests)
        super().write(SUMS, listed)
        mark = Marker(items, _checksum(listed))
        super().write(MARKER, mark.text().encode("ascii"))
        self._cache.save(_PACK, (str(self._old), times))
        return [*(uri for uri in times if uri not in self._kept), SUMS, MARKER]

    def _about(self, uri: str, digest: str) -> tuple[str, int, int]:
        """A file that is there, whatever process wrote it. Raises OSError where it is not."""
        if uri in self._kept:
            return self._before[uri]
        about = os.lstat(f"{self.folder}/{uri}")
        return digest, about.st_size, about.st_mtime_ns


def _checksum(raw: bytes) -> str:
    return hashlib.sha256(raw).hexdigest()


def _new(target: str, raw: bytes) -> None:
    with open(target, "xb") as file:
        file.write(raw)


def _linked(source: str, target: str) -> bool:
    """Whether it is a link; else it is a copy, which the disk has yet to write."""
    try:
        os.link(source, target)
    except FileNotFoundError:
        raise
    except OSError:  # a disk without hard links, or too many on one file
        shutil.copy2(source, target)
        return False
    return True
