"""Whether what a command reads is as it was when it was last read: by the files' times, else by their bytes."""

from __future__ import annotations

import hashlib
import os
import stat
import time
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from itertools import chain
from operator import attrgetter
from typing import NamedTuple

from build_tools.cache import Cache

Mark = tuple[str, str, str]
"""Checksums over the times, the sizes and the bytes of everything read."""

_KNOWN = frozenset({
    "site_name", "site_url", "site_description", "site_author", "copyright", "site_dir", "docs_dir",
    "use_directory_urls",
    "theme", "plugins", "extra", "nav", "strict", "watch", "validation", "exclude_docs", "not_in_nav",
    "draft_docs", "repo_url", "repo_name", "edit_uri", "dev_addr",
})  # fmt: skip
"""Settings with which a build reads no files but those looked at here. With any other nothing is taken for granted."""

_NAME = attrgetter("name")
_YOUNG = 3_000_000_000
"""Nanoseconds. A file that was written so short a time ago may be written again without its time telling."""

_SETTINGS, _CERTAIN = "mkdocs.yml", "settings"


class _Look(NamedTuple):
    """A file or folder: what kind it is, its times with its size, and when it was last written."""

    path: str
    mode: int
    times: str
    written: int


class Seen:
    """The files and folders ``reads`` in the folder ``base``, looked at now: what is written later is seen.

    ``cache`` knows the checksum of each file with the times that it had then.
    """

    def __init__(self, base: str, reads: tuple[str, ...], cache: Cache | None = None) -> None:
        self._base = base
        self._reads = reads
        self._cache = cache or Cache(None)
        self._pack = f"seen.{len(reads)}"
        self._looks = self._look()
        self._listed = [one[:2] for one in self._looks]
        self.times, self._sizes = _sums(self._looks)
        self._old = time.time_ns() - _YOUNG
        self._settled = all(one.written < self._old for one in self._looks)

    @cached_property
    def unchanged(self) -> Mapping[str, bytes]:
        """The checksum of each file that is as it was when it was last read, as far as its times tell."""
        kept: dict[str, tuple[str, bytes]] = self._cache.load(self._pack) or {}
        known = ((one, kept.get(one.path)) for one in self._looks)
        made = {one.path: last[1] for one, last in known if last is not None and last[0] == one.times}
        self._looks = []  # much memory, and not asked for again
        return made

    def same(self, mark: Mark) -> bool:
        """Whether everything is as it was at the mark."""
        if self.times and self.times == mark[0]:
            return True
        return bool(mark[2]) and self._sizes == mark[1] and self.content() == mark[2]

    def mark(self, read: Mapping[str, bytes]) -> Mark | None:
        """What to know it by again; ``read`` are checksums of files as they were read. None while files change."""
        contents = self._contents(read)
        looks = self._look()
        if contents is None or self.times != _sums(looks)[0]:
            return None
        # The settings are always read, since they tell what else is.
        trusted = (one for one in looks if one.written < self._old and contents[one.path] and one.path != _SETTINGS)
        now = {one.path: (one.times, contents[one.path]) for one in trusted}
        if now.keys() != self.unchanged.keys():
            self._cache.save(self._pack, now)
        return self.times if self._settled else "", self._sizes, _together(contents)

    def again(self, mark: Mark) -> Mark:
        """The mark of the same bytes with the times of today."""
        return self.times if self.times and self._settled else "", *mark[1:]

    def _look(self) -> list[_Look]:
        """Every file and folder as it is now; nothing where others will say what is wrong."""
        try:
            return [_Look(path, about.st_mode, *_times(about)) for path, about in self._found()]
        except OSError:
            return []

    def content(self) -> str | None:
        """The checksum of the bytes. None where others will say what is wrong."""
        contents = self._contents({})
        return None if contents is None else _together(contents)

    def _contents(self, read: Mapping[str, bytes]) -> dict[str, bytes] | None:
        """The checksum of each file, some of which others have ``read``; a folder has none."""
        if not self.times:
            return None
        try:
            return {path: self._bytes(path, mode, read) for path, mode in self._listed}
        except (OSError, _Uncertain):
            return None

    def _bytes(self, path: str, mode: int, read: Mapping[str, bytes]) -> bytes:
        if stat.S_ISDIR(mode):
            return b""
        if path in read:
            return read[path]
        if path in self.unchanged:
            return self.unchanged[path]
        if not stat.S_ISREG(mode):
            raise _Uncertain
        with open(f"{self._base}/{path}", "rb") as file:
            raw = file.read()
        if path == _SETTINGS and not _reads_no_more(raw):
            raise _Uncertain
        return hashlib.sha256(raw).digest()

    def _found(self) -> Iterator[tuple[str, os.stat_result]]:
        for name in self._reads:
            full = f"{self._base}/{name}"
            if os.path.isdir(full):
                yield from walked(full, f"{name}/", folders=True)
            elif os.path.exists(full):
                yield name, os.stat(full)


