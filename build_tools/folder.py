"""The catalog folder on disk: every file that may be read, and a complaint for each that must not be."""

from __future__ import annotations

import os
import re
import stat
import unicodedata
from collections.abc import Iterator, Mapping
from pathlib import Path

from build_tools.diagnostics import Diagnostic, Span
from build_tools.known import Raw, Unread
from build_tools.source import REGISTRY_LIMITS

_JUNK = re.compile(r"^(?:\..*|~\$.*|.*~|.*\.(?:swp|bak|tmp)|Thumbs\.db|desktop\.ini)$", re.IGNORECASE)
_RESERVED = re.compile(r"^(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\..*)?$", re.IGNORECASE)
_UNUSABLE = re.compile(r'[<>:"|?*\\\x00-\x1f\x7f]|[. ]$')
_LONGEST_NAME = 100
_LONGEST_PATH = 180
_DEEPEST = 6


class Folder:
    """Walks ``base/root`` in a fixed order. ``problems`` is complete once ``files`` has been read to its end."""

    def __init__(self, base: Path, root: str = "catalog") -> None:
        self.base = base
        self.root = root
        self.problems: list[Diagnostic] = []

    def files(self) -> Iterator[tuple[str, bytes]]:
        """Path (relative to ``base``, with ``/``) and bytes of each regular file."""
        for path, file in self._walk(self.base / self.root, self.root, 0):
            raw = self._bytes(file, path)
            if raw is not None:
                yield path, raw

    def changed(self, unchanged: Mapping[str, bytes]) -> Iterator[tuple[str, Raw]]:
        """The same, where only those are read whose checksum is not known, by path, to be ``unchanged``."""
        reading = self._again  # one for all
        for path, file in self._walk(self.base / self.root, self.root, 0):
            known = unchanged.get(path)
            raw = Unread(known, path, reading) if known else self._bytes(file, path)
            if raw is not None:
                yield path, raw

    def _again(self, path: str) -> bytes | None:
        return self._bytes(f"{self.base}/{path}", path)

    def _walk(self, folder: Path, path: str, depth: int) -> Iterator[tuple[str, str]]:
        """Path and place of each file that may be read."""
        try:
            entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
        except OSError:
            self._refuse(path, "unreadable-folder")
            return
        seen: dict[str, str] = {}
        for entry in entries:
            if _JUNK.match(entry.name):
                continue
            inner = f"{path}/{entry.name}"
            if not self._named_well(inner, entry.name, seen):
                continue
            if entry.is_symlink():
                self._refuse(inner, "symbolic-link")
            elif entry.is_dir(follow_symlinks=False):
                if depth >= _DEEPEST:
                    self._refuse(inner, "folder-too-deep")
                else:
                    yield from self._walk(Path(entry.path), inner, depth + 1)
            elif not entry.is_file(follow_symlinks=False):
                self._refuse(inner, "not-a-file")
            else:
                yield inner, entry.path

    def _named_well(self, path: str, name: str, seen: dict[str, str]) -> bool:
        """Whether every machine an office uses can hold this name beside the others of its folder."""
        short = len(name) <= _LONGEST_NAME and len(path) <= _LONGEST_PATH
        sound = not _RESERVED.match(name) and not _UNUSABLE.search(name)
        if short and sound and name.isascii() and name.islower():
            twin = seen.setdefault(name, name)  # the usual case, decided without normalizing
        else:
            if any("\ud800" <= char <= "\udfff" for char in name):
                return self._refuse(path, "name-not-unicode")
            if not sound:
                return self._refuse(path, "name-not-portable", name=name)
            if not short:
                return self._refuse(path, "name-too-long", length=str(len(path)), limit=str(_LONGEST_PATH))
            twin = seen.setdefault(unicodedata.normalize("NFC", name).casefold(), name)
        return twin == name or self._refuse(path, "name-collision", other=twin)

    def _bytes(self, file: str, path: str) -> bytes | None:
        """The file's bytes; never waits for a pipe, never reads more than any catalog file may hold."""
        flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
        try:
            handle = os.open(file, flags)
        except OSError:
            self._refuse(path, "unreadable-file")
            return None
        try:
            found = os.fstat(handle)
            if not stat.S_ISREG(found.st_mode):
                self._refuse(path, "not-a-file")
                return None
            return os.read(handle, min(found.st_size, REGISTRY_LIMITS.size) + 1)
        except OSError:
            self._refuse(path, "unreadable-file")
            return None
        finally:
            os.close(handle)

    def _refuse(self, path: str, code: str, **args: str) -> bool:
        self.problems.append(Diagnostic(Span(path), code, args=args))
        return False
