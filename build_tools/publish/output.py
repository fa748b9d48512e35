"""The files of a site while it is made: written anew, or taken from the site that stands now."""

from __future__ import annotations

import hashlib
import os
import shutil
from pathlib import Path

from build_tools.cache import Cache
from build_tools.publish.manifest import MARKER, SUMS, Marker, digest_of, sums

_PACK = "published"


class Output:
    """A folder that files are written into."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def write(self, uri: str, raw: bytes) -> str:
        """Write one file, in a new folder where it needs one; returns its checksum. Other processes may do so too."""
        target = self.folder / uri
        try:
            _new(target, raw)
        except FileNotFoundError:
            target.parent.mkdir(parents=True, exist_ok=True)
            _new(target, raw)
        except FileExistsError:  # perhaps a link to what stands now: never written through
            target.unlink()
            _new(target, raw)
        return hashlib.sha256(raw).hexdigest()

    def keep(self, uri: str, digest: str) -> bool:
        """Take a file from the site that stands now, if it has this checksum there."""
        return False

    def made(self, uri: str, digest: str) -> None:
        """A file was written, in whatever process, or kept."""


class Replacement(Output):
    """A new site in ``folder``; ``old`` stands until this one is whole.

    A file is taken from ``old`` by a hard link, so it costs neither bytes nor time; that it is still as it was
    published its size and times tell, which ``cache`` knows. Nothing is ever written through such a link.
    """

    def __init__(self, folder: Path, old: Path, cache: Cache) -> None:
        super().__init__(folder)
        self._old = old
        self._cache = cache
        before: tuple[str, dict[str, tuple[str, int, int]]] = cache.load(_PACK) or ("", {})
        self._before = before[1] if before[0] == str(old) else {}
        self._digests: dict[str, str] = {}
        self._kept: set[str] = set()

    def made(self, uri: str, digest: str) -> None:
        self._digests[uri] = digest

    def keep(self, uri: str, digest: str) -> bool:
        """Take a file from the old site, if it has this checksum there and nobody touched it since."""
        known = self._before.get(uri)
        if known is None or known[0] != digest:
            return False
        source, target = os.path.join(self._old, uri), os.path.join(self.folder, uri)
        try:
            about = os.lstat(source)
            if (about.st_size, about.st_mtime_ns) != known[1:]:
                return False
            try:
                _linked(source, target)
            except FileNotFoundError:
                os.makedirs(os.path.dirname(target), exist_ok=True)
                _linked(source, target)
        except OSError:
            return False
        self._kept.add(uri)
        return True

    def finish(self, items: int) -> list[str]:
        """List every file, whoever wrote it, and mark the site as ours; returns which files are new."""
        times: dict[str, tuple[str, int, int]] = {}
        for path, about in _files(self.folder):
            uri = path.relative_to(self.folder).as_posix()
            digest = self._digests.get(uri) or digest_of(path)
            times[uri] = (digest, about.st_size, about.st_mtime_ns)
        missing = self._digests.keys() - times.keys()
        if missing:
            raise OSError(f"{min(missing)} was lost")
        listed = sums({uri: one[0] for uri, one in times.items()})
        (self.folder / SUMS).write_bytes(listed)
        mark = Marker(items, hashlib.sha256(listed).hexdigest())
        (self.folder / MARKER).write_text(mark.text(), encoding="ascii", newline="\n")
        self._cache.save(_PACK, (str(self._old), times))
        return [uri for uri in times if uri not in self._kept]


def _new(target: Path, raw: bytes) -> None:
    with target.open("xb") as file:
        file.write(raw)


def _linked(source: str, target: str) -> None:
    try:
        os.link(source, target)
    except FileNotFoundError:
        raise
    except OSError:  # a disk without hard links, or too many on one file
        shutil.copy2(source, target)


def _files(folder: Path) -> list[tuple[Path, os.stat_result]]:
    found = []
    for base, _, names in os.walk(folder):
        for name in names:
            path = Path(base, name)
            found.append((path, path.lstat()))
    return found
