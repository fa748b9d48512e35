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
from contextlib import suppress
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

from build_tools import __file__ as _here

_OTHERS_WRITE = 0o022
_LIBRARIES = ("PyYAML", "jsonschema", "Jinja2", "MarkupSafe", "mkdocs-material", "mkdocs", "zxing-cpp", "rjsmin")
"""What decides, besides our own files, what is read from a file and what a page looks like."""
_DIGEST = 32


def place(project: Path, kind: str) -> Path | None:
    """The folder for what is kept of a project, made if need be; None where it could not be trusted."""
    if os.environ.get("CI"):
        return None
    key = hashlib.sha256(str(project.resolve()).encode("utf-8", "surrogatepass")).hexdigest()[:32]
    try:
        folder = _caches().resolve() / "zwgk" / kind / key
        if any((above / ".git").exists() for above in folder.parents) or folder.is_relative_to(project.resolve()):
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
    """The packs of one project: plain data (texts, bytes, numbers, lists, tuples, mappings, sets) under a name."""

    def __init__(self, folder: Path | None) -> None:
        self.folder = folder

    @classmethod
    def of(cls, project: Path) -> Cache:
        """What is kept of a project by this version of the program."""
        return cls(place(project, "build"))

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
        if self.folder is None:
            return
        raw = marshal.dumps(data)
        file = self._file(name)
        staging = file.with_name(f"{file.name}.{os.getpid()}")
        try:
            staging.write_bytes(hashlib.sha256(raw).digest() + raw)
            staging.replace(file)
            for old in self.folder.glob(f"{name}-*"):
                if old != file:
                    old.unlink()  # of another version of the program
        except OSError:
            with suppress(OSError):
                staging.unlink()

    def _file(self, name: str) -> Path:
        assert self.folder is not None
        return self.folder / f"{name}-{program()[:16]}"


@cache
def program() -> str:
    """The checksum of this program: its files, its schemas, and the libraries that decide what it makes."""
    package = Path(_here).parent
    schemas = package / "schemas" if (package / "schemas").is_dir() else package.parent / "schemas"
    made = hashlib.sha256(" ".join(version(name) for name in _LIBRARIES).encode())
    for folder in (package, schemas):
        for path in sorted(folder.rglob("*")):
            if path.suffix != ".pyc" and path.is_file():
                made.update(f"\0{path.relative_to(folder).as_posix()}\0".encode() + path.read_bytes())
    return made.hexdigest()
