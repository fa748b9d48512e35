"""A county's own repository: what it is made of, and which of its files are the tool's and still as the tool left them.

``.zwgk.json`` records the version of the tool, the format of the catalog, and a digest of each managed file.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path, PurePosixPath
from typing import Any

from build_tools import __version__
from build_tools.canonical import dump
from build_tools.diagnostics import UserError
from build_tools.fields import vocabulary
from build_tools.files import replace_file
from build_tools.load import kind_of
from build_tools.migrations import LATEST
from build_tools.source import REGISTRY_LIMITS, read
from build_tools.starter import Part, parts

RECORD = ".zwgk.json"
CATALOG = "catalog"
_SOURCES = ("pyproject.toml", "build_tools")


@dataclass(frozen=True, slots=True)
class Record:
    """What ``.zwgk.json`` says. A repository without one is older than the record: format 0, nothing known."""

    version: str = ""
    format: int = 0
    managed: Mapping[str, str] = field(default_factory=dict)

    def written(self) -> bytes:
        """The file."""
        content = {"zwgk": self.version, "format": self.format, "managed": dict(sorted(self.managed.items()))}
        return (json.dumps(content, ensure_ascii=False, indent=2) + "\n").encode()


def record_of(base: Path) -> Record:
    """The record of a repository; raises UserError where it cannot be read."""
    path = base / RECORD
    if not path.is_file():
        return Record()
    try:
        content = json.loads(path.read_bytes())
        managed = {str(key): str(value) for key, value in content["managed"].items()}
        return Record(str(content["zwgk"]), int(content["format"]), managed)
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise UserError("bad-record", path=str(path)) from error


def is_source(base: Path) -> bool:
    """Whether this is the program's own repository and not a county's."""
    return all((base / name).exists() for name in _SOURCES)


def digest(raw: bytes) -> str:
    """The same for a file whatever line ends git gave it."""
    return hashlib.sha256(raw.replace(b"\r\n", b"\n")).hexdigest()


def county_files(name: str, code: str) -> dict[str, bytes]:
    """Every file of a new county's repository by its path, the record among them."""
    today = date.today()
    marks = {"name": name, "code": code, "unit": _unit(name), "version": __version__}
    marks |= {"today": today.isoformat(), "year": str(today.year)}
    made = {part.to: filled(part, marks) for part in parts()}
    managed = {part.to: digest(made[part.to]) for part in parts() if part.managed}
    return {**made, RECORD: Record(__version__, LATEST, managed).written()}


def managed_files() -> dict[str, bytes]:
    """The files that are the tool's own, as this version has them."""
    return {part.to: filled(part, {"version": __version__}) for part in parts() if part.managed}


def filled(part: Part, marks: Mapping[str, str]) -> bytes:
    """A file with its marks filled in; one of the catalog is written anew, so that no name can change what it says."""
    if not part.filled:
        return part.raw
    inner = PurePosixPath(part.to)
    kind = kind_of(inner.relative_to(CATALOG)) if inner.parts[0] == CATALOG else None
    if kind is not None:
        return dump(kind, _replaced(read(part.to, part.raw, REGISTRY_LIMITS)[0].data, marks)).encode()
    if inner.suffix == ".yml":  # between single quotes
        marks = {key: text.replace("'", "''") for key, text in marks.items()}
    return str(_replaced(part.raw.decode(), marks)).encode()


def _replaced(data: Any, marks: Mapping[str, str]) -> Any:
    if isinstance(data, dict):
        return {key: _replaced(value, marks) for key, value in data.items()}
    if isinstance(data, list):
        return [_replaced(value, marks) for value in data]
    for mark, text in marks.items():
        data = data.replace(f"@{mark}@", text)
    return data


def _unit(name: str) -> str:
    """What the county's offices begin their names with, taken from its own name."""
    found = vocabulary("county_unit").search(name)
    return found.group() if found else ""


def write_all(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write new files into an empty folder; where one fails, take away those before it and raise UserError."""
    made: list[Path] = []
    try:
        for name, raw in files.items():
            replace_file(folder / name, raw, None)
            made.append(folder / name)
    except UserError:
        for path in made:
            path.unlink(missing_ok=True)
        raise
