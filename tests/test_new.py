"""``zwgk new``: questions on a terminal, ``--set``, a stub on standard input; what is written and what never is."""

from __future__ import annotations

import io
import re
import shutil
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from build_tools import fields
from build_tools.catalog import Catalog
from build_tools.cli import main
from build_tools.commands.new import rule as rule_command
from build_tools.forms import Choice, Wrong, choices_of, place_typed, questions, read_answer, read_answers
from build_tools.forms.dialogue import Dialogue
from build_tools.forms.questions import Question
from build_tools.load import load
from build_tools.numbering import next_id
from tests.catalogs import base

ITEMS = "catalog/items/social-assistance"
ANSWERS = """综合业务
办事指南

办理事项
办理条件

1
第二十条


自行填写的文件〔2026〕1号


自信息形成之日起20个工作日内
１、乡镇人民政府（街道办事处）
政府网站
县民政局

主动
县级　township



"""


class Typed(io.TextIOWrapper):
    """Standard input with these bytes."""

    def __init__(self, text: str | bytes) -> None:
        super().__init__(io.BytesIO(text if isinstance(text, bytes) else text.encode()), encoding="utf-8")


def typed(monkeypatch: pytest.MonkeyPatch, text: str | bytes) -> None:
    monkeypatch.setattr(sys, "stdin", Typed(text))


def new(county: Path, *words: str) -> int:
    """``zwgk new`` in a county's repository."""
    return main(["--lang", "zh", "--project", str(county), "new", *words])