def _reads_no_more(settings: bytes) -> bool:
    """Whether it is certain that with these settings of the engine nothing else is read, as found out once."""
    cache, digest = Cache.of_program(), hashlib.sha256(settings).digest()
    known: dict[bytes, bool] = cache.load(_CERTAIN) or {}
    if digest not in known:
        known = {digest: _certain(settings)}
        cache.save(_CERTAIN, known)
    return known[digest]


def _certain(settings: bytes) -> bool:
    import yaml  # it takes long to load

    try:
        said = yaml.load(settings, Loader=yaml.CSafeLoader)  # a tag, such as of a variable, is refused
    except (yaml.YAMLError, ValueError, RecursionError):
        return False
    if not isinstance(said, dict) or not _KNOWN.issuperset(map(str, said)):
        return False
    theme, plugins = said.get("theme"), said.get("plugins")
    theme = {"name": theme} if isinstance(theme, str) else theme
    ours = isinstance(theme, dict) and theme.keys() <= {"name", "language"} and theme.get("name") == "zwgk"
    return ours and plugins == ["zwgk"] and said.get("docs_dir", "docs") == "docs"


def _times(about: os.stat_result) -> tuple[str, int]:
    mode = about.st_mode
    if stat.S_ISDIR(mode):  # its files are looked at themselves
        return str(mode), 0
    # Who writes and then sets back the time of writing has changed the other time.
    return f"{mode} {about.st_size} {about.st_mtime_ns} {about.st_ctime_ns}", about.st_mtime_ns


def _sums(looks: list[_Look]) -> tuple[str, str]:
    """The checksums of all times and of all sizes; empty where nothing could be looked at."""
    if not looks:
        return "", ""
    sizes = ((one.path, "" if stat.S_ISDIR(one.mode) else one.times.split()[1]) for one in looks)
    return _checksum(part for one in looks for part in (one.path, one.times)), _checksum(chain.from_iterable(sizes))


def _together(contents: Mapping[str, bytes]) -> str:
    return _checksum(part for path, digest in contents.items() for part in (path, digest.hex()))


def _checksum(told: Iterable[str]) -> str:
    return hashlib.sha256("\0".join(told).encode("utf-8", "surrogateescape")).hexdigest()


class _Uncertain(Exception):
    """Something may be read that is not looked at."""


def walked(folder: str, before: str, folders: bool = False) -> Iterator[tuple[str, os.stat_result]]:
    """Every file below a folder, in a fixed order: ``before`` and its place from there, and what it is like."""
    with os.scandir(folder) as found:
        entries = sorted(found, key=_NAME)
    for entry in entries:
        path = before + entry.name
        if entry.is_dir(follow_symlinks=False):
            if folders:
                yield path, entry.stat(follow_symlinks=False)
            yield from walked(entry.path, f"{path}/", folders)
        else:
            yield path, entry.stat(follow_symlinks=False)
