"""The catalog's files at a moment: of a git revision, of a folder, or as they lie in the working tree.

Each file has a key that is the same where the content is, so what did not change is never read.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from build_tools import git
from build_tools.diagnostics import Diagnostic, UserError
from build_tools.folder import Folder

CATALOG = "catalog"
Read = Callable[[Iterable[str]], dict[str, bytes]]


@dataclass(frozen=True, slots=True)
class Side:
    """``keys``: path → key of the content. ``read`` gives the bytes of some paths. ``commit`` is None for a folder."""

    name: str
    keys: Mapping[str, str]
    read: Read
    commit: str | None = None
    problems: tuple[Diagnostic, ...] = ()

    def raw(self) -> dict[str, bytes]:
        """Every file."""
        return self.read(self.keys)


def sides(project: Path, base: str, head: str | None) -> tuple[Side, Side]:
    """Both sides of a comparison. Of two revisions the first is where they parted, so that what others did meanwhile
    is not taken for a change; where nothing is common it is the revision itself. Raises UserError.
    """
    old, new = side(project, base), side(project, head)
    if old.commit is None:
        return old, new
    tip = new.commit if head is not None else git.commit(project, "HEAD")
    parted = git.fork(project, old.commit, tip) if tip else None
    return (old if parted in (None, old.commit) else _at(project, base, parted or "")), new


def side(project: Path, named: str | None) -> Side:
    """A folder that holds a catalog, else a git revision; the working tree where nothing is named."""
    if named is None:
        return _folder(project, "")
    if _holds_a_catalog(project, named):
        return _folder(project / named, named)
    found = git.commit(project, named)
    if found is None:
        code = "shallow-revision" if git.is_shallow(project) else "no-such-revision"
        raise UserError(code, revision=named)
    return _at(project, named, found)


def _holds_a_catalog(project: Path, named: str) -> bool:
    try:
        return bool(named.strip()) and (project / named / CATALOG).is_dir()
    except OSError:  # a name no system takes
        return False


def _at(project: Path, name: str, commit: str) -> Side:
    keys = git.blobs(project, commit, CATALOG)

    def read(paths: Iterable[str]) -> dict[str, bytes]:
        wanted = [path for path in paths if path in keys]
        found = git.contents(project, (keys[path] for path in wanted))
        return {path: found[keys[path]] for path in wanted if keys[path] in found}

    return Side(name, keys, read, commit)


def _folder(base: Path, name: str) -> Side:
    folder = Folder(base.resolve() if name else base, CATALOG)
    files = dict(folder.files())
    keys = {path: blob_id(raw) for path, raw in files.items()}
    return Side(
        name, keys, lambda paths: {path: files[path] for path in paths if path in files}, None, tuple(folder.problems)
    )


def blob_id(raw: bytes) -> str:
    """The id that git gives to a content, whose line ends it keeps as those of Unix."""
    raw = raw.replace(b"\r\n", b"\n")
    return hashlib.sha1(b"blob %d\0" % len(raw) + raw, usedforsecurity=False).hexdigest()


def only(one: Side, name: str) -> Side:
    """A side with the registries, which give the names, and of all items those in files of one name."""
    keys = {path: key for path, key in one.keys.items() if path.endswith(f"/{name}") or path.count("/") == 1}
    return Side(one.name, keys, one.read, one.commit)
