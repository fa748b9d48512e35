"""Every case file in ``tests/cases``: what must not be reported, then what must, each at its exact place.

``build_tools/examples.py`` reads the files and says how a case is written.
"""

from __future__ import annotations

import pytest

from build_tools.diagnostics import Diagnostic
from build_tools.examples import FOLDER as EXAMPLES
from build_tools.examples import Case, cases, files_of, names, today_of
from build_tools.messages import LANGUAGES, words
from tests.catalogs import base, checked, fixed

FOLDER = EXAMPLES / "cases"


def mark(one: Diagnostic) -> str:
    """A finding as the case files write it."""
    return f"{one.code}@{one.where.path.removeprefix('catalog/')}:{one.where.line}:{one.where.column}"


ALL = [(name, case) for name in names() for case in cases(name)]


@pytest.mark.parametrize(("file", "case"), ALL, ids=[f"{file}: {case['name']}" for file, case in ALL])
def test_exactly_the_expected_findings(file: str, case: Case) -> None:
    _, result = checked(files_of(case), today_of(case))
    assert sorted(mark(one) for one in result.diagnostics) == sorted(case["expect"])
    for one in result.diagnostics:  # every one can be said
        assert all(words(one.code, one.args, language).text for language in LANGUAGES)


@pytest.mark.parametrize(("file", "case"), ALL, ids=[f"{file}: {case['name']}" for file, case in ALL])
def test_every_fix_removes_its_finding_and_adds_none(file: str, case: Case) -> None:
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
