"""``zwgk search``: what is printed, in each form, and what cannot be asked."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from build_tools.cli import main

HERE = Path(__file__).parent.parent


@pytest.fixture(autouse=True)
def _caches(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "caches"))


def zwgk(*words: str) -> int:
    """Search in the catalog of this repository."""
    return main(["--lang", "zh", "--project", str(HERE), "search", *words])


def test_ids_are_the_best_ones_in_order(capsys: pytest.CaptureFixture[str]) -> None:
    assert zwgk("高龄补贴怎么申请", "--format", "ids") == 0
    assert capsys.readouterr().out == "elderly-care-005\n"


def test_conditions_narrow_in_any_width_and_by_part_of_a_name(capsys: pytest.CaptureFixture[str]) -> None:
    assert zwgk("补贴", "level：乡级", "domain:就业", "--format", "ids") == 0
    found = capsys.readouterr().out.split()
    assert found
    assert all(one.startswith("employment-") for one in found)


def test_json_tells_exact_from_similar(capsys: pytest.CaptureFixture[str]) -> None:
    assert zwgk("底保", "--format", "json", "--most", "3") == 0
    said = json.loads(capsys.readouterr().out)
    assert (said["understood"], said["corrected"], said["exact"]) == ("低保", True, 0)
    assert len(said["hits"]) == 3
    assert not any(hit["exact"] for hit in said["hits"])
    assert all(hit["phone"] for hit in said["hits"])


def test_nothing_found_is_told_by_the_exit_code(capsys: pytest.CaptureFixture[str]) -> None:
    assert zwgk("比特币挖矿") == 1
    assert zwgk() == 0
    assert "229" not in capsys.readouterr().err


@pytest.mark.parametrize("words", [("level:无",), ("--batch", "missing.json"), ("--most", "0")])
def test_what_cannot_be_asked(words: tuple[str, ...], capsys: pytest.CaptureFixture[str]) -> None:
    assert zwgk(*words) == 2
    assert capsys.readouterr().err


def test_many_queries_at_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    queries, out = tmp_path / "queries.json", tmp_path / "run.json"
    rows = [
        {"qid": "a", "text": "高龄补贴", "filters": {}},
        {"qid": "b", "text": "补贴", "filters": {"domain": "就业"}},
        {"qid": "c", "text": "xyzqwv"},
    ]
    queries.write_text(json.dumps(rows), encoding="utf-8")
    assert zwgk("--batch", str(queries), "--out", str(out)) == 0
    run = json.loads(out.read_text(encoding="utf-8"))
    assert run["a"] == ["elderly-care-005"]
    assert all(one.startswith("employment-") for one in run["b"])
    assert run["c"] == []
    queries.write_text("{}", encoding="utf-8")
    assert zwgk("--batch", str(queries)) == 0
    queries.write_text('[{"text": 3}]', encoding="utf-8")
    assert zwgk("--batch", str(queries)) == 2
    assert capsys.readouterr().err
