"""The machines of offices: Windows line ends, consoles that know only GBK, Chinese folders, very long paths."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from build_tools.cli import main
from build_tools.examples import files_of, today_of
from build_tools.messages import table
from tests.catalogs import base, checked
from tests.conftest import repository
from tests.test_cases import ALL, mark
from tests.test_house import leaves

BOM = b"\xef\xbb\xbf"
ABOUT_BYTES = ("old-line-ends", "not-a-text-file", "empty-file", "hidden-line-break", "mixed-line-ends")
WINDOWS = [(file, case) for file, case in ALL if case.get("encoding", "utf-8") == "utf-8" and file not in ABOUT_BYTES]


@pytest.mark.parametrize(("file", "case"), WINDOWS, ids=[f"{file}: {case['name']}" for file, case in WINDOWS])
def test_line_ends_and_marks_of_windows_change_no_finding(file: str, case: dict[str, Any]) -> None:
    files = {path: BOM + raw.removeprefix(BOM).replace(b"\n", b"\r\n") for path, raw in files_of(case).items()}
    _, result = checked(files, today_of(case))
    assert sorted(mark(one) for one in result.diagnostics) == sorted(case["expect"])


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_sentence_can_be_shown_on_a_gbk_console(language: str) -> None:
    for _, text in leaves(table(language)):
        text.encode("gbk")


@pytest.mark.parametrize("language", ["zh", "en"])
def test_help_and_findings_on_a_gbk_console(tmp_path: Path, language: str) -> None:
    folder = repository(tmp_path / "张三" / "我的 目录", base())
    item = folder / "catalog/items/legal-service/legal-service-001.yml"
    item.write_text(item.read_text(encoding="utf-8").replace("法制", "𠮷") + "x：😀\n", encoding="utf-8")
    for words in (["--help"], ["check", "--help"], ["check"], ["check", "--format", "json"]):
        command = [sys.executable, "-m", "build_tools", "--lang", language, "--project", str(folder), *words]
        environment = {**os.environ, "PYTHONIOENCODING": "gbk"}
        done = subprocess.run(command, capture_output=True, env=environment, check=False)
        assert done.returncode == (0 if "--help" in words else 1), done.stderr
        assert "Traceback" not in (done.stderr + done.stdout).decode("gbk", "replace")
        if "--format" not in words:
            assert (done.stdout + done.stderr).decode("gbk")


def test_a_folder_deeper_than_windows_names_are_long(tmp_path: Path) -> None:
    deep = tmp_path
    while len(str(deep)) < 300:
        deep = deep / "政务公开标准目录编制工作文件夹"
    deep.mkdir(parents=True)
    folder = repository(deep / "县", base())
    assert main(["--project", str(folder), "check"]) == 0
    assert main(["--project", str(folder), "build"]) == 0
    assert (folder / "site" / "index.html").is_file()


def test_the_real_catalog_in_a_checkout_with_windows_line_ends(tmp_path: Path) -> None:
    shutil.copytree(Path(__file__).parent.parent / "catalog", tmp_path / "catalog")
    for path in (tmp_path / "catalog").rglob("*.yml"):
        path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert main(["--project", str(tmp_path), "check", "--today", "2026-11-22"]) == 0
