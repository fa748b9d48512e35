"""Every case file in ``tests/cases``: what must not be reported, then what must, each at its exact place.

A case changes the small sound catalog in ``tests/base``::

    - name: what it shows
      edit: {file: items/…, old: text that occurs once, new: text}     # or a list of them
      add: {file: text}                                                  # new files
      drop: [file]
      encoding: gbk                                                      # of the edited and added files
      today: 2026-11-22
      expect: [code@file:line:column]                                    # exactly these, none other
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from build_tools.diagnostics import Diagnostic
from tests.catalogs import TODAY, Files, base, checked, fixed

FOLDER = Path(__file__).parent / "cases"


def cases() -> list[tuple[str, dict[str, Any]]]:
    """(file, case) for every case of every file."""
    found = []
    for path in sorted(FOLDER.glob("*.yml")):
        found += [(path.stem, case) for case in yaml.safe_load(path.read_text(encoding="utf-8"))]
    return found


def files_of(case: dict[str, Any]) -> Files:
    """The catalog of a case."""
    files = base()
    encoding = case.get("encoding", "utf-8")
    edits = case.get("edit", [])
    for edit in [edits] if isinstance(edits, dict) else edits:
        path = "catalog/" + edit["file"]
        text = files[path].decode("utf-8")
        assert text.count(edit["old"]) == 1, f"{edit['old']!r} occurs {text.count(edit['old'])} times in {path}"
        files[path] = text.replace(edit["old"], edit["new"]).encode("utf-8")
    for path, text in case.get("add", {}).items():
        files["catalog/" + path] = text.encode("utf-8")
    for path in case.get("drop", []):
        del files["catalog/" + path]
    if encoding != "utf-8":
        changed = {"catalog/" + edit["file"] for edit in ([edits] if isinstance(edits, dict) else edits)}
        for path in changed | {"catalog/" + path for path in case.get("add", {})}:
            files[path] = files[path].decode("utf-8").encode(encoding)
    return files


def mark(one: Diagnostic) -> str:
    """A finding as the case files write it."""
    return f"{one.code}@{one.where.path.removeprefix('catalog/')}:{one.where.line}:{one.where.column}"


def today_of(case: dict[str, Any]) -> date:
    """The day a case is checked on."""
    given = case.get("today")
    return given if isinstance(given, date) else TODAY


ALL = cases()


@pytest.mark.parametrize(("file", "case"), ALL, ids=[f"{file}: {case['name']}" for file, case in ALL])
def test_exactly_the_expected_findings(file: str, case: dict[str, Any]) -> None:
    _, result = checked(files_of(case), today_of(case))
    assert sorted(mark(one) for one in result.diagnostics) == sorted(case["expect"])


@pytest.mark.parametrize(("file", "case"), ALL, ids=[f"{file}: {case['name']}" for file, case in ALL])
def test_every_fix_removes_its_finding_and_adds_none(file: str, case: dict[str, Any]) -> None:
    files = files_of(case)
    _, result = checked(files, today_of(case))
    for one in result.diagnostics:
        if one.fix is not None and "wrong-encoding" not in [other.code for other in result.diagnostics]:
            _, after = checked(fixed(files, one.fix), today_of(case))
            assert len(after.diagnostics) < len(result.diagnostics), f"{mark(one)} is not mended by {one.fix.text!r}"
            before = {(other.code, other.where.path) for other in result.diagnostics}
            assert {(other.code, other.where.path) for other in after.diagnostics} <= before


def test_the_base_catalog_is_sound() -> None:
    _, result = checked(base())
    assert result.diagnostics == ()
