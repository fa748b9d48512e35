"""Whether a build would find everything as the last one left it: the files it reads, and the site it made."""

from __future__ import annotations

import hashlib
import os
import re
import stat
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path

from build_tools.cache import Cache, program
from build_tools.git import state
from build_tools.publish.manifest import MARKER, SUMS, marker

_PACK = "last"
_READS = ("catalog", "docs", "mkdocs.yml")
_MORE = re.compile(
    rb"^\s*(?:(?:custom_dir|hooks|INHERIT|markdown_extensions)\s*:|docs_dir\s*:(?!\s*docs\s*$)|-\s*zwgk\s*:)|!ENV",
    re.MULTILINE,
)
"""Settings with which a build may read files elsewhere; then nothing is taken for granted."""


class Last:
    """The last build of a project into ``out``. ``note`` is what is to be said when nothing has changed since."""

    def __init__(self, base: Path, out: Path, cache: Cache, *said: str) -> None:
        self._base = base
        self._out = out.absolute()
        self._cache = cache
        self._around = "\0".join((program(), str(self._out), state(base, "catalog"), *said))
        self._times = self._digest(contents=False)
        """Taken before anything is read: what is written meanwhile is seen."""

    def note(self) -> str | None:
        """What the last build said, where this one would find and make the same; None where that is not certain."""
        kept: tuple[str, str, str, str, str] | None = self._cache.load(_PACK)
        if self._times is None or kept is None or kept[0] != self._around or not self._stands():
            return None
        if kept[4] != self._site():  # that build's successor was killed before it was the last one
            return None
        if self._times == kept[1]:
            return kept[3]
        if self._digest(contents=True) != kept[2]:
            return None
        self._cache.save(_PACK, (self._around, self._times, *kept[2:]))  # a copy, with other times
        return kept[3]

    def keep(self, note: str, read: Mapping[str, bytes]) -> None:
        """This build is the last one now; ``read`` are the checksums of files as it read them."""
        contents = self._digest(contents=True, read=read)
        if self._times is not None and contents is not None and self._times == self._digest(contents=False):
            self._cache.save(_PACK, (self._around, self._times, contents, note, self._site()))

    def _site(self) -> str:
        """Which site stands."""
        mark = marker(self._out)
        return mark.manifest if mark else ""

    def _digest(self, contents: bool, read: Mapping[str, bytes] | None = None) -> str | None:
        """The checksum of what is read; None where that cannot be said: a build will say why."""
        try:
            return self._made(contents, read or {})
        except OSError:
            return None

    def _made(self, contents: bool, read: Mapping[str, bytes]) -> str | None:
        made = hashlib.sha256()
        for path, about in _files(str(self._base)):
            if contents and not stat.S_ISREG(about.st_mode):
                return None
            known = read.get(path[len(str(self._base)) + 1 :].replace(os.sep, "/"))
            if known is not None:
                told = known.hex()
            elif contents:
                raw = Path(path).read_bytes()
                if path.endswith("mkdocs.yml") and _MORE.search(raw):
                    return None
                told = hashlib.sha256(raw).hexdigest()
            else:
                told = f"{about.st_mode} {about.st_size} {about.st_mtime_ns}"
            made.update(f"{path[len(str(self._base)) :]}\0{told}\0".encode("utf-8", "surrogateescape"))
        return made.hexdigest()

    def _stands(self) -> bool:
        """Whether the site is as it was published, as far as sizes and times tell."""
        published: tuple[str, dict[str, tuple[str, int, int]]] = self._cache.load("published") or ("", {})
        if published[0] != str(self._out) or not self._out.is_dir():
            return False
        count = 0
        with suppress(OSError):
            for _, about, uri in _walk(str(self._out), ""):
                known = published[1].get(uri)
                if uri not in (MARKER, SUMS) and (known is None or known[1:] != (about.st_size, about.st_mtime_ns)):
                    return False
                count += known is not None
            return count == len(published[1])
        return False


def _files(base: str) -> Iterator[tuple[str, os.stat_result]]:
    for name in _READS:
        path = os.path.join(base, name)
        if os.path.isdir(path):
            yield from ((found, about) for found, about, _ in _walk(path, ""))
        elif os.path.exists(path):
            yield path, os.stat(path)


def _walk(folder: str, before: str) -> Iterator[tuple[str, os.stat_result, str]]:
    """Every file below a folder, in a fixed order: where it is, what it is like, its place from there."""
    with os.scandir(folder) as found:
        entries = sorted(found, key=lambda entry: entry.name)
    for entry in entries:
        if entry.is_dir(follow_symlinks=False):
            yield from _walk(entry.path, f"{before}{entry.name}/")
        else:
            yield entry.path, entry.stat(follow_symlinks=False), before + entry.name
