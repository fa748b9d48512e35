"""Catalogs in memory for tests: the small sound one in ``tests/base``, and what a test changes in it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from build_tools.check import Checked, check
from build_tools.diagnostics import Fix
from build_tools.load import Loaded, load

HERE = Path(__file__).parent
TODAY = date(2026, 11, 22)
Files = dict[str, bytes]


def base() -> Files:
    """The sound catalog: path → bytes, paths as in a county's repository."""
    root = HERE / "base"
    files = sorted(path for path in root.rglob("*") if path.is_file())
    return {f"catalog/{path.relative_to(root).as_posix()}": path.read_bytes() for path in files}


def checked(files: Mapping[str, bytes], today: date = TODAY) -> tuple[Loaded, Checked]:
    """Load and check files in memory."""
    loaded = load(sorted(files.items()))
    return loaded, check(loaded, today)


def fixed(files: Files, fix: Fix) -> Files:
    """The files with one fix applied, as an editor would apply it."""
    raw = files[fix.span.path]
    text = _decoded(raw)
    lines = text.split("\n")
    start = sum(len(line) + 1 for line in lines[: fix.span.line - 1]) + fix.span.column - 1
    end = sum(len(line) + 1 for line in lines[: fix.span.end_line - 1]) + fix.span.end_column - 1
    return {**files, fix.span.path: (text[:start] + fix.text + text[end:]).encode()}


def _decoded(raw: bytes) -> str:
    try:
        return raw.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError:
        return raw.decode("gb18030").replace("\r\n", "\n")
