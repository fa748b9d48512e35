"""What a site is made from, looked at before anything of it is read: ordinary files, under names every system knows."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from build_tools.diagnostics import UserError

_UNUSABLE = re.compile(r"[\x00-\x1f\x7f\\\ud800-\udfff]")


def refuse_unfit(base: Path) -> None:
    """Raise UserError for the first thing in the project's settings and written pages that is no ordinary file.

    The catalog's files are looked at by ``folder.Folder``, which has findings for them; here only its folder is.
    """
    named = (one for one in _inside(base, ".") if one.name in ("mkdocs.yml", "docs", "catalog"))
    for entry, path in _entries(named, ""):
        kind = _kind(entry)
        if kind:
            raise UserError("unfit-input", path=path, kind=kind)


def _entries(found: Iterable[os.DirEntry[str]], before: str) -> Iterator[tuple[os.DirEntry[str], str]]:
    for entry in found:
        path = before + entry.name
        yield entry, path
        if path != "catalog" and entry.is_dir(follow_symlinks=False):
            inner = (one for one in _inside(entry.path, path) if not one.name.startswith("."))  # nor does the engine
            yield from _entries(inner, f"{path}/")


def _inside(folder: str | Path, path: str) -> list[os.DirEntry[str]]:
    try:
        with os.scandir(folder) as found:
            return sorted(found, key=lambda one: one.name)
    except OSError as error:
        raise UserError("unfit-input", path=path, kind="closed") from error


def _kind(entry: os.DirEntry[str]) -> str:
    if entry.is_symlink():
        return "link"
    if _UNUSABLE.search(entry.name):
        return "name"
    return "" if entry.is_file(follow_symlinks=False) or entry.is_dir(follow_symlinks=False) else "other"
