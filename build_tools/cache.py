"""What was worked out before, kept in the user's own cache folder, where no change to a repository can reach.

It may be deleted at any time, and nothing but time is lost. Each pack is one file that begins with the checksum of
the rest, so a damaged one is as good as none; it is replaced by a rename, so two commands may share the folder. The
names of packs hold a checksum of this program: another version keeps others. Where no folder can be had that belongs to
this user and is part of no repository, and on machines that build for others (their caches are shared between
proposals), nothing is kept.
"""

from __future__ import annotations

import hashlib
import marshal
import os
import sys
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any

from build_tools import __file__ as _here

_OTHERS_WRITE = 0o022
_DIGEST = 32
_KEY = 16
_ANY_KEY = "[0-9a-f]" * _KEY
_HALF = ".half"
"""Behind the name of a pack that some process is writing."""
_LONGEST = 3600
"""After so many seconds nobody writes it any more."""
_BESIDE = ("schemas", "tests/base", "tests/cases")
"""What belongs to the program and lies beside the package in a checkout; an installed one has it inside."""


def place(project: Path, kind: str) -> Path | None:
    """The folder for what is kept of a project, made if need be; None where it could not be trusted."""
    key = hashlib.sha256(str(project.resolve()).encode("utf-8", "surrogatepass")).hexdigest()[:32]
    return _place(kind, key, outside=project)


def _place(kind: str, key: str, outside: Path | None = None) -> Path | None:
    if os.environ.get("CI"):
        return None
    try:
        folder = _caches().resolve() / "zwgk" / kind / key
        above = [folder, *folder.parents]
        if any((one / ".git").exists() for one in above) or (outside and outside.resolve() in above):
            return None
        own = (folder.parent.parent, folder.parent, folder)
        own[0].parent.mkdir(parents=True, exist_ok=True)
        for one in own:
            one.mkdir(mode=0o700, exist_ok=True)
        return folder if all(map(_ours, own)) else None
    except (OSError, RuntimeError):  # RuntimeError: there is no home
        return None


def _caches() -> Path:
    for name in ("XDG_CACHE_HOME", "LOCALAPPDATA"):
        if os.path.isabs(os.environ.get(name, "")):
            return Path(os.environ[name])
    return Path.home() / ".cache"


def _ours(folder: Path) -> bool:
    """Whether the folder itself, no link, belongs to this user alone; Windows keeps that by the folder above."""
    if folder.resolve() != folder:
        return False
    if not hasattr(os, "getuid"):
        return True
    about = folder.stat()
    return about.st_uid == os.getuid() and not about.st_mode & _OTHERS_WRITE


