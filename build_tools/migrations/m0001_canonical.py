"""Format 1: every file in the canonical form of ``zwgk fmt``. Before, key order, quotes and indentation were free."""

from __future__ import annotations

from pathlib import PurePosixPath

from build_tools.canonical import converted
from build_tools.load import kind_of


def migrate(files: dict[str, bytes]) -> dict[str, bytes]:
    """The files in canonical form, with their comments; one that has faults stays as it is."""
    return {path: _canonical(path, raw) for path, raw in files.items()}


def _canonical(path: str, raw: bytes) -> bytes:
    kind = kind_of(PurePosixPath(path).relative_to(PurePosixPath(path).parts[0]))
    return raw if kind is None else converted(path, kind, raw)[0]