def snapshot(folder: Path) -> dict[str, bytes]:
    """Every file of a folder."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def catalog_of(files: dict[str, bytes] | None = None) -> Catalog:
    return load(sorted((files or base()).items())).catalog


def asked(kind: str) -> dict[tuple[Any, ...], Question]:
    """The questions for a new entry of the small catalog."""
    return {one.where: one for one in questions(kind, choices_of(catalog_of()))}


PAIRS = [
    "subject.category=综合业务",
    "subject.title=办事指南",
    "content=办理事项",
    "content=办理条件",
    "basis.0.law=foi-regulations",
    "basis.0.article=第二十条",
    "basis.1.text=自行填写的文件〔2026〕1号",
    "time_limit=自信息形成之日起20个工作日内",
    "publishing_body=县民政局、township-government",
    "channel=政府网站",
    "inquiry_contact=civil-affairs",
    "audience=全社会",
    "method=主动",
    "level=county,township",
]
SETS = [word for pair in PAIRS for word in ("--set", pair)]


def test_questions_and_pairs_write_the_same_item(
    county: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    typed(monkeypatch, ANSWERS)
    assert new(county, "item", "社会救助") == 0, capsys.readouterr()
    out = capsys.readouterr().out
    assert "social-assistance-002" in out
    assert "公开主体（必填）" in out
    first = (county / ITEMS / "social-assistance-002.yml").read_text(encoding="utf-8")
    assert new(county, "item", "social-assistance", *(word.replace("办事指南", "办事指南二") for word in SETS)) == 0
    second = (county / ITEMS / "social-assistance-003.yml").read_text(encoding="utf-8")
    assert second == first.replace("title: 办事指南", "title: 办事指南二")
    assert main(["--project", str(county), "check"]) == 0


def test_a_draft_that_is_refused_hides_identity_card_numbers(county: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = snapshot(county)
    assert new(county, "item", "social-assistance", *SETS, "--set", "remarks=申请人 11010519491231002X") == 1
    assert snapshot(county) == before
    shown = "".join(capsys.readouterr())
    assert "1101************2X" in shown
    assert "11010519491231002X" not in shown


def test_every_required_field_is_asked_and_every_asked_field_is_in_the_schema() -> None:
    for kind in ("item", "adjustment", "bodies", "domains", "channels", "laws"):
        top: tuple[str, ...] = () if kind in ("item", "adjustment") else ("*",)
        wanted = {field.key for field in fields.fields(kind, top) if field.required}
        known = {field.key for field in fields.fields(kind, top)}
        found = {str(where[0]) for where in asked(kind)}
        assert wanted <= found <= known, kind
    assert "retired" not in {where[0] for where in asked("item")}


@pytest.mark.parametrize(
    ("where", "line", "value"),
    [
        ("publishing_body", "1 2", ["civil-affairs", "justice"]),
        ("publishing_body", "１、２", ["civil-affairs", "justice"]),
        ("publishing_body", "2,1，2", ["justice", "civil-affairs"]),
        ("publishing_body", "县民政局；justice", ["civil-affairs", "justice"]),
        ("publishing_body", "县民政和社会事务局", ["civil-affairs"]),
        ("publishing_body", "乡镇人民政府（街道办事处）", ["township-government"]),
        ("channel", "社区/企事业单位/村公示栏（电子屏）", ["village-board"]),
        ("channel", "1 3（法律 服务网）", ["website", {"id": "other", "note": "法律 服务网"}]),
        ("inquiry_contact", "ＪＵＳＴＩＣＥ", "justice"),
        ("audience", "1", "everyone"),
        ("audience", "本村 村民", {"group": "本村 村民"}),
        ("audience", "1 本村村民", ["everyone", {"group": "本村村民"}]),
        ("method", "1 2", ["proactive", "on-request"]),
        ("level", "县级", ["county"]),
        ("content", "一项，两项", ["一项，两项"]),
        ("reviewed", "２０２６-０１-０２", "2026-01-02"),
    ],
)
def test_an_answer_is_understood(where: str, line: str, value: Any) -> None:
    assert read_answer(asked("item")[(where,)], line) == value


@pytest.mark.parametrize(
    ("where", "line", "phrase"),
    [
        ("publishing_body", "99", "answer_no_number"),
        ("publishing_body", "0", "answer_no_number"),
        ("publishing_body", "1 99", "answer_no_number"),
        ("publishing_body", "民政局", "answer_meant"),
        ("publishing_body", "人民政府", "answer_several"),
        ("publishing_body", "完全没有", "answer_no_choice"),
        ("channel", "网站", "answer_meant"),
        ("level", "市级", "answer_no_choice"),
        ("reviewed", "2026年", "answer_wrong"),
        ("reviewed", "2026-02-30", "answer_wrong"),
        ("remarks", "有\u202e方向", "answer_unseen"),
        ("remarks", "字" * 1001, "answer_wrong"),
    ],
)
def test_a_wrong_answer_says_why(where: str, line: str, phrase: str) -> None:
    wrong = read_answer(asked("item")[(where,)], line)
    assert isinstance(wrong, Wrong)
    assert wrong.phrase == phrase


def test_several_lines_make_one_list() -> None:
    assert read_answers(asked("item")[("content",)], ["甲", "乙", "甲"]) == ["甲", "乙"]


def test_what_cannot_be_understood_stays_as_typed_for_the_check() -> None:
    made = place_typed("item", {}, [("level", "市级"), ("time_limit.county", "每年"), ("nothing.0", "x")], ())
    assert made == {"level": ["市级"], "time_limit": {"county": "每年"}, "nothing": ["x"]}


def test_wrong_answers_are_asked_again_and_enter_takes_the_default(
    county: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    answers = ANSWERS.replace("１、乡镇", "99\n民政局\n１、乡镇").replace("自信息形成之日起20个工作日内\n", "\n")
    typed(monkeypatch, answers)
    assert new(county, "item", "social-assistance") == 0
    out = capsys.readouterr().out
    assert out.count("  × ") == 2
    written = (county / ITEMS / "social-assistance-002.yml").read_text(encoding="utf-8")
    assert "time_limit: 信息形成或者变更之日起20个工作日内\n" in written
    assert re.search(r"reviewed: [0-9]{4}-[0-9]{2}-[0-9]{2}\n", written)


def test_fields_that_the_check_rejects_are_asked_again(
    county: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    # A village level without a body of a village: only the whole catalog shows that.
    typed(monkeypatch, ANSWERS.replace("县级　township", "1 2 3") + "县级\n")
    assert new(county, "item", "social-assistance") == 0, capsys.readouterr()
    out = capsys.readouterr().out
    assert "[level-without-body]" in out
    assert "请重新填写：公开层级" in out
    assert "level:\n  - county\nreviewed" in (county / ITEMS / "social-assistance-002.yml").read_text(encoding="utf-8")


def test_answers_are_shown_where_nothing_can_be_asked_again(
    county: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    before = snapshot(county)
    monkeypatch.setattr("build_tools.commands.new.session.concerned", lambda *_: set())
    typed(monkeypatch, ANSWERS.replace("县级　township", "1 2 3"))
    assert new(county, "item", "social-assistance") == 1
    assert "  - 办理条件\n" in capsys.readouterr().err
    assert snapshot(county) == before


@pytest.mark.parametrize("lines", [0, 3, 9, 20])
@pytest.mark.parametrize("end", ["", "\x1a\n"])
def test_the_end_of_input_leaves_nothing(
    county: Path, monkeypatch: pytest.MonkeyPatch, lines: int, end: str, capsys: pytest.CaptureFixture[str]
) -> None:
    before = snapshot(county)
    typed(monkeypatch, "".join(line + "\n" for line in ANSWERS.split("\n")[:lines]) + end)
    assert new(county, "item", *(["social-assistance"] if lines else [])) == 130
    assert "没有写任何文件" in capsys.readouterr().err
    assert snapshot(county) == before


def test_ctrl_c_leaves_nothing(
    county: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def interrupted(*_: object) -> str:
        raise KeyboardInterrupt

    before = snapshot(county)
    monkeypatch.setattr(Typed, "readline", interrupted)
    typed(monkeypatch, "")
    assert new(county, "item", "social-assistance") == 130
    assert "没有写任何文件" in capsys.readouterr().err
    assert snapshot(county) == before


@pytest.mark.parametrize("ends", ["\n", "\r\n"])
def test_a_stub_is_read_as_a_catalog_file(
    county: Path, monkeypatch: pytest.MonkeyPatch, ends: str, capsys: pytest.CaptureFixture[str]
) -> None:
    stub = (county / ITEMS / "social-assistance-001.yml").read_text(encoding="utf-8")
    stub = "\ufeff" + stub.replace("低保对象名单", "特困人员名单").replace("\n", ends)
    typed(monkeypatch, stub)
    assert new(county, "item", "social-assistance", "--stdin", "--set", "remarks=新增") == 0, capsys.readouterr()
    written = (county / ITEMS / "social-assistance-002.yml").read_bytes()
    assert "特困人员名单及相关信息\n".encode() in written
    assert written.endswith("reviewed: 2026-03-02\nremarks: 新增\n".encode())
    assert b"\r" not in written


@pytest.mark.parametrize(
    ("stub", "code"),
    [
        ("subject: {category: &a 甲}", 1),
        ("subject：\n", 1),
        ("just words", 2),
        ("- a\n", 2),
        ("", 1),
        (b"\xff\xfe\x00", 1),
        ("[" * 5000, 1),
        ("subject:\n  title: 名称\n", 1),
        ("a: " + "x" * 300_000, 1),
    ],
    ids=["anchor", "wide colon", "words", "list", "empty", "binary", "deep", "incomplete", "huge"],
)
def test_a_bad_stub_is_reported_and_nothing_is_written(
    county: Path, monkeypatch: pytest.MonkeyPatch, stub: str | bytes, code: int, capsys: pytest.CaptureFixture[str]
) -> None:
    before = snapshot(county)
    typed(monkeypatch, stub)
    assert new(county, "item", "social-assistance", "--stdin") == code
    assert "Traceback" not in capsys.readouterr().err
    assert snapshot(county) == before


@pytest.mark.parametrize(
    "words",
    [
        ["item", "no-such-domain", *SETS],
        ["item", "social-assistance", "--set", "subject.title"],
        ["item", *SETS],
        ["body", "civil-affairs", "--set", "name=县民政局"],
        ["body", "../evil", "--set", "name=x"],
        ["body", "index", "--set", "name=x"],
        ["adjustment", "../../evil", "--set", "title=x"],
        ["nothing"],
        ["rule", "bad"],
        ["rule", "vague-basis"],
    ],
)
def test_misuse_writes_nothing(county: Path, words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    before = snapshot(county)
    assert new(county, *words) == 2
    assert "Traceback" not in capsys.readouterr().err
    assert snapshot(county) == before


def test_a_finding_stops_the_writing_and_an_old_one_does_not(county: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (county / "catalog/items/legal-service/legal-service-001.yml").write_text("a: b\n", encoding="utf-8")
    assert new(county, "item", "social-assistance", *SETS, "--set", "level=village") == 1
    said = capsys.readouterr()
    assert "level-without-body" in said.out
    assert "legal-service-001" not in said.out
    assert not (county / ITEMS / "social-assistance-002.yml").exists()
    assert new(county, "item", "social-assistance", *SETS) == 0


EXCEPTION = "- rule: vague-basis\n  item: social-assistance-041\n  reason: 原因\n  until: 2099-01-01\n"
ADJUSTMENT = """date: 2026-01-01
title: 调整
reason: 原因
basis:
  - text: 文件
