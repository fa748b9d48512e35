"""``zwgk deadline`` as people type it: items, wordings, days, and what cannot be reckoned."""

from __future__ import annotations

import json
import re
import shlex
from pathlib import Path
from typing import Any

import pytest

from build_tools.cli import main

ITEM = "catalog/items/legal-service/legal-service-001.yml"


def run(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    """Exit code, output and errors of one command."""
    code = main([*words])
    captured = capsys.readouterr()
    return code, captured.out, captured.err


def asked(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, Any]:
    """Exit code and the answer for programs."""
    code, out, err = run(capsys, *words, "--format", "json")
    assert err == ""
    return code, json.loads(out)


def with_limit(county: Path, text: str) -> None:
    """Write another time limit into the item."""
    item = county / ITEM
    old = "time_limit: 信息形成之日起20个工作日内"
    assert old in item.read_text(encoding="utf-8")
    item.write_text(item.read_text(encoding="utf-8").replace(old, text), encoding="utf-8")


def test_an_item_and_a_day(county: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = ("--project", str(county), "deadline", "legal-service-001", "--from", "2026-09-20")
    code, out, _ = run(capsys, *words)
    assert code == 0
    assert "legal-service-001 法律援助服务" in out
    assert "公开时限：信息形成之日起20个工作日内" in out
    assert "从2026年9月20日（星期日）起算，最迟 2026年10月23日（星期五）" in out
    assert "其间放假：中秋（9月25日至9月27日）、国庆节（10月1日至10月7日）" in out
    assert "调休上班：10月10日" in out
    code, data = asked(capsys, *words)
    assert code == 0
    assert data["item"] == "legal-service-001"
    assert data["text"] == "信息形成之日起20个工作日内"
    assert (data["latest"], data["estimate"], data["from"]) == ("2026-10-23", False, "2026-09-20")
    (rule,) = data["rules"]
    assert (rule["when"], rule["n"], rule["unit"], rule["latest"]) == ("within", 20, "workday", "2026-10-23")


def test_a_limit_by_level_answers_for_each(county: Path, capsys: pytest.CaptureFixture[str]) -> None:
    item = county / "catalog/items/social-assistance/social-assistance-001.yml"
    old = "time_limit: 自信息形成或者变更之日起20个工作日内\n"
    said = {"county": "信息形成之日起20个工作日内", "township": "信息形成之日起5个工作日内", "village": "每月10日前"}
    new = "time_limit:\n" + "".join(f"  {level}: {text}\n" for level, text in said.items())
    item.write_text(item.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    words = ("--project", str(county), "deadline", "social-assistance-001", "--from", "2026-03-02")
    code, out, _ = run(capsys, *words)
    assert code == 0
    assert out.index("公开时限（县级）") < out.index("公开时限（乡级）") < out.index("公开时限（村级）")
    _, data = asked(capsys, *words)
    assert data["latest"] == "2026-03-09"
    assert [rule["level"] for rule in data["rules"]] == ["county", "township", "village"]
    assert {level: part["latest"] for level, part in data["by_level"].items()} == {
        "county": "2026-03-30",
        "township": "2026-03-09",
        "village": "2026-03-10",
    }


def test_several_demands_each_have_their_day(capsys: pytest.CaptureFixture[str]) -> None:
    text = "信息形成或者变更之日起20个工作日内；其中行政处罚决定自作出之日起7个工作日内"
    _, data = asked(capsys, "deadline", "--text", text, "--from", "2026-03-02")
    assert data["latest"] == "2026-03-30"
    assert [rule["latest"] for rule in data["rules"]] == ["2026-03-30", "2026-03-11"]


def test_without_a_day_only_what_comes_back_has_one(capsys: pytest.CaptureFixture[str]) -> None:
    code, data = asked(capsys, "deadline", "--text", "信息形成之日起20个工作日内")
    assert (code, data["latest"], len(data["rules"])) == (0, None, 1)
    code, out, _ = run(capsys, "deadline", "--text", "信息形成之日起20个工作日内")
    assert code == 0
    assert "--from 2026-09-20" in out
    _, data = asked(capsys, "deadline", "--text", "每年1月31日前")
    assert data["latest"].endswith("-01-31")
    _, data = asked(capsys, "deadline", "--text", "每年1月31日前", "--from", "2026-02-01")
    assert data["latest"] == "2027-01-31"


def test_what_cannot_be_read_is_still_data(capsys: pytest.CaptureFixture[str]) -> None:
    for text in ("", "啊啊", "\x1b[31m" + "长" * 5000, "\ud800"):
        code, data = asked(capsys, "deadline", "--text", text, "--from", "2026-03-02")
        assert code == 1
        assert (data["rules"], data["latest"]) == ([], None)
        code, out, _ = run(capsys, "deadline", "--text", text)
        assert code == 1
        assert "改法：" in out
        assert "\x1b" not in out


def test_a_slip_is_answered_with_what_was_meant(capsys: pytest.CaptureFixture[str]) -> None:
    code, data = asked(capsys, "deadline", "--text", "信息形成之日起20个工日内")
    assert code == 1
    assert data["meant"] == "信息形成之日起20个工作日内"
    assert "是不是想写“信息形成之日起20个工作日内”" in run(capsys, "deadline", "--text", "信息形成之日起20个工日内")[1]


def test_a_year_without_notice_says_that_it_is_an_estimate(capsys: pytest.CaptureFixture[str]) -> None:
    words = ("deadline", "--text", "信息形成之日起20个工作日内", "--from", "2039-01-05")
    _, data = asked(capsys, *words)
    assert data["estimate"] is True
    assert "2039" in data["reason"]
    assert data["rules"][0]["estimate"] is True
    assert "估计" in run(capsys, *words)[1]
    assert "estimate" in run(capsys, "--lang", "en", *words)[1]


def test_the_county_s_own_days_count(
    county: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    site = county / "catalog" / "site.yml"
    own = "calendar:\n  holiday:\n    - 2026-03-03\n  announced:\n    - '2039'\n    - '2038'\n"
    site.write_text(site.read_text(encoding="utf-8") + own, encoding="utf-8")
    text = ("deadline", "--text", "信息形成之日起2个工作日内", "--from", "2026-03-02")
    assert asked(capsys, "--project", str(county), *text)[1]["latest"] == "2026-03-05"
    assert "本县登记的假日（3月3日）" in run(capsys, "--project", str(county), *text)[1]
    monkeypatch.chdir(county)
    assert asked(capsys, *text)[1]["latest"] == "2026-03-05"
    assert asked(capsys, *text[:-1], "2039-01-05")[1]["estimate"] is False
    monkeypatch.chdir(tmp_path)
    assert asked(capsys, *text)[1]["latest"] == "2026-03-04"
    (county / "catalog" / "site.yml").write_text("}{", encoding="utf-8")
    assert asked(capsys, "--project", str(county), *text)[1]["latest"] == "2026-03-04"


def test_errors_elsewhere_in_the_catalog_do_not_disturb(county: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (county / "catalog/bodies.yml").write_text("}{", encoding="utf-8")
    _, data = asked(capsys, "--project", str(county), "deadline", "legal-service-001", "--from", "2026-09-20")
    assert data["latest"] == "2026-10-23"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["legal-service-999"], "没有“legal-service-999”"),
        (["legal-servise-001"], "legal-service-001"),
        (["social-assistance-001", "--text", "20个工作日"], "只写一个"),
        ([], "只写一个"),
        (["legal-service-001", "--from", "2026-02-30"], "例如 2026-09-20"),
        (["legal-service-001", "--from", "明天"], "例如 2026-09-20"),
        (["legal-service-001", "--from", "0000-01-01"], "“0000-01-01”不是"),
    ],
)
def test_misuse_is_explained(county: Path, words: list[str], said: str, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = run(capsys, "--project", str(county), "deadline", *words, "--format", "json")
    assert (code, out) == (2, "")
    assert said in err


@pytest.mark.parametrize(
    "day", ["2026/9/20", "2026.9.20", "2026年9月20日", "20260920", "２０２６－０９－２０", " 2026-9-20 "]
)
def test_days_are_understood_as_people_type_them(day: str, capsys: pytest.CaptureFixture[str]) -> None:
    _, data = asked(capsys, "deadline", "--text", "信息形成之日起20个工作日内", "--from", day)
    assert (data["from"], data["latest"]) == ("2026-09-20", "2026-10-23")


def test_an_item_that_cannot_be_read_says_so(county: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (county / ITEM).write_text("}{", encoding="utf-8")
    code, _, err = run(capsys, "--project", str(county), "deadline", "legal-service-001")
    assert code == 2
    assert "zwgk check" in err


def test_a_limit_that_was_refused_is_not_guessed(county: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with_limit(county, r'time_limit: "\e[31m每月10日前"')
    code, out, err = run(capsys, "--project", str(county), "deadline", "legal-service-001", "--format", "json")
    assert (code, out) == (2, "")
    assert "zwgk check" in err


def test_counting_back_from_an_event(county: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with_limit(county, "time_limit: 举行听证7个工作日前")
    _, out, _ = run(capsys, "--project", str(county), "deadline", "legal-service-001", "--from", "2026-10-20")
    assert "往前算，最迟 2026年10月10日（星期六）" in out


GUIDE = (Path(__file__).parent.parent / "docs" / "mingling.md").read_text(encoding="utf-8")
SHOWN = [
    (command, output)
    for command, output in re.findall(r"```\n\$ zwgk (deadline [^\n]*)\n(.*?)```", GUIDE, re.DOTALL)
    if "估计" not in output  # until the notice is out
]


@pytest.mark.parametrize(("command", "output"), SHOWN, ids=[command for command, _ in SHOWN])
def test_the_guide_shows_what_the_command_says(command: str, output: str, capsys: pytest.CaptureFixture[str]) -> None:
    _, out, err = run(capsys, "--project", str(Path(__file__).parent.parent), *shlex.split(command))
    assert (out + err).startswith(output)


def test_the_guide_shows_enough() -> None:
    assert len(SHOWN) >= 8
