"""What is as it was is not read again: never where a file, a folder, the day or the question is another."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from build_tools.cli import main
from build_tools.commands.project import Project
from build_tools.folder import Folder
from build_tools.load import load
from build_tools.seen import Seen
from tests.catalogs import base
from tests.conftest import repository

OLD = time.time() - 1000


@pytest.fixture(autouse=True)
def own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is kept yet."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "kept"))


@pytest.fixture
def county(tmp_path: Path) -> Path:
    made = repository(tmp_path / "county", base())
    for path in made.rglob("*"):
        os.utime(path, (OLD, OLD))
    return made


@pytest.fixture
def readings(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Grows when a catalog is read and checked."""
    found: list[str] = []
    checked = Project.checked

    def counted(project: Project, *args: object) -> object:
        found.append("read")
        return checked(project, *args)  # type: ignore[arg-type]

    monkeypatch.setattr(Project, "checked", counted)
    return found


def check(county: Path, *more: str) -> int:
    return main(["--project", str(county), "check", *more])


def item(county: Path) -> Path:
    return next(iter(sorted((county / "catalog/items").rglob("*.yml"))))


def test_the_answer_is_the_same_and_quick(
    county: Path, readings: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    path = item(county)
    path.write_text(path.read_text(encoding="utf-8").replace("title:", "titel:"), encoding="utf-8")
    os.utime(path, (OLD, OLD))
    codes, told = [], []
    for _ in range(2):
        codes.append(check(county))
        told.append(capsys.readouterr().out)
    assert codes[0] == codes[1] == 1
    assert told[0] == told[1]
    assert "titel" in told[0]
    assert readings == ["read"]


@pytest.mark.parametrize("asked", [["--format", "json"], ["--all"], ["--today", "2031-01-01"], ["catalog/items"]])
def test_another_question_has_its_own_answer(
    county: Path, readings: list[str], asked: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(county)
    check(county)
    check(county, *asked)
    assert len(readings) == 2


def test_whatever_changes_is_seen(county: Path, readings: list[str]) -> None:
    path = item(county)
    assert check(county) == 0
    path.write_text(path.read_text(encoding="utf-8") + "remark: 多了一行\n", encoding="utf-8")
    assert check(county) == 1
    (county / "catalog/items/COM1").mkdir()
    assert check(county) == 1
    path.unlink()
    check(county)
    assert len(readings) == 4


def test_a_copy_with_other_times_is_the_same(county: Path, readings: list[str]) -> None:
    check(county)
    for path in county.rglob("*"):
        os.utime(path, (OLD + 500, OLD + 500))
    check(county)
    assert readings == ["read"]


def test_an_edit_whose_time_was_set_back_is_seen(county: Path, readings: list[str]) -> None:
    check(county)
    check(county)
    path = item(county)
    path.write_bytes(path.read_bytes().replace("法".encode(), "律".encode()))
    os.utime(path, (OLD, OLD))
    check(county)
    assert len(readings) == 2


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the files of the catalog that were read."""
    found: list[str] = []
    read = Folder._bytes

    def told(folder: Folder, file: str, path: str) -> bytes | None:
        found.append(Path(path).name)
        return read(folder, file, path)

    monkeypatch.setattr(Folder, "_bytes", told)
    return found


def test_of_an_edit_only_the_edited_file_is_read(
    county: Path, opened: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    first, second = sorted((county / "catalog/items").rglob("*.yml"))
    second.write_text(second.read_text("utf-8").replace("everyone", "every"), encoding="utf-8")
    os.utime(second, (OLD, OLD))
    assert check(county) == 1
    before = capsys.readouterr().out
    opened.clear()
    first.write_text(first.read_text("utf-8").replace("title: 法", "title: 新法"), encoding="utf-8")
    assert check(county) == 1
    assert sorted(set(opened)) == [first.name, second.name], "the other has a mistake, and its place is told"
    assert capsys.readouterr().out == before
    opened.clear()
    second.write_text(second.read_text("utf-8").replace("every", "everyone"), encoding="utf-8")
    os.utime(second, (OLD, OLD))
    assert check(county) == 0
    assert sorted(set(opened)) == [first.name, second.name], "what was written a moment ago is read once more"
    again = Project.find(str(county), "zh").load(unchanged={first.relative_to(county).as_posix(): b"?" * 32})
    assert len(again.catalog.items) == 2, "a checksum of nothing that is known"


def test_a_file_that_goes_while_it_is_not_read_is_told(county: Path) -> None:
    path = item(county)
    inner = path.relative_to(county).as_posix()
    folder = Folder(county)
    files = list(folder.changed({inner: b"?" * 32}))
    path.unlink()
    loaded = load(files, problems=iter(folder.problems))
    assert [(one.code, one.where.path) for one in loaded.diagnostics] == [("unreadable-file", inner)]


def test_the_time_of_a_file_just_written_is_not_trusted(tmp_path: Path) -> None:
    file = tmp_path / "catalog/a.yml"
    file.parent.mkdir()
    file.write_text("limit: 7", encoding="utf-8")
    now = os.stat(file).st_mtime_ns
    mark = Seen(str(tmp_path), ("catalog",)).mark({})
    assert mark is not None
    file.write_text("limit: 9", encoding="utf-8")
    os.utime(file, ns=(now, now))  # a disk whose clock is coarse
    assert not Seen(str(tmp_path), ("catalog",)).same(mark)


SETTINGS = "site_name: x\ntheme:\n  name: zwgk\nplugins:\n  - zwgk\n"


@pytest.mark.parametrize(
    ("settings", "certain"),
    [
        (SETTINGS, True),
        (SETTINGS + "# hooks: [h.py]\nextra:\n  generator: false\n", True),
        (SETTINGS.replace("name: zwgk", "name: zwgk\n  language: zh"), True),
        ("site_name: x\ntheme: zwgk\nplugins: [zwgk]\ndocs_dir: docs\n", True),
        ("site_name: x\ntheme: {name: zwgk, custom_dir: overrides}\nplugins: [zwgk]\n", False),
        (SETTINGS + '"hooks": [h.py]\n', False),
        (SETTINGS + "INHERIT: base.yml\n", False),
        (SETTINGS + "markdown_extensions: [pymdownx.snippets]\n", False),
        (SETTINGS + "docs_dir: ../elsewhere\n", False),
        (SETTINGS + "  - search\n", False),
        (SETTINGS.replace("name: zwgk", "name: other"), False),
        (SETTINGS.replace("- zwgk", "- zwgk: {catalog: other}"), False),
        (SETTINGS + "site_url: !ENV URL\n", False),
        ("plugins: [", False),
        ("", False),
    ],
)
def test_settings_that_may_read_more_leave_nothing_certain(settings: str, certain: bool, county: Path) -> None:
    (county / "mkdocs.yml").write_text(settings, encoding="utf-8")
    assert (Seen(str(county), ("mkdocs.yml",)).mark({}) is not None) == certain