approved_by: 县
item:
  - social-assistance-030
"""


@pytest.mark.parametrize(
    ("path", "text", "expected"),
    [
        ("site.yml", base()["catalog/site.yml"].decode(), "002"),
        ("items/social-assistance/social-assistance-0007.yml", "", "0008"),
        ("exceptions.yml", EXCEPTION, "042"),
        ("adjustments/2026-01-01-a.yml", ADJUSTMENT, "031"),
        ("items/social-assistance/social-assistance-999.yml", "a", "1000"),
        ("items/social-assistance/social-assistance-999999999.yml", "a", "000000002"),
    ],
)
def test_a_number_is_never_used_twice(path: str, text: str, expected: str) -> None:
    files = {**base(), f"catalog/{path}": text.encode()}
    assert next_id("social-assistance", catalog_of(files)) == f"social-assistance-{expected}"


def test_an_ended_item_keeps_its_number(county: Path) -> None:
    item = county / ITEMS / "social-assistance-001.yml"
    tombstone = item.read_text(encoding="utf-8") + "retired:\n  date: 2026-05-01\n  reason: 不再办理\n"
    item.with_name("social-assistance-005.yml").write_text(tombstone.replace("名单及", "旧"), encoding="utf-8")
    assert new(county, "item", "social-assistance", *SETS) == 0
    assert (county / ITEMS / "social-assistance-006.yml").is_file()


BODY = ["--set", "name=县水利局", "--set", "level=县级", "--set", "contact.phone=0000-1234599"]
WRITTEN = "water:\n  name: 县水利局\n  level: county\n  contact:\n    phone: 0000-1234599\n"


@pytest.mark.parametrize(
    ("head", "tail", "between"),
    [
        ("# 说明\n", "", "\n"),
        ("", "# 到此为止\n", "\n"),
        ("", "\n\n", ""),
        ("\ufeff", "", "\n"),
    ],
)
@pytest.mark.parametrize("ends", ["\n", "\r\n"])
def test_an_entry_is_added_and_every_other_byte_stays(
    county: Path, head: str, tail: str, between: str, ends: str
) -> None:
    path = county / "catalog/bodies.yml"
    old = (head + path.read_text(encoding="utf-8") + tail).replace("\n", ends).encode()
    path.write_bytes(old)
    assert new(county, "body", "water", *BODY) == 0
    assert path.read_bytes() == old + (between + WRITTEN).replace("\n", ends).encode()
    assert main(["--project", str(county), "check"]) == 0


def test_an_entry_is_added_behind_a_last_line_without_end(county: Path) -> None:
    path = county / "catalog/bodies.yml"
    old = path.read_bytes().rstrip()
    path.write_bytes(old)
    assert new(county, "body", "water", *BODY) == 0
    assert path.read_bytes() == old + f"\n\n{WRITTEN}".encode()


def test_nothing_is_added_to_a_broken_registry(county: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = county / "catalog/bodies.yml"
    path.write_bytes(path.read_bytes() + b"broken: [\n")
    before = snapshot(county)
    assert new(county, "body", "water", *BODY) == 2
    assert "bodies.yml" in capsys.readouterr().err
    assert snapshot(county) == before


@pytest.mark.parametrize(
    ("name", "key", "sets"),
    [
        ("domain", "budget", ["name=财政预决算", "set=2019年26个试点领域", "code=03"]),
        ("channel", "gazette", ["name=政府公报", "kind=纸质和广播", "alias=公报", "alias=县政府公报"]),
        ("law", "budget-law", ["title=中华人民共和国预算法", "status=有效", "issued=2018-12-29"]),
    ],
)
def test_every_registry_takes_entries(county: Path, name: str, key: str, sets: list[str]) -> None:
    assert new(county, name, key, *[word for pair in sets for word in ("--set", pair)]) == 0
    assert main(["--project", str(county), "check"]) == 0
    assert main(["--project", str(county), "new", name, key, "--set", "name=x"]) == 2


def test_an_adjustment_is_named_after_its_day(county: Path) -> None:
    sets = ["date=2026-11-20", "title=社会救助领域目录调整", "reason=清理重复事项", "basis.0.law=foi-regulations"]
    sets += ["approved_by=县政府办公室", "item=social-assistance-001", "item=低保对象名单及相关信息"]
    words = [word for pair in sets for word in ("--set", pair)]
    assert new(county, "adjustment", "social-assistance", *words) == 0
    written = (county / "catalog/adjustments/2026-11-20-social-assistance.yml").read_text(encoding="utf-8")
    assert written.endswith("item:\n  - social-assistance-001\n")
    assert new(county, "adjustment", "social-assistance", *words) == 2
    assert new(county, "adjustment", "other", *words, "--set", "date=../../../evil") == 1
    assert new(county, "adjustment", "2026-11-21-other", *words) == 0


def test_words_in_another_encoding_are_refused(
    county: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    before = snapshot(county)
    typed(monkeypatch, "综合业务\n".encode("gbk"))
    assert new(county, "item", "social-assistance") == 2
    assert "UTF-8" in capsys.readouterr().err
    assert snapshot(county) == before


def test_names_of_the_catalog_cannot_move_the_cursor() -> None:
    said: list[str] = []
    lines = iter(["1"])
    dialogue = Dialogue(lambda: next(lines), said.append, "zh")
    evil = Choice("evil", "甲\x1b[2J\u202e" + "长" * 500)
    question = Question(("body",), "主体", "", True, lambda value: True, choices=(evil,))
    assert dialogue.ask(question) == "evil"
    assert "\x1b" not in "".join(said)
    assert "\u202e" not in "".join(said)
    assert max(map(len, said)) < 100


def test_a_rule_is_scaffolded_into_a_checkout(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    checkout = tmp_path / "源码"
    (checkout / "tests/cases").mkdir(parents=True)
    for name in ("rules", "messages"):
        shutil.copytree(rule_command.PACKAGE / name, checkout / "build_tools" / name)
    assert rule_command.rule(checkout, "new-thing", "zh") == 0
    assert "new-thing.yml" in capsys.readouterr().out
    for language in ("zh", "en"):
        text = (checkout / f"build_tools/messages/{language}.yml").read_text(encoding="utf-8")
        assert set(yaml.safe_load(text)["code"]["new-thing"]) == {"title", "text", "advice"}
    module = (checkout / "build_tools/rules/new_thing.py").read_text(encoding="utf-8")
    made: dict[str, Any] = {}
    exec(compile(module, "new_thing.py", "exec"), made)
    assert list(made["check_item"](None, None)) == []
    case = yaml.safe_load((checkout / "tests/cases/new-thing.yml").read_text(encoding="utf-8"))
    assert case[0]["expect"] == []
    edit = case[1]["edit"]
    assert base()["catalog/" + edit["file"]].decode().count(edit["old"]) == 1
