"""Whether what a command reads is as it was when it was last read: by the files' times, else by their bytes."""

from __future__ import annotations

import hashlib
import os
import re
import stat
import time
from collections.abc import Iterator, Mapping

Mark = tuple[str, str]
"""Checksums over the times, and over the bytes, of everything read."""

_MORE = re.compile(
    rb"^\s*(?:(?:custom_dir|hooks|INHERIT|markdown_extensions)\s*:|docs_dir\s*:(?!\s*docs\s*$)|-\s*zwgk\s*:)|!ENV",
    re.MULTILINE,
)
"""Settings with which a build may read files elsewhere; then nothing is taken for granted."""

_YOUNG = 3_000_000_000
"""Nanoseconds. A file that was written so short a time ago may be written again without its time telling."""


class Seen:
    """The files and folders ``reads`` in the folder ``base``, looked at now: what is written later is seen."""

    def __init__(self, base: str, reads: tuple[str, ...]) -> None:
        self._base = base
        self._reads = reads
        self._youngest = 0
        self.times = self._digest(None)
        self._settled = self._youngest < time.time_ns() - _YOUNG

    def same(self, mark: Mark) -> bool:
        """Whether everything is as it was at the mark."""
        if self.times and self.times == mark[0]:
            return True
        return bool(mark[1]) and self._digest({}) == mark[1]

    def mark(self, read: Mapping[str, bytes]) -> Mark | None:
        """What to know it by again; ``read`` are checksums of files as they were read. None while files change."""
        contents = self._digest(read)
        if not self.times or contents is None or self.times != self._digest(None):
            return None
        return self.times if self._settled else "", contents

    def again(self, mark: Mark) -> Mark:
        """The mark of the same bytes with the times of today."""
        return self.times if self.times and self._settled else "", mark[1]

    def _digest(self, read: Mapping[str, bytes] | None) -> str | None:
        """The checksum of the times; with ``read`` of the bytes. None where others will say what is wrong."""
        made = hashlib.sha256()
        try:
            for path, about in self._found():
                told = self._times(about) if read is None else self._bytes(path, about, read)
                made.update(f"{path}\0{told}\0".encode("utf-8", "surrogateescape"))
        except (OSError, _Uncertain):
            return None
        return made.hexdigest()

    def _times(self, about: os.stat_result) -> str:
        if stat.S_ISDIR(about.st_mode):  # its files are looked at themselves
            return f"{about.st_mode}"
        self._youngest = max(self._youngest, about.st_mtime_ns)
        return f"{about.st_mode} {about.st_size} {about.st_mtime_ns}"

    def _bytes(self, path: str, about: os.stat_result, read: Mapping[str, bytes]) -> str:
        if stat.S_ISDIR(about.st_mode):
            return ""
        if path in read:
            return read[path].hex()
        if not stat.S_ISREG(about.st_mode):
            raise _Uncertain
        with open(f"{self._base}/{path}", "rb") as file:
            raw = file.read()
        if path == "mkdocs.yml" and _MORE.search(raw):
            raise _Uncertain
        return hashlib.sha256(raw).hexdigest()

    def _found(self) -> Iterator[tuple[str, os.stat_result]]:
        for name in self._reads:
            full = f"{self._base}/{name}"
            if os.path.isdir(full):
                yield from walked(full, f"{name}/", folders=True)
            elif os.path.exists(full):
                yield name, os.stat(full)


class _Uncertain(Exception):
    """Something may be read that is not looked at."""


def walked(folder: str, before: str, folders: bool = False) -> Iterator[tuple[str, os.stat_result]]:
    """Every file below a folder, in a fixed order: ``before`` and its place from there, and what it is like."""
    with os.scandir(folder) as found:
        entries = sorted(found, key=lambda entry: entry.name)
    for entry in entries:
        path = before + entry.name
        if entry.is_dir(follow_symlinks=False):
            if folders:
                yield path, entry.stat(follow_symlinks=False)
            yield from walked(entry.path, f"{path}/", folders)
        else:
            yield path, entry.stat(follow_symlinks=False)
