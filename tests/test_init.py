"""``zwgk init``, ``upgrade`` and ``doctor``: a county's own repository from its first day on."""

from __future__ import annotations

import io
import json
import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path
from types import SimpleNamespace

import pytest
import yaml

from build_tools import fields, migrations
from build_tools.cli import main
from build_tools.diagnostics import UserError
from build_tools.doctor import machine
from build_tools.doctor.remark import State
from build_tools.files import replace_file
from build_tools.migrations import LATEST, m0001_canonical, migrated
from build_tools.repository import RECORD, record_of
from build_tools.starter import parts
from tests.catalogs import base

HERE = Path(__file__).parent
NAME = ["--name", "清河县", "--code", "130534"]
MANAGED = "schemas/item.schema.json"


@pytest.fixture
def made(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    """A repository as ``zwgk init`` leaves it."""
    folder = tmp_path / "清河 县"
    assert main(["--lang", "zh", "init", str(folder), *NAME]) == 0, capsys.readouterr()
    capsys.readouterr()
    return folder


def zwgk(folder: Path, *words: str) -> int:
    """A command in that repository."""
    return main(["--lang", "zh", "--project", str(folder), *words])


def snapshot(folder: Path) -> dict[str, bytes]:
    """Every file of a folder."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_new_repository_is_clean_canonical_and_builds(made: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert zwgk(made, "check") == 0, capsys.readouterr()
    assert zwgk(made, "fmt", "--check") == 0
    assert zwgk(made, "upgrade", "--dry-run") == 0
    assert zwgk(made, "build") == 0, capsys.readouterr()
    home = (made / "site/index.html").read_text(encoding="utf-8")
    assert "清河县政务公开标准目录" in home
    assert "示范县" not in home
    site = yaml.safe_load((made / "catalog/site.yml").read_text(encoding="utf-8"))
    assert site["jurisdiction"] == {"name": "清河县", "code": "130534"}
    assert len(yaml.safe_load((made / "catalog/domains.yml").read_text(encoding="utf-8"))) == 26


def test_no_mark_is_left_and_no_other_county_is_named(made: Path) -> None:
    for path, raw in snapshot(made).items():
        if path.startswith(("catalog/", "docs/gongkai/", "README", "mkdocs", "requirements")):
            text = raw.decode()
            assert "@" not in text, path
            assert "示范县" not in text, path
            assert "shifan" not in text, path
    assert (made / "catalog/bodies.yml").read_text(encoding="utf-8").startswith("government-office:\n  name: 县人民")
    for guide in (HERE.parent / "docs").rglob("*"):
        copied = made / "docs" / guide.relative_to(HERE.parent / "docs")
        assert copied.exists() == (guide.name != "decisions.md")
        assert guide.suffix != ".png" or copied.read_bytes() == guide.read_bytes()
    assert (made / "启动.bat").read_bytes().count(b"\r\n") == (made / "启动.bat").read_bytes().count(b"\n")


@pytest.mark.parametrize("name", ["城东区", "名: '# {x}", "甲\"乙'丙", "- [a](b) &x *y"])
def test_whatever_the_name_the_files_say_it(tmp_path: Path, name: str) -> None:
    folder = tmp_path / "made"
    assert main(["init", str(folder), "--name", name, "--code", "000001"]) == 0
    assert yaml.safe_load((folder / "mkdocs.yml").read_text(encoding="utf-8"))["site_name"].startswith(name)
    assert yaml.safe_load((folder / "catalog/site.yml").read_text(encoding="utf-8"))["jurisdiction"]["name"] == name
    assert zwgk(folder, "pages", str(tmp_path / "pages")) == 0  # no error


def test_what_the_starter_registers_is_what_our_catalog_registers() -> None:
    ours = {name: yaml.safe_load((HERE.parent / f"catalog/{name}.yml").read_text("utf-8")) for name in ("domains",)}
    starter = {part.to: part.raw for part in parts()}
    domains = yaml.safe_load(starter["catalog/domains.yml"])
    assert domains == {key: one for key, one in ours["domains"].items() if one["set"] == "pilot-2019"}
    assert set(yaml.safe_load(starter["catalog/channels.yml"])) <= set(
        yaml.safe_load((HERE.parent / "catalog/channels.yml").read_text("utf-8"))
    )


def test_name_and_code_are_asked_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO("清河县\n13\n１３０５３４\n".encode()), "utf-8"))
    assert main(["--lang", "zh", "init", str(tmp_path / "made")]) == 0
    said = capsys.readouterr().out
    assert "行政区划代码（必填）" in said
    assert said.count("  × ") == 1
    assert "code: '130534'" in (tmp_path / "made/catalog/site.yml").read_text(encoding="utf-8")


def test_giving_up_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO("清河县\n".encode()), "utf-8"))
    assert main(["init", str(tmp_path / "made")]) == 130
    assert main(["init", str(tmp_path / "made"), "--name", "清河县", "--code", "13"]) == 2
    assert list(tmp_path.iterdir()) == []


def test_only_an_empty_folder_or_a_new_clone_is_filled(tmp_path: Path) -> None:
    (tmp_path / "used").mkdir()
    (tmp_path / "used/notes.txt").write_text("x", encoding="utf-8")
    (tmp_path / "file").write_text("x", encoding="utf-8")
    (tmp_path / "clone/.git").mkdir(parents=True)
    (tmp_path / "link").symlink_to(tmp_path / "clone")
    before = snapshot(tmp_path)
    for name in ("used", "file", "link"):
        assert main(["init", str(tmp_path / name), *NAME]) == 2
    assert snapshot(tmp_path) == before
    assert main(["init", str(tmp_path / "clone"), *NAME]) == 0


@pytest.mark.parametrize("error", [OSError(28, "No space left on device"), KeyboardInterrupt()], ids=["disk", "key"])
@pytest.mark.parametrize("clone", [False, True])
def test_what_stops_it_leaves_no_half_repository(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: BaseException, clone: bool
) -> None:
    real, calls = replace_file, []
    if clone:
        (tmp_path / "made/.git").mkdir(parents=True)

    def failing(path: Path, data: bytes, expected: bytes | None) -> None:
        calls.append(path)
        if len(calls) == 9:
            raise error
        real(path, data, expected)

    monkeypatch.setattr("build_tools.repository.replace_file", failing)
    assert main(["init", str(tmp_path / "made"), *NAME]) == (1 if isinstance(error, OSError) else 130)
    assert [path.name for path in tmp_path.rglob("*")] == ["made", ".git"] * clone


def test_killed_it_leaves_no_repository_that_looks_whole(tmp_path: Path) -> None:
    code = f"""
import os
from build_tools import cli, repository
real, calls = repository.replace_file, []
repository.replace_file = lambda *given: os._exit(9) if len(calls) == 20 else (calls.append(1), real(*given))
cli.main(["init", {str(tmp_path / "made")!r}, *{NAME!r}])
"""
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 9
    assert not (tmp_path / "made").exists()
    assert main(["init", str(tmp_path / "made"), *NAME]) == 0


def test_a_name_that_no_disk_takes_is_told(tmp_path: Path) -> None:
    assert main(["init", str(tmp_path / ("x" * 300)), *NAME]) == 1


def test_run_py_of_a_county_needs_no_project_file(made: Path) -> None:
    assert subprocess.run([sys.executable, "run.py"], cwd=made, capture_output=True, check=False).returncode == 2
    code = "import run; print(run.hashes('requirements.txt'), len(run.stamp('requirements.txt')))"
    done = subprocess.run([sys.executable, "-c", code], cwd=made, capture_output=True, text=True, check=False)
    assert done.stdout.startswith("[] "), done.stderr


# --- upgrade


def outdated(made: Path) -> None:
    """As if an older version had written one managed file."""
    (made / MANAGED).write_bytes(b"{}\n")
    record = json.loads((made / RECORD).read_text(encoding="utf-8"))
    record["managed"][MANAGED] = "ca3d163bab055381827226140568f3bef7eaac187cebd76878e0b63e9e442356"
    record["zwgk"] = "0.0.9"
    (made / RECORD).write_text(json.dumps(record), encoding="utf-8")


def test_what_the_tool_wrote_is_brought_up_to_date(made: Path, capsys: pytest.CaptureFixture[str]) -> None:
    after = snapshot(made)
    outdated(made)
    before = snapshot(made)
    assert zwgk(made, "upgrade", "--dry-run") == 1
    assert snapshot(made) == before
    assert zwgk(made, "upgrade") == 0
    assert MANAGED in capsys.readouterr().out
    assert snapshot(made) == after
    assert zwgk(made, "upgrade") == 0
    assert snapshot(made) == after


def test_what_somebody_changed_is_left_unless_forced(made: Path, capsys: pytest.CaptureFixture[str]) -> None:
    settings = made / ".vscode/settings.json"
    settings.write_text("{}", encoding="utf-8")
    assert zwgk(made, "upgrade") == 0
    assert "● 保留 .vscode/settings.json" in capsys.readouterr().out
    assert settings.read_text(encoding="utf-8") == "{}"
    assert zwgk(made, "upgrade") == 0  # it is still known as changed
    assert settings.read_text(encoding="utf-8") == "{}"
    assert zwgk(made, "upgrade", "--force") == 0
    assert settings.read_text(encoding="utf-8") != "{}"


def test_line_ends_of_git_are_no_change(made: Path) -> None:
    outdated(made)
    (made / MANAGED).write_bytes(b"{}\r\n")
    assert zwgk(made, "upgrade") == 0
    assert len((made / MANAGED).read_bytes()) > 100


def test_missing_files_come_back_and_a_repository_without_record_gets_one(made: Path) -> None:
    before = snapshot(made)
    shutil.rmtree(made / "schemas")
    (made / RECORD).unlink()
    assert zwgk(made, "upgrade") == 0
    assert snapshot(made) == before


def test_an_old_catalog_is_migrated_with_its_comments(made: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (made / RECORD).unlink()
    item = made / "catalog/items/budget/budget-001.yml"
    canonical = item.read_bytes()
    lines = canonical.decode().split("\nstage:")
    item.write_bytes(("# 说明\nstage:" + lines[1] + lines[0] + "\n").replace("\n", "\r\n").encode())
    broken = made / "catalog/items/budget/budget-002.yml"
    broken.write_bytes(b"subject: [\n")
    assert zwgk(made, "upgrade", "--dry-run") == 1
    assert item.read_bytes() != canonical
    assert zwgk(made, "upgrade") == 0
    assert "canonical" in capsys.readouterr().out
    assert item.read_bytes().replace("# 说明\n".encode(), b"") == canonical
    assert broken.read_bytes() == b"subject: [\n"
    assert record_of(made).format == LATEST


def test_migration_steps_are_numbered_without_gaps_and_change_nothing_twice() -> None:
    assert [number for number, _ in migrations.STEPS] == list(range(1, LATEST + 1))
    files = base()
    once = list(migrated(files, 0))[-1][1]
    assert list(migrated(once, 0))[-1][1] == once
    assert list(migrated(files, LATEST)) == []
    assert m0001_canonical.migrate({"catalog/notes.txt": b"x"}) == {"catalog/notes.txt": b"x"}


@pytest.mark.parametrize(
    "record", ["", "[]", "{", '{"zwgk": "1"}', '{"zwgk": "1", "format": "x", "managed": {}}', "[" * 100_000]
)
def test_a_record_that_cannot_be_read_stops_the_upgrade(made: Path, record: str) -> None:
    (made / RECORD).write_text(record, encoding="utf-8")
    before = snapshot(made)
    assert zwgk(made, "upgrade") == 2
    assert snapshot(made) == before


def test_a_newer_format_and_the_source_itself_are_refused(made: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (made / RECORD).write_text('{"zwgk": "9.9", "format": 99, "managed": {}}', encoding="utf-8")
    assert zwgk(made, "upgrade") == 2
    assert "9.9" in capsys.readouterr().err
    assert zwgk(HERE.parent, "upgrade") == 2


# --- doctor


def test_a_new_repository_is_healthy(made: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert zwgk(made, "doctor") == 0, capsys.readouterr()
    said = capsys.readouterr().out
    assert "× " not in said
    assert "√ 登记表都在" in said
    assert zwgk(made, "doctor", "--format", "json") == 0
    remarks = json.loads(capsys.readouterr().out)["remarks"]
    assert {one["state"] for one in remarks} <= {"good", "note"}
    assert len({one["code"] for one in remarks}) == len(remarks)


@pytest.mark.parametrize(
    ("path", "text", "code", "state"),
    [
        ("catalog/laws.yml", None, "doctor-catalog", "bad"),
        ("mkdocs.yml", "site_name: x\n", "doctor-config", "bad"),
        ("mkdocs.yml", "theme: zwgk\nplugins:\n  - zwgk: {}\n", "doctor-config", "good"),
        ("mkdocs.yml", "theme:\n  name: material\nplugins: [zwgk]\nx: !ENV [A]\n", "doctor-config", "bad"),
        ("mkdocs.yml", "- [", "doctor-config", "bad"),
        ("mkdocs.yml", None, "doctor-config", "bad"),
        ("schemas/laws.schema.json", "{}", "doctor-schemas", "note"),
        (".vscode/settings.json", None, "doctor-brought", "note"),
        (".gitattributes", "* text=auto\n", "doctor-line-ends", "note"),
        ("catalog/items/budget/" + "a" * 240 + ".yml", "x", "doctor-paths", "note"),
    ],
)
def test_what_is_missing_is_said(
    made: Path, path: str, text: str | None, code: str, state: str, capsys: pytest.CaptureFixture[str]
) -> None:
    if text is None:
        (made / path).unlink()
    else:
        (made / path).write_text(text, encoding="utf-8")
    assert zwgk(made, "doctor", "--format", "json") == (1 if state == "bad" else 0)
    found = {one["code"]: one for one in json.loads(capsys.readouterr().out)["remarks"]}
    assert found[code]["state"] == state
    assert bool(found[code]["advice"]) == (state != "good")


def test_without_a_catalog_the_machine_is_examined_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def nowhere(*_: object) -> None:
        raise UserError("no-catalog", path="")

    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("build_tools.commands.doctor.Project.find", nowhere)
    assert main(["--lang", "zh", "doctor"]) == 1
    said = capsys.readouterr().out
    assert "Python" in said
    assert "zwgk init" in said
    assert main(["--project", str(tmp_path / "nowhere"), "doctor"]) == 2


def test_the_machine_is_examined(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.which", lambda _: None)
    monkeypatch.setattr("shutil.disk_usage", lambda _: SimpleNamespace(free=5 * 2**20))
    monkeypatch.setattr("importlib.metadata.requires", lambda _: ["click>=99", "no-such-package>=1", "PyYAML>=6"])
    monkeypatch.setattr("importlib.metadata.metadata", lambda _: {"Requires-Python": ">=9"})
    found = {(one.code, one.args.get("name", "")): one.state for one in machine.examine(tmp_path)}
    assert found[("doctor-git", "")] is State.NOTE
    assert found[("doctor-disk", "")] is State.BAD
    assert found[("doctor-python", "")] is State.BAD
    assert found[("doctor-package", "click")] is found[("doctor-package", "no-such-package")] is State.BAD
    assert machine._console("ascii").state is State.NOTE
    assert machine._console("gbk").state is State.GOOD
    assert machine._calendar(2026, date(2027, 1, 5)).state is State.NOTE
    assert machine._calendar(2026, date(2026, 12, 5)).state is State.GOOD


def test_the_schemas_of_a_new_repository_are_the_tools(made: Path) -> None:
    for name in (*fields.NAMES, "common"):
        ours = (fields.SCHEMAS / f"{name}.schema.json").read_bytes()
        assert (made / f"schemas/{name}.schema.json").read_bytes() == ours
