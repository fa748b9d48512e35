"""The catalog folder: what must not be read is refused with a sentence, and the rest is still read."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from build_tools.folder import Folder
from build_tools.load import load
from tests.catalogs import base

posix = pytest.mark.skipif(sys.platform == "win32", reason="needs POSIX file names and kinds")


def catalog(folder: Path) -> Path:
    """The base catalog written to disk; returns its items folder."""
    for path, raw in base().items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(raw)
    return folder / "catalog" / "items" / "legal-service"


def codes(folder: Path) -> list[str]:
    """The codes reported for the folder, after reading all of it."""
    walked = Folder(folder)
    loaded = load(walked.files(), problems=walked.problems)
    assert "legal-service-001" in loaded.catalog.items
    assert "social-assistance-001" in loaded.catalog.items
    return sorted(one.code for one in loaded.diagnostics)


def test_a_sound_folder(tmp_path: Path) -> None:
    catalog(tmp_path)
    assert codes(tmp_path) == []


def test_junk_of_editors_and_systems_is_passed_over(tmp_path: Path) -> None:
    items = catalog(tmp_path)
    for name in (".DS_Store", "Thumbs.db", "desktop.ini", "~$a.docx", ".a.yml.swp", "a.yml~", "a.yml.bak"):
        (items / name).write_text("x")
    assert codes(tmp_path) == []


def test_other_files_are_named(tmp_path: Path) -> None:
    items = catalog(tmp_path)
    (items / "legal-service-002.yaml").write_text("x: y\n")
    (items / "表格.docx").write_text("x")
    (tmp_path / "catalog" / "body.yml").write_text("x: y\n")
    assert codes(tmp_path) == ["stray-file", "unexpected-file", "unexpected-file"]


@posix
def test_links_pipes_and_folders_of_links(tmp_path: Path) -> None:
    items = catalog(tmp_path)
    secret = tmp_path / "secret.yml"
    secret.write_text("subject: x\n")
    (items / "legal-service-002.yml").symlink_to(secret)
    (items / "legal-service-003.yml").symlink_to("legal-service-001.yml")
    (items / "legal-service-004.yml").symlink_to("nowhere.yml")
    (tmp_path / "catalog" / "items" / "tax").symlink_to(tmp_path)
    os.mkfifo(items / "legal-service-005.yml")
    assert codes(tmp_path) == ["not-a-file", *["symbolic-link"] * 4]


@posix
@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("con.yml", "name-not-portable"),
        ("LPT1.yml", "name-not-portable"),
        ("a:b.yml", "name-not-portable"),
        ("a?.yml", "name-not-portable"),
        ("a.yml.", "name-not-portable"),
        ("a\nb.yml", "name-not-portable"),
        ("x" * 120 + ".yml", "name-too-long"),
        ("LEGAL-SERVICE-001.yml", "name-collision"),
        ("\udcff.yml", "name-not-unicode"),
    ],
)
def test_names_that_a_colleague_could_not_check_out(tmp_path: Path, name: str, code: str) -> None:
    items = catalog(tmp_path)
    (items / name).write_bytes(b"x: y\n")
    found = codes(tmp_path) if code != "name-collision" else _collisions(tmp_path)
    assert found == [code]


def _collisions(folder: Path) -> list[str]:
    walked = Folder(folder)
    list(walked.files())
    return [one.code for one in walked.problems]


@posix
def test_names_that_differ_only_in_unicode_form(tmp_path: Path) -> None:
    items = catalog(tmp_path)
    (items / "caf\u00e9.yml").write_text("x: y\n")
    (items / "cafe\u0301.yml").write_text("x: y\n")
    assert _collisions(tmp_path) == ["name-collision"]


def test_a_huge_file_is_not_read_whole(tmp_path: Path) -> None:
    items = catalog(tmp_path)
    with (items / "legal-service-002.yml").open("wb") as file:
        file.truncate(3 * 1024**3)
    assert codes(tmp_path) == ["too-large"]
