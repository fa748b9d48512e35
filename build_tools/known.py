"""What an earlier run found out of the same files: what sound ones say, and of which items no rule complains."""

from __future__ import annotations

import hashlib
import marshal
from collections.abc import Callable, Iterable, Mapping
from typing import Any, NamedTuple

from build_tools.cache import Cache

_FILES, _QUIET = "files", "quiet"


class Unread(NamedTuple):
    """A file that nobody has written since its checksum was taken; ``reading`` its path gives the bytes or None."""

    digest: bytes
    path: str
    reading: Callable[[str], bytes | None]


Raw = bytes | Unread
"""A file: its bytes, or how to get at them."""


def digest_of(raw: Raw) -> bytes:
    """The checksum of a file's bytes."""
    return raw.digest if isinstance(raw, Unread) else hashlib.sha256(raw).digest()


def bytes_of(raw: Raw) -> bytes | None:
    """A file's bytes, None where they cannot be read."""
    return raw.reading(raw.path) if isinstance(raw, Unread) else raw


class Known:
    """The data of files by their marks. ``keep`` writes what this run used, and nothing else."""

    def __init__(self, cache: Cache | None = None) -> None:
        self._cache = cache or Cache(None)
        self._before: dict[bytes, bytes] = self._cache.load_map(_FILES)
        self._used: dict[bytes, bytes] = {}
        self._just: dict[bytes, bytes] = {}
        self._around = b""
        self._quiet: Mapping[bytes, None] = {}
        self._still_quiet: dict[bytes, None] = {}
        self._just_quiet: set[bytes] = set()
        self._built: dict[tuple[str, bytes], Any] | None = None
        self._built_before: dict[tuple[str, bytes], Any] = {}
        self._learns = self._cache.folder is not None

    @classmethod
    def of_process(cls) -> Known:
        """For a process that reads the same files in one catalog after the other; nothing of it is kept."""
        made = cls()
        made._before, made._learns = made._used, True
        return made

    @staticmethod
    def mark(kind: str, digest: bytes) -> bytes:
        """What a file is known by: the checksum of its bytes, and what they are read as."""
        return digest if kind == "item" else digest + kind.encode()

    def has(self, file: bytes) -> bool:
        """Whether it is known what the file with this mark says, and that it is sound."""
        said = self._before.get(file) or self._just.get(file)
        if said is None:
            return False
        self._used[file] = said
        return True

    def data(self, file: bytes) -> Any:
        """What it says."""
        return marshal.loads(self._used[file])

    def built(self, path: str, file: bytes, build: Callable[[], Any]) -> Any:
        """What is built from a sound file, once in a process that reads the same files again and again."""
        if self._built is None:
            return build()
        made = self._built_before.get((path, file))
        self._built[path, file] = made = build() if made is None else made
        return made

    def learn(self, file: bytes, data: Any) -> None:
        """A file was read and nothing is wrong with it."""
        if self._learns:
            self._used[file] = marshal.dumps(data)

    def learn_all(self, said: Mapping[bytes, bytes]) -> None:
        """Other processes read files and nothing is wrong with them: what each says, by its mark."""
        self._just.update(said)

    def look_around(self, registries: Iterable[bytes]) -> None:
        """What rules on a single item may look at besides the item: the checksums of all other files, in order."""
        around, self._around = self._around, hashlib.sha256(b"".join(registries)).digest()
        if around != self._around:
            self._quiet = self._cache.load_map(_QUIET, self._around)

    def is_quiet(self, path: str, file: bytes) -> bool:
        """Whether no rule on a single item said anything of the item in this file, which gives it its id."""
        key = file + path.encode()
        if key in self._quiet or key in self._just_quiet:
            self._still_quiet[key] = None
            return True
        return False

    def learn_all_quiet(self, keys: Iterable[bytes]) -> None:
        """Other processes heard nothing of these: checksums of files, each with its path."""
        self._just_quiet.update(keys)

    def learn_quiet(self, path: str, file: bytes) -> None:
        """No rule on a single item says anything of the item in this file."""
        self._still_quiet[file + path.encode()] = None

    def again(self) -> Known:
        """The same for the next run of this process."""
        made = Known(self._cache)
        made._before, made._around, made._quiet = self._used, self._around, self._still_quiet
        made._built, made._built_before = {}, self._built or {}
        return made

    def keep(self) -> None:
        """Write what was used, where it differs from what is kept."""
        self._cache.save_map(_FILES, self._before, self._used)
        self._cache.save_map(_QUIET, self._quiet, self._still_quiet, self._around)
