"""The forms of output: each parses, says the same findings, and nothing from a file can forge a line of its own."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from build_tools.cli import main
from build_tools.reports import FORMATS
from tests.catalogs import base
from tests.conftest import repository

ITEM = "catalog/items/legal-service/legal-service-001.yml"
EVIL = "x%0A::error file=a::y\x1b[31m\r\n::error ::z ##[error] \\u202e,:"


def spoilt() -> dict[str, bytes]:
    """The base catalog with faults whose texts try to break out of every format."""
    files = base()
    text = files[ITEM].decode()
    text = text.replace("  - justice", '  - "::error file=a,line=1::b%0A::warning::c"').replace(
        "method: on-request", f"method: {json.dumps(EVIL)}"
    )
    files[ITEM] = text.encode()
    files["catalog/items/legal-service/：：错误 ::error::.yaml"] = b"a: b\n"
    return files


@pytest.fixture
def run(tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]) -> Any:
    """Run ``zwgk check`` on the spoilt catalog in one format."""
    folder = repository(tmp_path / "r", spoilt())

    def go(*words: str) -> tuple[int, str]:
        code = main(["--project", str(folder), "check", *words])
        return code, capsysbinary.readouterr().out.decode("utf-8")

    return go


@pytest.mark.parametrize("form", FORMATS)
def test_no_format_lets_a_file_speak_for_the_tool(run: Any, form: str) -> None:
    code, out = run("--format", form)
    assert code == 1
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]", out)
    lines = out.splitlines()
    if form == "github":
        assert len(lines) == 3
        assert all(re.match(r"::(error|warning) file=[^,:]+,line=\d+,", line) for line in lines)
    else:
        assert not [line for line in lines if line.strip().startswith(("::", "##["))]


def test_json_says_everything(run: Any) -> None:
    _, out = run("--format", "json")
    data = json.loads(out)
    assert data["version"] == 1
    assert data["summary"]["errors"] == len(data["diagnostics"]) == 3
    for one in data["diagnostics"]:
        assert one["message"]
        assert one["advice"]
        assert one["fingerprint"]
        assert len(one["message"]) <= 300
        assert (one["line"], one["column"]) <= (one["end_line"], one["end_column"])


def test_gitlab_and_sarif_have_their_shape(run: Any) -> None:
    quality = json.loads(run("--format", "gitlab")[1])
    assert len({one["fingerprint"] for one in quality}) == len(quality) == 3
    assert {key for one in quality for key in one} == {
        "description",
        "check_name",
        "fingerprint",
        "severity",
        "location",
    }
    log = json.loads(run("--format", "sarif")[1])
    (only,) = log["runs"]
    assert log["version"] == "2.1.0"
    assert len(only["results"]) == 3
    rules = {rule["id"] for rule in only["tool"]["driver"]["rules"]}
    for result in only["results"]:
        region = result["locations"][0]["physicalLocation"]["region"]
        assert result["ruleId"] in rules
        assert region["startLine"] >= 1
        assert region["endColumn"] >= 1


@pytest.mark.parametrize("form", FORMATS)
def test_no_report_repeats_an_identity_card_number(
    form: str, tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    number = "11010519491231002X"
    files = base()
    text = files[ITEM].decode().replace("申请条件", f"张三{number}的申请条件").replace("0000-1234569", number)
    files[ITEM] = text.replace("on-request", f"依申请{number}").encode()
    folder = repository(tmp_path / "r", files)
    assert main(["--project", str(folder), "check", "--format", form]) == 1
    said = capsysbinary.readouterr().out.decode("utf-8")
    assert "identity-number" in said
    assert number not in said
    assert number[6:14] not in said


def test_one_path_shows_only_its_findings(run: Any, tmp_path: Path) -> None:
    assert run("catalog/bodies.yml")[0] == 0
    assert run("catalog/items")[1].count("[") >= 3
    code, out = run(str(tmp_path / "r" / ITEM))
    assert code == 1
    assert "unexpected-file" not in out
    assert run("nowhere.yml")[0] == 2
    assert run("mkdocs.yml")[0] == 2
    assert run("../../etc/passwd")[0] == 2


def test_the_terminal_is_capped_and_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    files = base()
    for number in range(2, 260):
        files[f"catalog/items/legal-service/legal-service-{number:03}.yml"] = b"a: b\n"
    folder = repository(tmp_path / "r", files)
    assert main(["--project", str(folder), "check"]) == 1
    short = capsys.readouterr().out
    assert main(["--project", str(folder), "check", "--all"]) == 1
    assert len(short) < len(capsys.readouterr().out) / 5
    assert "--all" in short


GOLDEN = """\
catalog/items/legal-service/legal-service-001.yml:11:5: 错误 [unknown-body] 公开主体没有登记
  bodies.yml 里没有“justise”。
   11 |   - justise
            ^^^^^^^
  改法：是不是想写 justice（县司法局）？
   11 >   - justice

× 共 1 处错误、0 处提醒，涉及 1 个文件。
"""


def test_the_wording_of_one_report(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    files = base()
    files[ITEM] = files[ITEM].replace(b"- justice", b"- justise")
    assert main(["--project", str(repository(tmp_path / "r", files)), "check"]) == 1
    assert capsys.readouterr().out == GOLDEN


def test_english_is_there_too(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    files = base()
    files[ITEM] = files[ITEM].replace(b"- justice", b"- justise")
    assert main(["--lang", "en", "--project", str(repository(tmp_path / "r", files)), "check"]) == 1
    out = capsys.readouterr().out
    assert "Error [unknown-body]" in out
    assert "改法" not in out


def test_a_console_that_knows_only_gbk(tmp_path: Path) -> None:
    import os
    import subprocess
    import sys

    files = base()
    files[ITEM] = files[ITEM].replace(b"- justice", "- justice\u2713\U00020bb7".encode())
    folder = repository(tmp_path / "r", files)
    command = [sys.executable, "-m", "build_tools", "--project", str(folder), "check"]
    done = subprocess.run(command, capture_output=True, env={**os.environ, "PYTHONIOENCODING": "gbk"}, check=False)
    out = done.stdout.decode("gbk")
    assert done.returncode == 1, done.stderr
    assert all(one in out for one in ("×", "\\u2713", "公开主体"))
