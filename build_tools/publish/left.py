"""What the folder of a new site has already of a site before, and what of that may stay."""

from __future__ import annotations

import hashlib
import os
import shutil
import stat
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import suppress
from pathlib import Path

_ALL, _FOLDER = 0o777, 0o755

About = tuple[str, int, int]
"""A file's checksum, size and time."""


class Left:
    """Links to what stands now (``linked``) may stay as they are, files as long as that where they have the same bytes.

    All else is removed at once; what of this is not wanted, by ``drop_all_but``. ``standing`` tells of a file that
    stands and that nobody touched; ``earlier`` what files of sites before it were.
    """

    def __init__(
        self, folder: Path, standing: Callable[[str], os.stat_result | None], earlier: Mapping[str, Collection[About]]
    ) -> None:
        self._folder = folder
        self._standing = standing
        self._earlier = earlier
        self._like: dict[str, os.stat_result] = {}
        self._own: dict[str, About] = {}
        _open_to_all(str(folder))
        self.linked = set(self._links(str(folder), ""))
        self._clear = not self.linked and not self._like

    def _links(self, folder: str, inner: str) -> Iterator[str]:
        with os.scandir(folder) as found:
            entries = list(found)
        for entry in entries:
            uri = inner + entry.name
            if entry.is_dir(follow_symlinks=False):
                yield from self._links(entry.path, f"{uri}/")
                try:
                    os.rmdir(entry.path)
                except OSError:  # it is not empty
                    _open_to_all(entry.path)
                continue
            there = self._standing(uri)
            here = os.lstat(entry.path)  # on Windows the entry does not know which file it is
            if there is not None and os.path.samestat(there, here):
                yield uri
            elif there is not None and stat.S_ISREG(here.st_mode) and _looks(there) == _looks(here):
                self._like[uri] = here
            else:
                os.unlink(entry.path)

    def has(self, uri: str, digest: str) -> bool:
        """Whether the very bytes are there already. To read them is quicker than to take a file away for a link."""
        here = self._like.get(uri)
        if here is None:
            return False
        if uri not in self._own:
            looks = here.st_size, here.st_mtime_ns
            known = (about[0] for about in self._earlier.get(uri, ()) if about[1:] == looks)
            self._own[uri] = next(known, "") or self._digest(uri), *looks
        return self._own[uri][0] == digest

    def _digest(self, uri: str) -> str:
        with suppress(OSError), open(f"{self._folder}/{uri}", "rb") as file:
            return hashlib.sha256(file.read()).hexdigest()
        return ""

    def about(self, uri: str) -> About | None:
        """A file that stays and is no link."""
        return None if uri in self.linked else self._own.get(uri)

    def make_way(self, uri: str) -> None:
        """Remove what is in the way of a new file: a file where it needs a folder, or stands itself, or a folder."""
        if self._clear:
            return
        parts = uri.split("/")
        for above in ("/".join(parts[:number]) for number in range(1, len(parts) + 1)):
            if above in self.linked or above in self._like:
                self._unlink(above)  # its folder stays, as others may write there now
        if os.path.isdir(f"{self._folder}/{uri}"):
            shutil.rmtree(f"{self._folder}/{uri}")

    def drop_all_but(self, wanted: Collection[str]) -> None:
        """Remove what is not among the files of the new site."""
        twins = {uri.lower(): uri for uri in wanted}  # one file where a disk knows no upper case
        for uri in (self.linked | self._like.keys()).difference(wanted):
            twin = twins.get(uri.lower())
            if twin is None or not _are_one(self._folder / uri, self._folder / twin):
                self._drop(uri)

    def _unlink(self, uri: str) -> None:
        self.linked.discard(uri)
        self._like.pop(uri, None)
        path = self._folder / uri
        with suppress(FileNotFoundError, NotADirectoryError):  # another process made way there
            if not path.is_dir():
                path.unlink()

    def _drop(self, uri: str) -> None:
        """Remove a file, and its folders where they are empty now."""
        self._unlink(uri)
        with suppress(OSError):  # one is not empty
            for above in (self._folder / uri).parents[: uri.count("/")]:
                above.rmdir()


def _are_one(one: Path, other: Path) -> bool:
    with suppress(OSError):
        return one.samefile(other)
    return False


def _open_to_all(folder: str) -> None:
    """Whatever somebody did to a folder of a site before, everybody may read the next one."""
    mode = os.lstat(folder).st_mode
    if mode & _ALL != _FOLDER and os.name != "nt":
        os.chmod(folder, stat.S_IMODE(mode) & ~_ALL | _FOLDER)


def _looks(about: os.stat_result) -> tuple[int, int]:
    return about.st_size, about.st_mode
