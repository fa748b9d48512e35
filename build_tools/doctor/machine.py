"""The machine: Python, packages, git, console, calendar, disk. No other program is run."""

from __future__ import annotations

import platform
import shutil
import sys
from collections.abc import Iterator
from datetime import date
from importlib import metadata
from pathlib import Path

from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet

from build_tools.doctor.remark import Remark, State
from build_tools.workdays import last_announced

_NAME = "zwgk"
_MARKS = "√×●■"
_ENOUGH = 200  # MB: a site is built beside the old one


def examine(where: Path) -> Iterator[Remark]:
    """``where``: a folder on the disk that is written to."""
    yield _python()
    yield from _packages()
    yield Remark(State.GOOD if shutil.which("git") else State.NOTE, "doctor-git")
    yield _console(getattr(sys.stdout, "encoding", None) or "ascii")
    yield _calendar(last_announced(), date.today())
    yield _disk(where)


def _python() -> Remark:
    running = platform.python_version()
    try:
        needed = metadata.metadata(_NAME)["Requires-Python"] or ""
    except metadata.PackageNotFoundError:
        needed = ""
    fits = SpecifierSet(needed).contains(running, prereleases=True)
    return Remark(State.GOOD if fits else State.BAD, "doctor-python", {"version": running, "needed": needed})


def _packages() -> Iterator[Remark]:
    """One remark for all that are as they should be, one for each that is not."""
    try:
        required = metadata.requires(_NAME) or []
    except metadata.PackageNotFoundError:
        yield Remark(State.NOTE, "doctor-packages")
        return
    wanted = [one for one in map(Requirement, required) if one.marker is None or one.marker.evaluate()]
    wrong = [remark for remark in map(_package, wanted) if remark]
    yield from wrong
    if not wrong:
        yield Remark(State.GOOD, "doctor-packages", {"count": str(len(wanted))})


def _package(wanted: Requirement) -> Remark | None:
    try:
        found = metadata.version(wanted.name)
    except metadata.PackageNotFoundError:
        found = ""
    if found and wanted.specifier.contains(found, prereleases=True):
        return None
    args = {"name": wanted.name, "found": found, "needed": str(wanted.specifier)}
    return Remark(State.BAD, "doctor-package", args)


def _console(encoding: str) -> Remark:
    try:
        _MARKS.encode(encoding)
    except (UnicodeEncodeError, LookupError):
        return Remark(State.NOTE, "doctor-console", {"encoding": encoding})
    return Remark(State.GOOD, "doctor-console", {"encoding": encoding})


def _calendar(last: int, today: date) -> Remark:
    """The holidays of a year are announced in the last weeks of the year before."""
    state = State.GOOD if last >= today.year else State.NOTE
    return Remark(state, "doctor-calendar", {"year": str(last), "next": str(last + 1)})


def _disk(where: Path) -> Remark:
    free = shutil.disk_usage(where).free // 2**20
    return Remark(
        State.GOOD if free >= _ENOUGH else State.BAD, "doctor-disk", {"free": str(free), "needed": str(_ENOUGH)}
    )
