"""Whether what a command reads is as it was when it was last read: by the files' times, else by their bytes."""

from __future__ import annotations

import hashlib
import os
import stat
import time
from collections.abc import Iterable, Iterator, Mapping
from operator import attrgetter

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


class Seen:
    """The files and folders ``reads`` in the folder ``base``, looked at now: what is written later is seen."""

    def __init__(self, base: str, reads: tuple[str, ...]) -> None:
        self._base = base
        self._reads = reads
        self._youngest = 0
        self._listed: list[tuple[str, int]] = []
        """Every file and folder, and what kind it is."""
        self.times, self._sizes = self._look(self._listed)
        self._settled = self._youngest < time.time_ns() - _YOUNG

    def same(self, mark: Mark) -> bool:
        """Whether everything is as it was at the mark."""
        if self.times and self.times == mark[0]:
            return True
        return bool(mark[2]) and self._sizes == mark[1] and self.content() == mark[2]

    def mark(self, read: Mapping[str, bytes]) -> Mark | None:
        """What to know it by again; ``read`` are checksums of files as they were read. None while files change."""
        contents = self.content(read)
        if not self.times or contents is None or self.times != self._look([])[0]:
            return None
        return self.times if self._settled else "", self._sizes, contents

    def again(self, mark: Mark) -> Mark:
        """The mark of the same bytes with the times of today."""
        return self.times if self.times and self._settled else "", *mark[1:]

    def _look(self, listed: list[tuple[str, int]]) -> tuple[str, str]:
        """The checksums of times and sizes of what is now ``listed``; empty where others will say what is wrong."""
        times: list[str] = []
        sizes: list[str] = []
        try:
            for path, about in self._found():
                listed.append((path, about.st_mode))
                times += (path, self._times(about))
                sizes += (path, "" if stat.S_ISDIR(about.st_mode) else str(about.st_size))
        except OSError:
            return "", ""
        return _checksum(times), _checksum(sizes)

    def content(self, read: Mapping[str, bytes] | None = None) -> str | None:
        """The checksum of the bytes, some of which others have ``read``. None where others will say what is wrong."""
        told: list[str] = []
        if not self.times:
            return None
        try:
            for path, mode in self._listed:
                told += (path, self._bytes(path, mode, read or {}))
        except (OSError, _Uncertain):
            return None
        return _checksum(told)

    def _times(self, about: os.stat_result) -> str:
        mode = about.st_mode
        if stat.S_ISDIR(mode):  # its files are looked at themselves
            return str(mode)
        if about.st_mtime_ns > self._youngest:
            self._youngest = about.st_mtime_ns
        # Who writes and then sets back the time of writing has changed the other time.
        return f"{mode} {about.st_size} {about.st_mtime_ns} {about.st_ctime_ns}"

    def _bytes(self, path: str, mode: int, read: Mapping[str, bytes]) -> str:
        if stat.S_ISDIR(mode):
            return ""
        if path in read:
            return read[path].hex()
        if not stat.S_ISREG(mode):
            raise _Uncertain
        with open(f"{self._base}/{path}", "rb") as file:
            raw = file.read()
        if path == "mkdocs.yml" and not _reads_no_more(raw):
            raise _Uncertain
        return hashlib.sha256(raw).hexdigest()

    def _found(self) -> Iterator[tuple[str, os.stat_result]]:
        for name in self._reads:
            full = f"{self._base}/{name}"
            if os.path.isdir(full):
                yield from walked(full, f"{name}/", folders=True)
            elif os.path.exists(full):
                yield name, os.stat(full)


def _reads_no_more(settings: bytes) -> bool:
    """Whether it is certain that with these settings of the engine nothing else is read."""
    import yaml  # only where bytes have to be looked at

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
