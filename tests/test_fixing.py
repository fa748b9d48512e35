"""``zwgk fix``: every offered fix, made by the engine and by the command."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from build_tools.catalog import Catalog
from build_tools.check import check
from build_tools.cli import main
from build_tools.diagnostics import Finding, Fix, Severity, Span
from build_tools.edit import Text, apart
from build_tools.examples import files_of, today_of
from build_tools.fixing import Fixing, changed
from build_tools.model import Item
from build_tools.patch import unified
from build_tools.rules import Rule, all_rules
from build_tools.trial import Trial
from tests.catalogs import TODAY, Files, base
from tests.test_cases import ALL, mark

ITEM = "catalog/items/social-assistance/social-assistance-001.yml"
OTHER = "catalog/items/legal-service/legal-service-001.yml"


def fixed(files: Files, trial: Trial | None = None, **given: Any) -> Fixing:
    """The files with every fix made."""
    trial = trial or Trial(TODAY)
    return Fixing(trial, trial.of(files), **given).run()


def edited(*changes: tuple[str, str, str]) -> Files:
    """The sound catalog with texts replaced."""
    files = base()
    for path, old, new in changes:
        assert files[path].count(old.encode()) == 1
        files[path] = files[path].replace(old.encode(), new.encode())
    return files


@pytest.mark.parametrize(("file", "case"), ALL, ids=[f"{file}: {case['name']}" for file, case in ALL])
def test_every_fix_of_every_case_is_made(file: str, case: dict[str, Any]) -> None:
    files = files_of(case)
    trial = Trial(today_of(case))
    before = trial.of(files)
    done = Fixing(trial, before).run()
    # Several spellings of one number in one list: once the first is corrected the next would repeat it.
    assert {one.code for one in done.refused} <= {"document-number", "full-width"}
    assert done.state.checked.errors <= before.checked.errors
    left = [one for one in done.state.checked.diagnostics if one.fix]
    if "wrong-encoding" not in {one.code for one in done.state.checked.diagnostics}:
        assert left == done.refused
        assert bool(done.made) == any(one.fix for one in before.checked.diagnostics)
    assert bool(changed(files, done.state.files)) == bool(done.made)
    again = Fixing(trial, done.state).run()
    assert again.state.files == done.state.files
    assert again.made == []


SEVERAL = (
    (ITEM, "method: proactive", "method：主动"),
    (ITEM, "  - civil-affairs\n", "  - 县民政局  # 牵头\n"),
    (ITEM, "content:\n", "content:\n\t- 户主\n"),
    (ITEM, "  - law: foi-regulations", "  -law: foi-regulation"),
    (ITEM, "reviewed: 2026-03-02", "# 去年核对过\n\nreviewed: 2026年3月2日"),
    (OTHER, "  group: 申请人", "  gruop: 申请人"),
)


def test_many_kinds_in_one_file_at_once_and_the_rest_stays() -> None:
    files = edited(*SEVERAL)
    done = fixed(files)
    assert done.state.checked.diagnostics == ()
    assert len(done.made) >= 6
    assert set(changed(files, done.state.files)) == {ITEM, OTHER}
    text = done.state.files[ITEM].decode()
    assert "  - civil-affairs  # 牵头\n" in text
    assert "# 去年核对过\n\nreviewed: 2026-03-02\n" in text


@pytest.mark.parametrize("bom", [b"", b"\xef\xbb\xbf"], ids=["plain", "marked"])
@pytest.mark.parametrize("end", [b"\n", b"\r\n"], ids=["LF", "CRLF"])
def test_line_ends_and_mark_stay(bom: bytes, end: bytes) -> None:
    files = edited(*SEVERAL)
    good = fixed(files).state.files[ITEM]
    files[ITEM] = bom + files[ITEM].replace(b"\n", end)
    assert fixed(files).state.files[ITEM] == bom + good.replace(b"\n", end)


def test_a_new_line_in_a_windows_file_ends_as_the_others() -> None:
    files = edited((OTHER, "publishing_body:\n  - justice\n", "publishing_body: justice\n"))
    files[OTHER] = files[OTHER].replace(b"\n", b"\r\n")
    done = fixed(files)
    assert done.state.checked.diagnostics == ()
    assert b"publishing_body:\r\n  - justice\r\n" in done.state.files[OTHER]
    assert done.state.files[OTHER].count(b"\n") == done.state.files[OTHER].count(b"\r\n")


def test_another_encoding_is_left_alone() -> None:
    files = edited((ITEM, "method: proactive", "method: 主动"))
    files[ITEM] = files[ITEM].decode().encode("gbk")
    done = fixed(files)
    assert done.made == []
    assert done.state.files == files


def test_changes_that_touch_wait_for_each_other() -> None:
    one, two, three = (Fix(Span("a", 1, start, 1, end), "x") for start, end in ((1, 3), (3, 4), (5, 6)))
    assert apart([three, two, one]) == [one, three]
    assert Text(b"abcdef\n").with_fixes([one, three]) == b"xcdxf\n"
    inserted = Fix(Span("a", 1, 3, 1, 3), "\n")
    assert apart([inserted, one]) == [one]


def test_a_place_beyond_the_end_is_the_end() -> None:
    text = Text(b"ab\r\ncd")
    assert text.with_fixes([Fix(Span("a", 1, 9, 1, 12), "!")]) == b"ab!\r\ncd"
    assert text.with_fixes([Fix(Span("a", 9, 1, 9, 1), "!")]) == b"ab\r\ncd!"
    assert text.between(Span("a", 1, 2, 2, 2)) == "b\nc"


def rule(code: str, replacement: str, wrong: str = "justice", severity: Severity = Severity.WARNING) -> Rule:
    """A rule against a body's id that offers some text in its place."""

    def check_item(item: Item, catalog: Catalog) -> Iterator[Finding]:
        for _, bodies in item.publishing_body.parts():
            for number, body in enumerate(bodies):
                if body == wrong:
                    yield Finding(("publishing_body", number), replacement=replacement)

    return Rule(code, severity, "", check_item, None)