class Cache:
    """The packs of a project, or of the program: plain data (texts, bytes, numbers, lists, tuples, mappings, sets)."""

    def __init__(self, folder: Path | None, key: str = "") -> None:
        self.folder = folder
        self._key = key

    @classmethod
    def of(cls, project: Path) -> Cache:
        """What is kept of a project by this version of the program."""
        return cls(place(project, "build"))

    @classmethod
    def of_program(cls) -> Cache:
        """What this version of the program makes of its own files, whatever the project."""
        return cls(_place("program", "own"))

    @classmethod
    def of_file(cls, raw: bytes) -> Cache:
        """What is read from a file of the program's own, whatever the rest of it."""
        return cls(_place("program", "own"), hashlib.sha256(raw).hexdigest())

    def has(self, name: str) -> bool:
        """Whether something was kept under a name; whole or not, only reading it tells."""
        return self.folder is not None and self._file(name).is_file()

    def load(self, name: str) -> Any:
        """What was kept under a name; None where there is nothing, or not whole."""
        if self.folder is None:
            return None
        try:
            raw = self._file(name).read_bytes()
            if hashlib.sha256(memoryview(raw)[_DIGEST:]).digest() == raw[:_DIGEST]:
                return marshal.loads(memoryview(raw)[_DIGEST:])
        except (OSError, ValueError, EOFError, TypeError):
            pass
        return None

    def save(self, name: str, data: Any) -> None:
        """Keep data under a name. What cannot be kept is worked out again next time."""
        if self.folder is not None:
            self._write([(name, data)])
            self._drop(f"{name}-{_ANY_KEY}*", [name])

    def load_map(self, name: str, around: bytes = b"") -> dict[bytes, Any]:
        """The mapping kept under a name, as much of it as is whole and was kept with the same ``around``.

        Its keys and that tell all that its values depend on.
        """
        made: dict[bytes, Any] = {}
        for file in sorted(self._parts(name)):
            part: tuple[bytes, dict[bytes, Any]] | None = self.load(file.name.rpartition("-")[0])
            if part is not None and part[0] == around:
                made |= part[1]
        return made

    def save_map(self, name: str, before: Mapping[bytes, Any], now: Mapping[bytes, Any], around: bytes = b"") -> None:
        """Keep a mapping; ``before`` is what was loaded. Only the parts that hold other keys now are written."""
        if self.folder is None or before.keys() == now.keys():
            return
        # The first byte of a key tells its part. There are so many that 128 to 255 entries are in each.
        count = min(256, 1 << max(0, len(now).bit_length() - 8))
        parts: list[dict[bytes, Any]] = [{} for _ in range(count)]
        for key, value in now.items():
            parts[key[0] % count][key] = value
        names = [f"{name}.{count}.{number}" for number in range(count)]
        there = set(self._parts(name))
        other = {key[0] % count for key in before.keys() ^ now.keys()}
        wanted = (number for number, one in enumerate(names) if number in other or self._file(one) not in there)
        self._write((names[number], (around, parts[number])) for number in wanted)
        self._drop(f"{name}.*", names)

    def _parts(self, name: str) -> Iterator[Path]:
        return self.folder.glob(f"{name}.*-{self._file(name).name[-_KEY:]}") if self.folder else iter(())

    def _write(self, packs: Iterable[tuple[str, Any]]) -> None:
        for name, data in packs:
            raw = marshal.dumps(data)
            file = self._file(name)
            staging = file.with_name(f"{file.name}.{os.getpid()}{_HALF}")
            try:
                with staging.open("wb") as whole:
                    whole.write(hashlib.sha256(raw).digest())
                    whole.write(raw)
                staging.replace(file)
            except OSError:
                with suppress(OSError):
                    staging.unlink()

    def _drop(self, pattern: str, names: Iterable[str]) -> None:
        """Remove what is there besides the packs of these ``names``, such as those of another version."""
        assert self.folder is not None
        kept = set(map(self._file, names))
        for old in self.folder.glob(pattern):
            with suppress(OSError):
                if old not in kept and (old.suffix != _HALF or time.time() - old.stat().st_mtime > _LONGEST):
                    old.unlink()

    def _file(self, name: str) -> Path:
        assert self.folder is not None
        return self.folder / f"{name}-{(self._key or program())[:_KEY]}"


def own_yaml(path: Path) -> Any:
    """What a YAML file of the program's own says. The library takes longer than most commands, so it is kept."""
    raw = path.read_bytes()
    kept = Cache.of_file(raw)
    loaded = kept.load(path.stem)
    if loaded is None:
        import yaml

        loaded = yaml.load(raw, Loader=yaml.CSafeLoader)
        kept.save(path.stem, loaded)
    return loaded


@cache
def program() -> str:
    """The checksum of this program: its files, its schemas, which Python runs it, and which libraries are installed."""
    made = hashlib.sha256("\0".join((sys.version, *_libraries())).encode("utf-8", "surrogateescape"))
    package = os.path.dirname(_here)
    for folder in (package, *(f"{os.path.dirname(package)}/{name}" for name in _BESIDE)):
        for place, folders, names in os.walk(folder):
            folders[:] = sorted(name for name in folders if name != "__pycache__")
            for name in sorted(names):
                path = f"{place}/{name}"
                with open(path, "rb") as file:
                    made.update(f"\0{path[len(folder) :]}\0".encode() + file.read())
    return made.hexdigest()


def _libraries() -> Iterator[str]:
    """Each library by the name of what tells of it, which has the version in it: PyYAML-6.0.2.dist-info."""
    for folder in filter(os.path.isdir, sys.path):
        yield from sorted(name for name in os.listdir(folder) if name.endswith((".dist-info", ".egg-info")))
