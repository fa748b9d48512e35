"""``zwgk retire``: the tombstone, put at its place; every other byte stays."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from build_tools.cli import main
from build_tools.diagnostics import UserError
from build_tools.model import Basis, Retired
from build_tools.retiring import nothing_else_changed, retired
from build_tools.trial import Trial
from tests.catalogs import TODAY, Files, base
from tests.test_fixing import ITEM, OTHER, edited, on_disk

KEY = "legal-service-001"
SAID = {"date": "2026-11-22", "reason": "依据文件已经废止"}
BLOCK = "retired:\n  date: 2026-11-22\n  reason: 依据文件已经废止\n"


def with_tombstone(text: bytes, said: Any = SAID) -> bytes:
    """A file of one item, written as given, after the item has ended."""
    files: Files = {**base(), OTHER: text}
    before = Trial(TODAY).of(files)
    changes = retired(before, KEY, said)
    after = Trial(TODAY).of({**files, **changes})
    assert nothing_else_changed(before, after, KEY, said)
    assert list(changes) == [OTHER]
    return changes[OTHER]


SOUND = base()[OTHER].decode()
LAYOUTS = {
    "at the end": (SOUND, SOUND + BLOCK),
    "without a last line end": (SOUND.rstrip(), SOUND + BLOCK.rstrip()),
    "before what comes later": (SOUND + "remarks: 甲\n", SOUND + BLOCK + "remarks: 甲\n"),
    "behind a comment inside": (
        SOUND + "  # 县\n\n# 备注\nremarks: 甲\n",
        SOUND + "  # 县\n" + BLOCK + "\n# 备注\nremarks: 甲\n",
    ),
    "behind a text of several lines": (
        SOUND + "alias:\n- legal-service-900 # 旧\n\nremarks: |\n  retired:\n\n  # 甲\n\n",
        SOUND + "alias:\n- legal-service-900 # 旧\n" + BLOCK + "\nremarks: |\n  retired:\n\n  # 甲\n\n",
    ),
    "in another order": (
        "remarks: 甲\nreviewed: 2026-03-01\n" + SOUND,
        "remarks: 甲\nreviewed: 2026-03-01\n" + BLOCK + SOUND,
    ),
    "between marks": ("---\n" + SOUND + "...\n", "---\n" + SOUND + BLOCK + "...\n"),
    "set in as a whole": (
        "".join(f"  {line}\n" for line in SOUND.splitlines()),
        "".join(f"  {line}\n" for line in (SOUND + BLOCK).splitlines()),
    ),
}


@pytest.mark.parametrize("end", ["\n", "\r\n"], ids=["LF", "CRLF"])
@pytest.mark.parametrize(("given", "wanted"), LAYOUTS.values(), ids=LAYOUTS.keys())
def test_every_other_byte_stays(given: str, wanted: str, end: str) -> None:
    mark = b"\xef\xbb\xbf"
    assert with_tombstone(given.replace("\n", end).encode()) == wanted.replace("\n", end).encode()
    assert with_tombstone(mark + given.replace("\n", end).encode()) == mark + wanted.replace("\n", end).encode()


@pytest.mark.parametrize(
    "reason",
    ["依据: 废止", "# 号", "- 一", "'引号'", '"甲"', "true", "2026-01-01", "甲 # 乙", "{甲}", "标题：内容", "@甲"],
)
def test_any_reason_is_read_back_as_it_was_given(reason: str) -> None:
    said = {"date": "2026-11-22", "reason": reason, "basis": [{"text": reason}]}
    text = with_tombstone(SOUND.encode(), said)
    loaded = Trial(TODAY).of({**base(), OTHER: text}).loaded
    assert loaded.diagnostics == ()
    assert loaded.catalog.items[KEY].retired == Retired("2026-11-22", reason, (Basis(text=reason),))


@pytest.mark.parametrize("indent", [None, 2])
def test_a_file_in_braces_is_refused(indent: int | None) -> None:
    data = yaml.load(SOUND, Loader=yaml.BaseLoader)
    files = {**base(), OTHER: json.dumps(data, ensure_ascii=False, indent=indent).encode()}
    before = Trial(TODAY).of(files)
    assert before.checked.diagnostics == ()
    with pytest.raises(UserError) as refused:
        retired(before, KEY, SAID)
    assert refused.value.code == "unusual-layout"


def run(county: Path, *words: str) -> int:
    """The command, in Chinese."""
    return main(["--lang", "zh", "--project", str(county), "retire", *words])


def test_the_command_writes_all_that_was_given(county: Path, capsys: pytest.CaptureFixture[str]) -> None:
    given = ["--reason", "并入\n低保事项", "--moved-to", "social-assistance-001", "--law", "foi-regulations"]
    given += [
        "--article",
        "第二十条",
        "--article",
        "第二十一条",
        "--basis",
        "县政府〔2026〕1号",
        "--date",
        "2026-11-20",
    ]
    assert run(county, KEY, *given, "--dry-run") == 0
    assert on_disk(county) == base()
    assert "+retired:\n+  date: 2026-11-20\n" in capsys.readouterr().out
    assert run(county, KEY, *given) == 0
    assert "legal-service-001" in capsys.readouterr().out
    ended = Trial(TODAY).of(on_disk(county)).loaded.catalog.items[KEY].retired
    basis = (Basis("foi-regulations", ("第二十条", "第二十一条")), Basis(text="县政府〔2026〕1号"))
    assert ended == Retired("2026-11-20", "并入 低保事项", basis, "social-assistance-001")
    assert main(["--project", str(county), "check"]) == 0
    assert run(county, KEY, "--reason", "甲") == 2
    assert "2026-11-20" in capsys.readouterr().err


def test_the_date_is_today_unless_given(county: Path) -> None:
    assert run(county, KEY, "--reason", "甲") == 0
    ended = Trial(TODAY).of(on_disk(county)).loaded.catalog.items[KEY].retired
    assert ended is not None
    assert ended.date == date.today().isoformat()


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["legal-servise-001", "--reason", "甲"], 2, "legal-service-001"),
        (["nothing", "--reason", "甲"], 2, "nothing"),
        ([KEY], 2, "--reason"),
        ([KEY, "--reason", "甲", "--date", "2026-02-30"], 2, "2026-02-30"),
        ([KEY, "--reason", "甲", "--date", "２０２６年3月1日", "--dry-run"], 0, "date: 2026-03-01"),
        ([KEY, "--reason", "甲", "--article", "第一条"], 2, "--law"),
        ([KEY, "--reason", "甲", "--moved-to", "legal-service-002"], 1, "retired-target"),
        ([KEY, "--reason", "甲", "--moved-to", KEY], 1, "retired-target"),
        ([KEY, "--reason", "甲", "--law", "foi-regulation"], 1, "foi-regulations"),
        ([KEY, "--reason", " "], 1, "empty-value"),
        ([KEY, "--reason", "甲\u202e乙"], 1, "escaped-character"),
    ],
)
def test_what_is_refused(
    county: Path, words: list[str], code: int, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(county, *words) == code
    told = capsys.readouterr()
    assert said in told.out + told.err
    assert on_disk(county) == base()


def test_exceptions_that_are_needed_no_longer_are_told(county: Path, capsys: pytest.CaptureFixture[str]) -> None:
    files = edited((ITEM, "自信息形成或者变更之日起20个工作日内", "及时公开"))
    (county / ITEM).write_bytes(files[ITEM])
    (county / "catalog/exceptions.yml").write_text(
        "- rule: vague-time-limit\n  item: social-assistance-001\n  reason: 正在拟定\n  until: 2199-01-01\n",
        encoding="utf-8",
    )
    assert run(county, "social-assistance-001", "--reason", "甲") == 0
    assert "exception-unneeded" in capsys.readouterr().out


def test_mistakes_elsewhere_do_not_stop_it(county: Path) -> None:
    (county / ITEM).write_bytes(edited((ITEM, "method: proactive", "method: 主动"))[ITEM])
    assert run(county, KEY, "--reason", "甲") == 0
