"""Where the index of the desk lies: in the user's cache folder, where no change to a repository can reach.

Whoosh reads parts of its index with pickle, which runs whatever its writer wanted. So an index never lies in the
project: a proposed change could bring one along. It lies in a folder that belongs to this user, that nobody else can
write to and that is part of no repository; where that cannot be had, and on machines that build for others (their
caches are shared between proposals), the index is made in memory.
"""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

_OTHERS_WRITE = 0o022


def place(project: Path) -> Path | None:
    """The folder for the index of a project, made if need be; None where it could not be trusted."""
    if os.environ.get("CI"):
        return None
    key = hashlib.sha256(str(project.resolve()).encode("utf-8", "surrogatepass")).hexdigest()[:32]
    try:
        folder = _caches().resolve() / "zwgk" / "search" / key
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
