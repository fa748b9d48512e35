"""The rule handbook: every code explained in both languages, every example what the check says."""

from __future__ import annotations

import json
from html import unescape
from typing import Any

import pytest

from build_tools import fields
from build_tools.check import check
from build_tools.cli import main
from build_tools.examples import cases, files_of, names, sample_of, samples, today_of
from build_tools.field_tree import tree
from build_tools.handbook import address, codes, entry, groups
from build_tools.handbook.example import chosen, examples, right_of
from build_tools.load import load
from build_tools.messages import LANGUAGES, table
from build_tools.pages.fields import plans as field_plans
from build_tools.pages.rule import plans as rule_plans
from build_tools.pages.rules import plans as index_plans
from build_tools.rules import all_rules
from tests.catalogs import checked

WITH_EXAMPLES = [name for name in names() if name in codes()]
NO_INDEX: Any = None  # these pages are the same for every catalog


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_code_says_why(language: str) -> None:
    rules = {rule.code for rule in all_rules()}
    told = {code for code in rules if language == "zh" and entry(code).why}  # in Chinese the docstring says it
    missing = [code for code in codes() if code not in told and not table(language)["code"][code].get("why")]
    assert missing == [], f"write a `why` (one to three sentences) in messages/{language}.yml"


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_page_tells_holes_only(language: str) -> None:
    for code in codes():
        one = entry(code, language)
        for part in (one.what, one.mend):
            assert part == "" or any(char.isalnum() for char in part), code
    assert "zwgk rules" in entry("unknown-code", language).mend
    assert entry("bad-answer", language).what == ""


def test_every_rule_is_taken_apart() -> None:
    for rule in all_rules():
        one = entry(rule.code)
        assert one.what
        assert one.why
        assert one.mend, f"{rule.code}: the last part of the docstring begins with the word for how to mend it"
        assert "\n" not in one.what + one.why + one.mend


def test_what_can_be_found_in_a_file_belongs_to_no_command() -> None:
    wrong = [code for code in WITH_EXAMPLES if entry(code).severity is None]
    assert wrong == [], "write `group: source`, `field`, `file`, `rule` or `exception` in messages/zh.yml"


def test_every_code_is_in_one_group() -> None:
    listed = [code for _, inside in groups("en").values() for code in inside]
    assert tuple(listed) == codes()
    assert sorted(listed) == sorted(table("zh")["code"])


@pytest.mark.parametrize("code", WITH_EXAMPLES)
def test_every_case_file_gives_an_example_the_check_agrees_with(code: str) -> None:
    shown = examples(code)
    assert 1 <= len(shown) <= 4
    for example in shown:
        assert example.finding.code == code
        assert example.finding.severity is entry(code).severity
        assert example.parts[0].path == example.finding.where.path
        for part in example.parts:
            assert len(part.wrong) <= 20
            assert len(part.right) <= 20
    marked = [line for part in shown[0].parts for line in part.wrong if line.number == shown[0].finding.where.line]
    assert marked or shown[0].parts[0].renamed or not shown[0].parts[0].wrong


@pytest.mark.parametrize("code", WITH_EXAMPLES)
def test_what_is_shown_as_right_is_right(code: str) -> None:
    for case, example in zip(chosen(code), examples(code), strict=True):
        files = files_of(case)
        right = right_of(case, files, check(load(sorted(files.items())), today_of(case)))
        _, after = checked(right, today_of(case))
        if any(part.right or part.renamed for part in example.parts):
            assert code not in [one.code for one in after.diagnostics], example.name


def test_a_case_that_asks_to_be_shown_is_shown_and_others_stand_back() -> None:
    asked = [case["name"] for case in cases("wrong-value") if case.get("show")]
    assert asked
    assert [example.name for example in examples("wrong-value")] == asked


def test_what_other_findings_of_a_case_are_about_is_left_out() -> None:
    (first, _) = examples("unknown-key")
    assert [part.path for part in first.parts] == [first.finding.where.path]
    (many,) = examples("vague-body")
    assert [line.number for line in many.parts[0].wrong] == [1, 2, 3]