BAD = {
    "adds an error": rule("vague-basis", "nobody"),
    "breaks the file": rule("unknown-law", "*justice"),
    "adds a line with an error": rule("unknown-item", "civil-affairs\nmethod: nonsense"),
    "changes nothing": rule("unknown-level", "justice"),
    "is still wrong": replace(rule("retired-body", "'justice'"), severity=Severity.ERROR),
    "is no text": rule("id-reused", "\ud800"),
}


@pytest.mark.parametrize("bad", BAD.values(), ids=BAD.keys())
def test_a_fix_that_does_not_mend_is_refused_and_the_others_are_made(bad: Rule) -> None:
    files = edited((OTHER, "  - id: other", "  - id: 其他"), (ITEM, "method: proactive", "method: 主动"))
    rules = (*(one for one in all_rules() if one.code != bad.code), bad)
    done = fixed(files, Trial(TODAY, rules))
    assert [one.code for one in done.refused] == [bad.code]
    assert sorted(one.code for one in done.made) == ["unknown-channel", "wrong-value"]
    assert done.state.files == base()


def test_fixes_that_undo_each_other_come_to_an_end() -> None:
    there, back = rule("unknown-body", "civil-affairs"), rule("unknown-law", "justice", "civil-affairs")
    files = {path: raw for path, raw in base().items() if path != ITEM}
    done = fixed(files, Trial(TODAY, (there, back)))
    assert changed(files, done.state.files).keys() <= {OTHER}


def test_what_comes_to_light_is_told_and_not_held_against_the_fix() -> None:
    files = edited(
        (OTHER, "channel:\n  - website\n", "channel: website、xyzzy\n"),
        (OTHER, "  - id: other\n    note: 法律服务网\n", ""),
    )
    done = fixed(files)
    assert [one.code for one in done.made] == ["not-a-list"]
    assert [one.code for one in done.state.checked.diagnostics] == ["unknown-channel"]


def test_a_level_that_somebody_began_is_not_taken_away() -> None:
    files = edited(("catalog/site.yml", "  county: 县级\n", "  county:\n"), (OTHER, "  - justice", "  - 县司法局"))
    done = fixed(files)
    assert [one.code for one in done.made] == ["unknown-body"]
    assert [(one.code, one.fix) for one in done.state.checked.diagnostics] == [("empty-value", None)]


def spoiled(county: Path) -> Path:
    """A county with two mistakes in two files."""
    for path, raw in edited(
        (ITEM, "method: proactive", "method: 主动"), (OTHER, "  - justice", "  - 县司法局")
    ).items():
        (county / path).write_bytes(raw)
    return county


def on_disk(county: Path) -> Files:
    """The catalog's files."""
    files = [path for path in (county / "catalog").rglob("*") if path.is_file()]
    return {path.relative_to(county).as_posix(): path.read_bytes() for path in files}


