"""``zwgk calendar``: every recurring duty is there, for the right body, and the same file comes out again."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import icalendar
import pytest
import yaml

from build_tools.cli import main
from tests.conftest import repository
from tests.payloads import hostile
from tests.test_ics import well_formed

VILLAGE = "catalog/items/social-assistance/social-assistance-001.yml"
LEGAL = "catalog/items/legal-service/legal-service-001.yml"
LIMIT = "time_limit: 自信息形成或者变更之日起20个工作日内\n"


def put(county: Path, path: str, old: str, new: str) -> None:
    """Change one passage of a file."""
    text = (county / path).read_text(encoding="utf-8")
    assert text.count(old) == 1
    (county / path).write_text(text.replace(old, new), encoding="utf-8")


@pytest.fixture
def duties(county: Path) -> Path:
    """A county with a yearly duty at one level, a quarterly at another, and a monthly one."""
    by_level = "time_limit:\n  county: 每年1月31日前\n  township: 每季度的首个月20日\n  village: 每月10日前\n"
    put(county, VILLAGE, LIMIT, by_level)
    put(
        county, LEGAL, "time_limit: 信息形成之日起20个工作日内", "time_limit: 每季度结束后10个工作日内，每年至少更新1次"
    )
    return county


def events(county: Path, capsys: pytest.CaptureFixture[str], *words: str) -> list[Any]:
    """The events of the printed calendar."""
    assert main(["--project", str(county), "calendar", "--from", "2026-01-01", *words]) == 0
    data = capsys.readouterr().out.replace("\n", "\r\n").replace("\r\r", "\r").encode("utf-8")
    well_formed(data)
    found: Any = icalendar.Calendar.from_ical(data)
    made: list[Any] = found.walk("VEVENT")
    return made


def days(found: list[Any], key: str) -> list[str]:
    """The days of the events whose key begins so."""
    return [event["DTSTART"].dt.isoformat() for event in found if str(event["UID"]).startswith(key)]


def test_every_duty_has_its_days(duties: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = events(duties, capsys)
    assert days(found, "social-assistance-001.county.") == ["2026-01-31"]
    assert days(found, "social-assistance-001.township.") == ["2026-01-20", "2026-04-20", "2026-07-20", "2026-10-20"]
    assert days(found, "social-assistance-001.village.") == [f"2026-{month:02}-10" for month in range(1, 13)]
    assert days(found, "legal-service-001.all.1.") == ["2026-01-15", "2026-04-15", "2026-07-14", "2026-10-20"]
    assert days(found, "legal-service-001.all.2.") == ["2026-12-31"]
    assert len(found) == 22
    assert max(Counter(str(event["UID"]) for event in found).values()) == 1
    assert len(events(duties, capsys, "--years", "2")) > 40


def test_an_event_says_what_where_and_whom(duties: Path, capsys: pytest.CaptureFixture[str]) -> None:
    put(duties, VILLAGE, "reviewed: 2026-03-02\n", "link:\n  website: https://a.example/b\nreviewed: 2026-03-02\n")
    found = events(duties, capsys)
    (county,) = [one for one in found if ".county." in str(one["UID"])]
    assert str(county["SUMMARY"]) == "公开到期：低保对象名单及相关信息"
    assert [str(one) for one in county["CATEGORIES"].cats] == ["社会救助"]
    text = str(county["DESCRIPTION"])
    assert "公开时限：每年1月31日前" in text
    assert "公开主体：县民政局\n" in text
    assert "0000-1234567" in text
    assert "https://a.example/b" in text
    assert "1月30日" in text  # 31 January 2026 is a Saturday
    assert county["URL"] == "https://a.example/b"
    assert county["DTSTAMP"].dt.date().isoformat() == "2026-03-02"
    (update,) = [one for one in found if str(one["UID"]).startswith("legal-service-001.all.2.")]
    assert str(update["SUMMARY"]).startswith("更新到期")


@pytest.mark.parametrize(
    ("body", "keys"),
    [
        ("civil-affairs", {"social-assistance-001.county"}),
        ("justice", {"legal-service-001.all"}),
        ("township-government", {"social-assistance-001.township"}),
        ("qingshi-town", {"social-assistance-001.township"}),
        ("dongwan-village", {"social-assistance-001.village"}),
    ],
)
def test_a_body_gets_its_own(duties: Path, body: str, keys: set[str], capsys: pytest.CaptureFixture[str]) -> None:
    found = events(duties, capsys, "--body", body)
    assert {".".join(str(one["UID"]).split(".")[:2]) for one in found} == keys
    everybody = {str(one["UID"]) for one in events(duties, capsys)}
    assert {str(one["UID"]) for one in found} <= everybody
    if body == "qingshi-town":
        assert "青石镇人民政府" in str(found[0]["DESCRIPTION"])
        assert "柳河镇" not in str(found[0]["DESCRIPTION"]).split("公开主体", 1)[1].split("\n")[0]


def test_a_file_is_the_same_again_and_nothing_else_is_overwritten(
    duties: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "到期.ics"
    words = ["--project", str(duties), "calendar", "--from", "2026-01-01", "--out", str(out)]
    assert main(words) == 0
    first = out.read_bytes()
    well_formed(first)
    assert "22 个到期日，涉及 2 个事项" in capsys.readouterr().out
    assert main(words) == 0
    assert out.read_bytes() == first
    for path, kept in ((duties / VILLAGE, (duties / VILLAGE).read_bytes()), (duties / "mkdocs.yml", None)):
        before = path.read_bytes()
        assert main([*words[:-1], str(path)]) == 2
        assert path.read_bytes() == before == (kept or before)
        assert "不是日历文件" in capsys.readouterr().err
    assert main([*words[:-1], str(tmp_path)]) == 1
    assert main([*words[:-1], str(tmp_path / "new" / "such.ics")]) == 0  # as build --out makes its folder


def test_a_new_notice_moves_an_event_and_makes_no_second(duties: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = events(duties, capsys)
    site = duties / "catalog/site.yml"
    site.write_text(site.read_text(encoding="utf-8") + "calendar:\n  holiday:\n    - 2026-04-08\n", encoding="utf-8")
    after = events(duties, capsys)
    assert days(after, "legal-service-001.all.1.")[1] == "2026-04-16"
    assert {str(one["UID"]) for one in before} == {str(one["UID"]) for one in after}


def test_what_is_daily_or_has_no_day_is_counted_not_dropped_silently(
    duties: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    put(duties, LEGAL, "每季度结束后10个工作日内，每年至少更新1次", "每日更新，每两年至少公布1次")
    out = str(tmp_path / "a.ics")
    assert main(["--project", str(duties), "calendar", "--from", "2026-01-01", "--out", out]) == 0
    said = capsys.readouterr().out
    assert "17 个到期日，涉及 1 个事项" in said
    assert "另有 2 项" in said


def test_nothing_to_write_is_told(county: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "a.ics"
    assert main(["--project", str(county), "calendar", "--out", str(out)]) == 1
    assert "没有写日历" in capsys.readouterr().err
    assert not out.exists()


def test_errors_stop_it_and_standard_output_stays_clean(duties: Path, capsys: pytest.CaptureFixture[str]) -> None:
    put(duties, LEGAL, "- justice", "- nobody")
    assert main(["--project", str(duties), "calendar"]) == 1
    captured = capsys.readouterr()
    assert captured.out == ""
    assert "unknown-body" in captured.err


def test_an_unknown_body_is_answered_with_the_nearest(duties: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for typed in ("civil-affair", "县民政局"):
        assert main(["--project", str(duties), "calendar", "--body", typed]) == 2
        assert "civil-affairs" in capsys.readouterr().err
    assert main(["--project", str(duties), "calendar", "--years", "0"]) == 2
    assert main(["--project", str(duties), "calendar", "--from", "soon"]) == 2


def test_an_ended_item_has_no_duties(duties: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ended = "method: on-request\nlevel:\n  - county\nretired:\n  date: 2026-01-01\n  reason: 取消\n"
    put(duties, LEGAL, "method: on-request\nlevel:\n  - county\n", ended)
    assert days(events(duties, capsys), "legal-service-001") == []


def test_hostile_texts_stay_texts(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    files = hostile()
    in_force = 0
    for path in [path for path in files if "/items/" in path]:
        data = yaml.safe_load(files[path])
        in_force += "retired" not in data
        files[path] = json.dumps({**data, "time_limit": "每月10日前"}, ensure_ascii=False, default=str).encode()
    found = events(repository(tmp_path / "hostile", files), capsys, "--from", "2026-05-01")
    assert len(found) == 12 * in_force
    assert any("<script>" in str(one["DESCRIPTION"]) for one in found)