def test_every_code_has_a_page_and_the_index_leads_there() -> None:
    (index,) = (plan.make() for plan in index_plans(NO_INDEX))
    found = {page.uri: page for page in (plan.make() for plan in rule_plans(NO_INDEX))}
    assert set(found) == {address(code) for code in codes()}
    for code in codes():
        assert f'href="{address(code)}"' in index.html
        assert entry(code).title in found[address(code)].title
        assert entry(code).why in unescape(found[address(code)].html)


def test_the_page_marks_the_place_and_shows_the_right_lines() -> None:
    page = next(page for page in (plan.make() for plan in rule_plans(NO_INDEX)) if page.uri == "rule/unknown-body.html")
    assert "<mark>civil-afairs</mark>" in page.html
    assert "  - civil-affairs\n" in page.html


def test_the_field_guide_has_every_field_with_its_words() -> None:
    (page,) = (plan.make() for plan in field_plans(NO_INDEX))
    for name in fields.NAMES:
        assert f'<h2 id="{name}">' in page.html
        found = list(tree(name))
        assert {one.keys[0] for one in found if len(one.keys) == 1} >= {one.key for one in fields.fields(name)}
        for one in found:
            assert f'id="{name}-{"-".join(one.keys)}"' in page.html
            assert one.field.label in page.html
            assert one.shapes
            for value, label in one.field.choices:
                assert f"<code>{value}</code> {label}" in page.html


def test_every_field_of_a_nested_part_is_told() -> None:
    told = {one.keys: one for one in tree("item")}
    for keys in (("subject", "title"), ("channel", "note"), ("inquiry_contact", "phone"), ("audience", "group")):
        assert keys in told
    assert told["time_limit",].shapes == ("text", "levels")
    assert told["channel", "optional"].shapes == ("boolean",)
    assert told["reviewed",].said
    assert told["subject",].field.required
    assert {one.keys[-1] for one in tree("bodies")} >= {"name", "level", "phone"}


@pytest.mark.parametrize("kind", fields.NAMES)
def test_every_kind_of_file_has_a_sound_sample(kind: str) -> None:
    path, text = samples(kind)
    assert path
    assert text


def test_a_field_is_shown_as_the_sample_has_it() -> None:
    assert sample_of("bodies", ("contact", "phone")) == "0000-1234567"
    assert sample_of("item", ("channel",)) == "website"
    assert sample_of("item", ("channel", "nothing")) == ""
    assert sample_of("exceptions", ("rule",)) == "vague-time-limit"


@pytest.mark.parametrize("typed", ["slip-tab", "[slip-tab]", "SLIP-TAB", "a.yml:3:1: 错误 [slip-tab] 缩进用了 Tab 键"])
def test_explain_takes_a_code_or_a_line_of_a_report(typed: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", *typed.split(" ")]) == 0
    out = capsys.readouterr().out
    assert out.startswith("错误 [slip-tab] 缩进用了 Tab 键\n")
    assert "    3 | \\u0009title: 低保对象名单及相关信息\n        ^^^^^^\n" in out
    assert "    3 >   title: 低保对象名单及相关信息\n" in out


def test_explain_suggests_the_nearest_code(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", "slip-tba"]) == 2
    assert "slip-tab" in capsys.readouterr().err
    assert main(["explain", "\x1b[31m什么"]) == 2
    err = capsys.readouterr().err
    assert "zwgk rules" in err
    assert "\x1b" not in err


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_code_can_be_explained(language: str, capsys: pytest.CaptureFixture[str]) -> None:
    for code in codes():
        assert main(["--lang", language, "explain", code]) == 0
        out = capsys.readouterr().out
        assert f"[{code}] {entry(code, language).title}" in out
        assert entry(code, language).why in out


def test_rules_lists_every_code(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rules"]) == 0
    text = capsys.readouterr().out
    assert main(["explain"]) == 0
    assert capsys.readouterr().out == text
    lines = [line.split() for line in text.split("\n") if line.startswith("  ")]
    assert [words[0] for words in lines] == list(codes())
    assert main(["--lang", "en", "rules", "--format", "json"]) == 0
    listed = json.loads(capsys.readouterr().out)["rules"]
    assert [one["code"] for one in listed] == list(codes())
    assert {one["severity"] for one in listed} == {"error", "warning", None}
    assert all(one["help"] == f"rule/{one['code']}.html" for one in listed)
