"""``run.py`` on a fresh machine: from a folder with spaces and Chinese characters, with and without network."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parent.parent
NOWHERE = {
    "PIP_INDEX_URL": "http://127.0.0.1:9/",
    "PIP_EXTRA_INDEX_URL": "",
    "PIP_FIND_LINKS": "",
    "PIP_CONFIG_FILE": os.devnull,
}


def clone(target: Path) -> Path:
    """The files of this repository as a fresh clone would have them."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    names = subprocess.run(command, cwd=HERE, capture_output=True, check=True).stdout.decode().split("\0")
    for name in filter(None, names):
        if (HERE / name).is_file():
            (target / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(HERE / name, target / name)
    return target


def run(folder: Path, *words: str, **env: str) -> subprocess.CompletedProcess[bytes]:
    """``python run.py …`` in a folder."""
    command = [sys.executable, "run.py", *words]
    return subprocess.run(command, cwd=folder, capture_output=True, env={**os.environ, **env}, check=False)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A clone whose ``wheels/`` was filled by ``run.py wheels``."""
    made = clone(tmp_path_factory.mktemp("fresh") / "政务 公开" / "my clone")
    done = run(made, "wheels")
    if done.returncode != 0:
        pytest.skip("no packages to be had: " + done.stderr.decode("utf-8", "replace")[-300:])
    return made


def test_without_network_from_wheels_in_a_chinese_path(folder: Path) -> None:
    shutil.rmtree(folder / ".venv")
    done = run(folder, "build", **NOWHERE)
    assert done.returncode == 0, done.stderr.decode("utf-8", "replace")
    assert (folder / "site" / "index.html").is_file()
    assert len(list((folder / "site" / "items").rglob("*.html"))) > 180


def test_a_second_run_installs_nothing(folder: Path) -> None:
    before = (folder / ".venv" / "zwgk-installed.txt").stat().st_mtime_ns
    done = run(folder, "check", **NOWHERE, PIP_NO_INDEX="1", ZWGK_LANG="zh")
    assert done.returncode == 0, done.stderr
    assert "√" in done.stdout.decode("utf-8")
    assert done.stderr == b""
    assert (folder / ".venv" / "zwgk-installed.txt").stat().st_mtime_ns == before


def test_the_exit_code_is_the_commands(folder: Path) -> None:
    item = folder / "catalog/items/taxation/taxation-001.yml"
    kept = item.read_bytes()
    item.write_bytes(kept.replace(b"subject:", "subject：".encode()))
    try:
        done = run(folder, "check", ZWGK_LANG="zh")
        assert done.returncode == 1
        out = done.stdout.decode("utf-8")
        assert "taxation-001.yml:1:8" in out
        assert "slip-wide-colon" in out
    finally:
        item.write_bytes(kept)
    assert run(folder, "nothing").returncode == 2
    assert run(folder).returncode == 2


def test_a_console_without_chinese_is_no_obstacle(folder: Path) -> None:
    done = run(folder, PYTHONIOENCODING="ascii")
    assert done.returncode == 2
    assert b"python3 run.py build" in done.stderr


def test_an_old_python_gets_one_clear_sentence() -> None:
    code = "import sys; sys.version_info = (3, 8, 1); "
    code += "exec(compile(open('run.py', encoding='utf-8').read(), 'run.py', 'exec'))"
    env = {**os.environ, "PYTHONIOENCODING": "utf-8"}
    done = subprocess.run([sys.executable, "-c", code], cwd=HERE, capture_output=True, env=env, check=False)
    assert done.returncode == 1
    said = done.stderr.decode("utf-8")
    assert "3.11" in said
    assert "3.8" in said
    assert said.count("\n") == 1


def test_packages_that_cannot_be_had_are_one_clear_sentence(tmp_path: Path) -> None:
    made = clone(tmp_path / "x")
    done = run(made, "build", **NOWHERE, PIP_NO_INDEX="1")
    assert done.returncode == 3
    assert "Traceback" not in done.stderr.decode("utf-8", "replace")
    assert "wheels" in done.stderr.decode("utf-8", "replace")
    assert not (made / ".venv" / "zwgk-installed.txt").exists()


def test_the_windows_starter_is_a_batch_file_for_any_code_page() -> None:
    raw = (HERE / "启动.bat").read_bytes()
    assert raw.count(b"\r\n") == raw.count(b"\n")
    text = raw.decode("utf-8")
    assert text.startswith("@echo off")
    assert "chcp 65001" in text
    assert "run.py build" in text
