"""Commands as people type them: exit codes, help, languages, and the plain engine commands."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

from build_tools.cli import main

ITEM = "catalog/items/legal-service/legal-service-001.yml"


def mkdocs(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """Run the engine's own command in a county's repository."""
    command = [str(Path(sys.executable).parent / "mkdocs"), *words]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, encoding="utf-8", check=False)


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["check"], 0),
        (["--help"], 0),
        (["check", "--help"], 0),
        (["--version"], 0),
        (["check", "--format", "xml"], 2),
        (["chek"], 2),
        (["check", "--nothing"], 2),
        (["pages"], 2),
        (["check", "nowhere"], 2),
        (["serve", "--address", "127.0.0.1:99999"], 2),
        (["serve", "--address", "foo"], 2),
    ],
)
def test_exit_codes(county: Path, words: list[str], code: int, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--project", str(county), *words]) == code
    captured = capsys.readouterr()
    assert "Traceback" not in captured.err
    assert bool(captured.err) == (code == 2)


def test_findings_exit_with_one_and_no_catalog_with_two(
    county: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (county / ITEM).write_text("a: b\n", encoding="utf-8")
    assert main(["--project", str(county), "check"]) == 1
    assert main(["--project", str(tmp_path / "nowhere"), "check"]) == 2
    assert "catalog" in capsys.readouterr().err


def test_a_fault_of_the_program_is_three(county: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("build_tools.load.load", lambda *_: 1 / 0)
    assert main(["--project", str(county), "check"]) == 3


def test_the_project_is_found_from_a_folder_inside_it(county: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir((county / ITEM).parent)
    assert main(["check"]) == 0
    assert main(["check", "legal-service-001.yml"]) == 0


def test_help_speaks_both_languages(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--lang", "zh", "--help"]) == 0
    assert "目录" in capsys.readouterr().out
    assert main(["--lang=en", "--help"]) == 0
    assert "检查" not in capsys.readouterr().out


def test_plain_mkdocs_build_works_and_is_quiet(county: Path) -> None:
    done = mkdocs(county, "build", "--strict")
    assert done.returncode == 0, done.stderr
    assert (county / "site" / "items/legal-service/legal-service-001.html").is_file()
    assert "end of life" not in done.stderr
    assert "Zensical" not in done.stderr
    assert "WARNING" not in done.stderr


def test_plain_mkdocs_build_with_an_error_keeps_the_old_site(county: Path) -> None:
    assert mkdocs(county, "build").returncode == 0
    item = county / ITEM
    item.write_text(item.read_text(encoding="utf-8").replace("- justice", "- nobody"), encoding="utf-8")
    done = mkdocs(county, "build")
    assert done.returncode != 0
    assert "unknown-body" in done.stderr
    assert "11:5" in done.stderr
    assert (county / "site" / "index.html").is_file()
    assert (county / "site" / "items/legal-service/legal-service-001.html").is_file()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is full")
@pytest.mark.parametrize("words", [["check"], ["rules"], ["check", "--format", "json"], ["build", "--help"]])
def test_a_result_that_cannot_be_written_is_told(county: Path, words: list[str]) -> None:
    command = [sys.executable, "-m", "build_tools", "--lang", "zh", "--project", str(county), *words]
    with open("/dev/full", "w") as full:
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, check=False, encoding="utf-8")
        assert done.returncode == 1
        assert "× 结果没有写完" in done.stderr
        assert "Traceback" not in done.stderr
        assert subprocess.run(command, stdout=full, stderr=full, check=False).returncode == 1


@pytest.mark.skipif(sys.platform == "win32", reason="a shell that closes streams")
@pytest.mark.parametrize("closed", [">&-", "2>&-", "<&- >&- 2>&-"])
def test_who_closes_a_stream_wants_to_hear_nothing(county: Path, closed: str) -> None:
    (county / ITEM).write_text("nonsense: 1\n", encoding="utf-8")
    for words, code in (("check", 1), ("rules", 0)):
        command = f'"{sys.executable}" -m build_tools --lang zh --project "{county}" {words} {closed}'
        done = subprocess.run(["sh", "-c", command], capture_output=True, check=False, encoding="utf-8")
        assert done.returncode == code, done.stderr
        assert "Traceback" not in done.stderr


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


def fetched(address: str) -> str:
    """A page, or nothing while the server is not there."""
    try:
        with urllib.request.urlopen(address, timeout=5) as answer:
            return str(answer.read().decode("utf-8"))
    except OSError:
        return ""


def waited(address: str, wanted: str) -> bool:
    """Whether a page says something within half a minute."""
    for _ in range(150):
        if wanted in fetched(address):
            return True
        time.sleep(0.2)
    return False


@pytest.mark.parametrize("engine", [False, True])
def test_a_saved_file_is_seen_in_the_preview(county: Path, tmp_path: Path, engine: bool) -> None:
    with (county / "mkdocs.yml").open("a", encoding="utf-8") as file:
        file.write("watch:\n  - catalog\n")
    with (county / "catalog/site.yml").open("a", encoding="utf-8") as file:
        file.write("address: https://www.shifan.example/mulu/\n")
    port = free_port()
    ours = ["-m", "build_tools", "--project", str(county), "serve", "--address", f"127.0.0.1:{port}"]
    theirs = ["-m", "mkdocs", "serve", "-q", "-f", str(county / "mkdocs.yml"), "-a", f"127.0.0.1:{port}"]
    command = [sys.executable, *(theirs if engine else ours)]
    page = f"http://127.0.0.1:{port}/items/legal-service/legal-service-001.html"
    (away := tmp_path / "away").mkdir()
    around = {**os.environ, "ZWGK_LANG": "zh", "TMPDIR": str(away)}
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=around)
    try:
        assert waited(page, "法律援助服务")
        guides = fetched(f"http://127.0.0.1:{port}/guides.html")
        item = county / ITEM
        item.write_text(item.read_text(encoding="utf-8").replace("法律援助服务", "法律援助和公证"), encoding="utf-8")
        assert waited(page, "法律援助和公证")
        good = item.read_text(encoding="utf-8")
        item.write_text(good.replace("- justice", "- nobody"), encoding="utf-8")
        assert waited(page, "unknown-body")  # the error stands on the page, with its line and what to do
        told = fetched(page)
        assert "legal-service-001.yml:" in told
        assert "改法" in told
        assert "法律援助和公证" in told, "the last good page stays"
        item.write_text(good.replace("法律援助和公证", "公证和法律援助"), encoding="utf-8")
        assert waited(page, "公证和法律援助")
        assert "unknown-body" not in fetched(page)
        links = re.compile('href="([^"]+)"')
        again = fetched(f"http://127.0.0.1:{port}/guides.html")
        assert "shuoming.html" in again
        assert links.findall(again) == links.findall(guides), "what people wrote stays in the list"
        guide, hurt = county / "docs/shuoming.md", item.read_text(encoding="utf-8").replace("- justice", "- nobody")
        at, whole = f"http://127.0.0.1:{port}/shuoming.html", item.read_text(encoding="utf-8")
        item.write_text(hurt, encoding="utf-8")
        assert waited(page, "unknown-body")
        guide.write_text("# 说明\n\n后来写的一段。\n", encoding="utf-8")
        time.sleep(0.5)
        item.write_text(whole, encoding="utf-8")
        assert waited(at, "后来写的一段"), "what was written while the catalog was wrong"
        guide.write_text("---\ntemplate: nowhere.html\n---\n# 说明\n", encoding="utf-8")
        assert waited(page, "nowhere.html")
        item.write_text(whole + "remarks: 备注一\n", encoding="utf-8")
        assert waited(page, "备注一")
        assert "nowhere.html" in fetched(page), "docs are still wrong"
        guide.write_text("# 说明\n\n改好了。\n", encoding="utf-8")
        assert waited(at, "改好了")
        assert "nowhere.html" not in fetched(page)
        assert not fetched(f"http://127.0.0.1:{port}/{'x' * 300}.html")
        for uri in ("", "search.html"):
            assert fetched(f"http://127.0.0.1:{port}/mulu/{uri}") == fetched(f"http://127.0.0.1:{port}/{uri}") != ""
        (county / "catalog").rename(tmp_path / "catalog")
        assert waited(page, "unreadable-folder")
        (tmp_path / "catalog").rename(county / "catalog")
        assert waited(page, "备注一")
        for uri in ("index.html", "search.html", "shuoming.html", "catalog.json", "search/core.js", "version.html", ""):
            assert fetched(f"http://127.0.0.1:{port}/{uri}"), uri
        assert not fetched(f"http://127.0.0.1:{port}/%2e%2e/catalog/site.yml")
        version = re.search(r'data-version="([0-9]+)"', fetched(page))
        assert version
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/zwgk-live?{int(version[1]) - 1}", timeout=20) as events:
            assert events.readline() == b"data: changed\n"  # a page that is older than the files comes again
    finally:
        server.terminate()
        server.wait(timeout=10)
    assert list(away.iterdir()) == [], "what was made for the preview goes with it"


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("check --format xml", "--format 可以写 text, json, github, gitlab, sarif。"),
        ("check --al", "没有 --al 这个选项。"),
        ("retire x", "还要写 --reason。"),
        ("retire x --reason", "--reason 后面要写内容。"),
        ("chekc", "没有“chekc”这个命令。"),
        ("deadline a b", "多写了“b”；内容里有空格的，用双引号括起来。"),
    ],
)
def test_misuse_is_told_in_chinese(typed: str, told: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--lang", "zh", *typed.split()]) == 2
    assert told in capsys.readouterr().err
