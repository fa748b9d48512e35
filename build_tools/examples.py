"""The only reader of the case files: each code's mistakes, as edits to one small sound catalog.

The cases are the program's tests and, at the same time, the examples that offices read. A case::

    - name: what it shows
      edit: {file: items/…, old: text that occurs once, new: text}     # or a list of them
      add: {file: text}                                                  # new files
      drop: [file]
      encoding: gbk                                                      # of the edited and added files
      today: 2026-11-22
      expect: [code@file:line:column]                                    # exactly these, none other
      show: true                                                         # show this one, not the first ones
      right: {edit: …, add: …, drop: …, move: {file: file}}    # how it should read, where nothing else says it
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from build_tools.diagnostics import Fix
from build_tools.edit import Text
from build_tools.text import decoded

Files = dict[str, bytes]
Case = dict[str, Any]

TODAY = date(2026, 11, 22)
"""The day of a case that names none."""

_HERE = Path(__file__).parent
FOLDER = _HERE / "example_files" if (_HERE / "example_files").is_dir() else _HERE.parent / "tests"
"""Holds ``cases`` and ``base``: inside an installed package, in a checkout among the tests."""

_ROOT = "catalog/"
EXCEPTIONS = f"{_ROOT}exceptions.yml"
"""The file that says which findings are accepted."""


def names() -> Iterator[str]:
    """Every case file by name: a code, or ``mixed``."""
    return (path.stem for path in sorted((FOLDER / "cases").glob("*.yml")))


@cache
def cases(name: str) -> tuple[Case, ...]:
    """The cases of one file, none where there is no such file."""
    path = FOLDER / "cases" / f"{name}.yml"
    if not path.is_file():
        return ()
    import yaml  # pages ask only which examples there are

    return tuple(yaml.load(path.read_bytes(), Loader=yaml.CSafeLoader))


@cache
def _base() -> Files:
    root = FOLDER / "base"
    files = sorted(path for path in root.rglob("*") if path.is_file())
    return {f"{_ROOT}{path.relative_to(root).as_posix()}": path.read_bytes() for path in files}


def base() -> Files:
    """The sound catalog: path → bytes, paths as in a county's repository."""
    return dict(_base())


@cache
def samples(kind: str) -> tuple[str, str]:
    """Path and text of a sound file of a kind: from the sound catalog, else what a case without findings adds."""
    folder = {"item": "items", "adjustment": "adjustments"}.get(kind, f"{kind}.yml")
    added = (case.get("add", {}) for name in names() for case in cases(name) if case["expect"] == [])
    for files in ({path: raw.decode() for path, raw in reversed(_base().items())}, *added):
        for path, text in files.items():
            inner = path.removeprefix(_ROOT)
            if inner.split("/")[0] == folder and text.strip()[:1].isalpha() | text.startswith("- "):
                return inner, text
    return "", ""


def sample_of(kind: str, keys: tuple[str, ...]) -> str:
    """What the sound file of a kind writes in the field that the keys lead to; nothing where it has no such text."""
    return next(_values(_sample(kind), keys), "")


@cache
def _sample(kind: str) -> Any:
    import yaml

    return yaml.load(samples(kind)[1], Loader=yaml.CBaseLoader)


def _values(data: Any, keys: tuple[str, ...]) -> Iterator[str]:
    """The texts below the keys, through lists, levels and ids alike."""
    if isinstance(data, str) and not keys:
        yield data
    elif isinstance(data, list):
        for one in data:
            yield from _values(one, keys)
    elif isinstance(data, dict) and keys:
        for one in [data[keys[0]]] if keys[0] in data else data.values():
            yield from _values(one, keys[1:] if keys[0] in data else keys)


def files_of(case: Case) -> Files:
    """The catalog of a case."""
    return changed(_base(), case, case.get("encoding", "utf-8"))


def changed(files: Files, change: Case, encoding: str = "utf-8") -> Files:
    """The files after ``edit``, ``add``, ``drop`` and ``move``; what was touched is written in ``encoding``."""
    files = dict(files)
    edits = change.get("edit", [])
    touched = set()
    for edit in [edits] if isinstance(edits, dict) else edits:
        path = _ROOT + edit["file"]
        text = files[path].decode("utf-8")
        if text.count(edit["old"]) != 1:
            raise ValueError(f"{edit['old']!r} occurs {text.count(edit['old'])} times in {path}")
        files[path] = text.replace(edit["old"], edit["new"]).encode("utf-8")
        touched.add(path)
    for name, text in change.get("add", {}).items():
        files[_ROOT + name] = text.encode("utf-8")
        touched.add(_ROOT + name)
    for name in change.get("drop", []):
        del files[_ROOT + name]
    for old, new in change.get("move", {}).items():
        files[_ROOT + new] = files.pop(_ROOT + old)
    return {path: raw.decode("utf-8").encode(encoding) if path in touched else raw for path, raw in files.items()}


def today_of(case: Case) -> date:
    """The day a case is checked on."""
    given = case.get("today")
    return given if isinstance(given, date) else TODAY


def fixed(files: Files, fix: Fix) -> Files:
    """The files with one fix applied, as an editor would apply it."""
    text = Text(decoded(files[fix.span.path]).encode())
    return {**files, fix.span.path: text.with_fixes([fix])}