def test_the_command_mends_and_says_what_is_left(county: Path, capsys: pytest.CaptureFixture[str]) -> None:
    spoiled(county)
    command = ["--lang", "zh", "--project", str(county), "fix"]
    assert main([*command, "--dry-run"]) == 1
    shown = capsys.readouterr().out
    assert "-method: 主动\n+method: proactive" in shown
    assert f"--- a/{ITEM}\n+++ b/{ITEM}\n" in shown
    assert on_disk(county) == on_disk(spoiled(county))
    assert main([*command, "--rule", "wrong-value"]) == 1
    assert "unknown-body" in capsys.readouterr().out
    assert main([*command, str(county / ITEM)]) == 0
    assert main([*command, str(county / OTHER)]) == 0
    assert "改好 1 处" in capsys.readouterr().out
    assert on_disk(county) == base()
    assert main(command) == 0
    assert main([*command, "--rule", "wrong-valu"]) == 2
    assert "wrong-value" in capsys.readouterr().err
    (county / ITEM).write_bytes(base()[ITEM].decode().encode("gbk"))
    assert main(command) == 1
    assert "zwgk fmt" in capsys.readouterr().out


def test_a_file_changed_meanwhile_stops_before_anything_is_written(
    county: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    spoiled(county)
    real = check

    def slow(*args: Any) -> Any:
        (county / ITEM).write_bytes(base()[ITEM])
        return real(*args)

    monkeypatch.setattr("build_tools.trial.check", slow)
    assert main(["--project", str(county), "fix"]) == 1
    assert "social-assistance-001.yml" in capsys.readouterr().err
    assert "县司法局" in (county / OTHER).read_text(encoding="utf-8")


@pytest.mark.parametrize("error", [KeyboardInterrupt, PermissionError(13, "in use")], ids=["key", "lock"])
def test_stopped_between_two_files_each_is_whole_and_the_next_run_ends_it(
    county: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], error: Any
) -> None:
    spoiled(county)
    before, real = on_disk(county), os.replace

    def failing(source: Any, target: Any) -> None:
        if Path(target).name == "social-assistance-001.yml":
            raise error
        real(source, target)

    with monkeypatch.context() as patched:
        patched.setattr(os, "replace", failing)
        assert main(["--lang", "zh", "--project", str(county), "fix"]) == 1
    said = capsys.readouterr().err
    assert "2 个文件已经写了 1 个" in said
    assert "legal-service-001.yml" in said
    assert on_disk(county) == {**before, OTHER: base()[OTHER]}
    assert main(["--project", str(county), "fix"]) == 0
    assert on_disk(county) == base()


@pytest.mark.parametrize("moment", [1, 2])
def test_killed_between_two_files_each_is_whole(county: Path, moment: int) -> None:
    before = on_disk(spoiled(county))
    code = f"""
import itertools, os, sys
from build_tools.cli import main
count, real = itertools.count(1), os.replace
os.replace = lambda *names: os._exit(9) if next(count) == {moment} else real(*names)
main(["--project", {str(county)!r}, "fix"])
"""
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 9
    left = {path: raw for path, raw in on_disk(county).items() if "zwgk-new" not in path}
    assert left == {path: base()[path] if path == OTHER and moment == 2 else raw for path, raw in before.items()}
    assert main(["--project", str(county), "fix"]) == 0
    assert {path: raw for path, raw in on_disk(county).items() if "zwgk-new" not in path} == base()


def test_the_difference_shows_what_a_console_would_act_upon() -> None:
    shown = unified({"a": b"x\r\n\x1b[31m\r\n"}, {"a": "x\r\n\u202e好".encode()})
    assert shown.split("\n")[2:] == [
        "@@ -1,2 +1,2 @@",
        " x",
        "-\\u001b[31m",
        "+\\u202e好",
        "\\ No newline at end of file",
    ]


def test_the_real_catalog_needs_no_fix(tmp_path: Path) -> None:
    shutil.copytree(Path(__file__).parent.parent / "catalog", tmp_path / "catalog")
    before = on_disk(tmp_path)
    main(["--project", str(tmp_path), "fix"])  # some day its reviews will be due, which no fix can mend
    assert on_disk(tmp_path) == before


def test_cases_have_marks_of_their_own() -> None:
    """The helper that other tests compare findings with."""
    assert mark(Trial(TODAY).of(edited(SEVERAL[0])).checked.diagnostics[0]).startswith("slip-wide-colon@")
