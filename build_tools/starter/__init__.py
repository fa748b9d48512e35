"""What new repositories and new rules are made from: files kept as they will be written."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml

HERE = Path(__file__).parent
_CHECKOUT = HERE.parents[1]


@dataclass(frozen=True, slots=True)
class Part:
    """One file of a new repository. ``managed``: it stays the tool's own, and upgrades bring it up to date."""

    to: str
    raw: bytes
    managed: bool
    filled: bool


def template(name: str) -> str:
    """The text of one of the files in this folder, by its path within it."""
    return (HERE / name).read_text(encoding="utf-8")


def parts() -> Iterator[Part]:
    """Every file that ``files.yml`` lists, folders file by file; of two for one place the later one."""
    found: dict[str, Part] = {}
    for entry in yaml.load(template("files.yml"), Loader=yaml.CSafeLoader):
        source, managed = _source(entry["from"]), entry.get("managed", False)
        filled = source.is_relative_to(HERE / "county")
        for path in sorted(source.rglob("*")) if source.is_dir() else [source]:
            if path.is_file() and not path.name.endswith(tuple(entry.get("but", ()))):
                inner = path.relative_to(source).as_posix()
                to = entry["to"] if path == source else f"{entry['to']}/{inner}"
                raw = path.read_bytes()
                if b"\0" not in raw:  # text has the line ends of its kind, whatever git or a wheel made of them
                    ends = b"\r\n" if path.suffix == ".bat" else b"\n"
                    raw = raw.replace(b"\r\n", b"\n").replace(b"\n", ends)
                found[to] = Part(to, raw, managed, filled)
    yield from found.values()


def _source(name: str) -> Path:
    """Beside this file; inside an installed package under ``root``; in a checkout at its top."""
    for folder in (HERE, HERE / "root", HERE.parent, _CHECKOUT):
        if (folder / name).exists():
            return folder / name
    raise FileNotFoundError(name)
