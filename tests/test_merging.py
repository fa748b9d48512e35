"""The merge of catalog files by what they say: nothing a side did is dropped in silence, whatever both did."""

from __future__ import annotations

import json
import random
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from build_tools import fields
from build_tools.canonical import converted, dump
from build_tools.canonical.tree import comments
from build_tools.cli import main
from build_tools.load import kind_at
from build_tools.merging import Outcome, merged
from build_tools.merging.sides import faults
from build_tools.source import REGISTRY_LIMITS, read

HERE = Path(__file__).parent.parent
ITEM = "catalog/items/social-assistance/social-assistance-001.yml"
NAMES = ("本方", "原来", "对方")
BASE = (HERE / ITEM).read_bytes()


def changed(raw: bytes, *pairs: tuple[str, str]) -> bytes:
    """A file with pieces of text replaced."""
    text = raw.decode()
    for old, new in pairs:
        assert old in text
        text = text.replace(old, new, 1)
    return text.encode()


def data(path: str, raw: bytes | None) -> Any:
    """What a sound file says."""
    document, found = read(path, raw or b"", REGISTRY_LIMITS)
    assert found == []
    return document.data


def outcome(ours: bytes, theirs: bytes, base: bytes = BASE, path: str = ITEM) -> Outcome:
    return merged(path, base, ours, theirs, NAMES)


def channels(ours: list[str], theirs: list[str], base: list[str]) -> list[str] | None:
    """The merge of one list; None for a conflict."""
    made = [dump("item", {**data(ITEM, BASE), "channel": one}).encode() for one in (base, ours, theirs)]
    done = outcome(made[1], made[2], made[0])
    if not done.clean:
        assert b"<<<<<<< " in (done.raw or b"")
        return None
    found: list[str] = data(ITEM, done.raw)["channel"]
    return found


def test_different_fields_and_elements_of_both_sides_are_kept() -> None:
    ours = changed(BASE, ("  - website\n", ""), ("level:\n  - county\n", "level:\n  - county\n  - village\n"))
    theirs = changed(BASE, ("10个工作日", "7个工作日"), ("service-centre", "service-centre\n  - gazette"))
    done = outcome(ours, theirs)
    assert done.clean
    both = data(ITEM, done.raw)
    assert both["channel"] == ["reading-point", "service-centre", "gazette"]
    assert both["level"] == ["county", "village", "township"]
    assert both["time_limit"] == "制定或获取信息之日起7个工作日内"
    assert done.raw == dump("item", both).encode()


@pytest.mark.parametrize(
    ("base", "ours", "theirs", "expected"),
    [
        ("ab", "abx", "aby", "abxy"),
        ("ab", "abx", "abx", "abx"),
        ("ab", "xab", "aby", "xaby"),
        ("abc", "ac", "abcd", "acd"),
        ("abc", "ac", "ab", "a"),
        ("abc", "cab", "abcd", "cdab"),
        ("abcd", "dabc", "abc", "abc"),
        ("abc", "bxc", "acy", "xcy"),
        ("ab", "ax", "ab", "ax"),
        ("ab", "a", "ax", None),  # taken away, and reworded
        ("ab", "ax", "ay", None),  # reworded differently
        ("abc", "bca", "acb", None),  # moved differently
        ("ab", "ax", "axy", "axy"),
    ],
)
def test_lists(base: str, ours: str, theirs: str, expected: str | None) -> None:
    words = {
        letter: f"{letter}-{text}"
        for letter, text in zip("abcdxy", ("kiosk", "portal", "gazette", "hotline", "bulletin", "weibo"), strict=True)
    }
    sides = [[words[letter] for letter in side] for side in (ours, theirs, base)]
    assert channels(*sides) == (None if expected is None else [words[letter] for letter in expected])


def test_what_both_changed_differently_is_marked_and_the_rest_is_merged() -> None:
    ours = changed(BASE, ("10个工作日", "7个工作日"), ("  - website\n", ""))
    theirs = changed(BASE, ("10个工作日", "5个工作日"), ("综合业务", "综合"))
    done = outcome(ours, theirs)
    assert (done.clean, done.kind, done.torn) == (False, "item", (("time_limit",),))
    assert (done.raw or b"").decode() == BASE.decode().replace("  - website\n", "").replace("综合业务", "综合").replace(
        "time_limit: 制定或获取信息之日起10个工作日内\n",
        "<<<<<<< 本方\ntime_limit: 制定或获取信息之日起7个工作日内\n=======\n"
        "time_limit: 制定或获取信息之日起5个工作日内\n>>>>>>> 对方\n",
    )


def test_a_field_given_twice_is_a_conflict_wherever_it_stands() -> None:
    ours = BASE + "remarks: 甲\n".encode()
    theirs = "remarks: 乙\n".encode() + BASE
    done = outcome(ours, theirs)
    assert not done.clean
    assert "<<<<<<< 本方\nremarks: 甲\n=======\nremarks: 乙\n>>>>>>> 对方\n" in (done.raw or b"").decode()


def test_an_entry_of_a_list_of_mappings_merges_field_by_field() -> None:
    ours = changed(BASE, ("      - 第二十一条\n", ""))
    theirs = changed(BASE, ("  - law: foi-regulations\n", "  - law: foi-regulations\n    text: 总则\n"))
    both = data(ITEM, outcome(ours, theirs).raw)["basis"]
    assert both[0] == {"law": "foi-regulations", "text": "总则", "article": ["第二十条"]}


def test_the_articles_of_a_law_do_not_become_those_of_another() -> None:
    ours = changed(BASE, ("law: foi-regulations", "law: budget-law"))
    theirs = changed(BASE, ("      - 第二十一条\n", "      - 第二十二条\n"))
    assert outcome(ours, theirs).torn == (("basis", 0),)
    moved = changed(BASE, ("  - law: social-assistance-measures\n", "")).replace(
        b"basis:\n", b"basis:\n  - law: social-assistance-measures\n    text: a\n"
    )
    away = changed(BASE, ("  - law: social-assistance-measures\n", ""))
    assert outcome(moved, away).torn == (("basis", 0),)


def test_registries_of_two_people_who_add_and_change() -> None:
    path, raw = "catalog/bodies.yml", (HERE / "catalog/bodies.yml").read_bytes()
    base = data(path, raw)
    one, other = list(base)[:2]
    entry = {"name": "县防汛抗旱指挥部办公室", "level": "county"}
    ours = {**base, "drought": entry, one: {**base[one], "name": "县政府办"}}
    theirs = {**base, "flood": {**entry, "name": "县应急指挥部"}, other: {**base[other], "alias": ["发改局"]}}
    mine = dump("bodies", ours).encode()
    done = outcome(mine, dump("bodies", theirs).encode(), raw, path)
    assert done.clean
    both = data(path, done.raw)
    assert both == {**ours, "flood": theirs["flood"], other: theirs[other]}
    assert list(both)[-2:] == ["drought", "flood"]
    removed = {key: value for key, value in theirs.items() if key != one}
    assert outcome(mine, dump("bodies", removed).encode(), raw, path).torn == ((one,),)


def test_comments_are_kept_and_go_with_what_they_speak_of() -> None:
    ours = changed(BASE, ("level:\n", "# 两级\nlevel:\n"), ("  - website\n", "  - website  # 首页\n"))
    theirs = changed(BASE, ("level:\n", "level:  # 层级\n"), ("  - website\n", "  - website\n  - gazette\n"))
    done = outcome(ours, theirs)
    assert done.clean
    text = (done.raw or b"").decode()
    assert "# 两级\nlevel:  # 层级\n" in text
    assert "  - website  # 首页\n  - gazette\n" in text
    away = changed(BASE, ("  - website\n", ""))
    assert not outcome(ours, away).clean  # whose comment would be lost


def test_byte_order_mark_and_line_ends_are_no_changes() -> None:
    ours = b"\xef\xbb\xbf" + changed(BASE, ("综合业务", "综合")).replace(b"\n", b"\r\n")
    theirs = changed(BASE, ("10个工作日", "7个工作日"))
    done = outcome(ours, theirs)
    assert done.clean
    assert done.raw == changed(BASE, ("综合业务", "综合"), ("10个工作日", "7个工作日"))


def test_a_file_both_have_added_is_merged_as_far_as_they_agree() -> None:
    ours, theirs = BASE + "remarks: 甲\n".encode(), changed(BASE, ("  - website\n", "  - website\n  - gazette\n"))
    done = outcome(ours, theirs, b"")
    assert done.clean
    both = data(ITEM, done.raw)
    assert both["remarks"] == "甲"
    assert set(both["channel"]) == {*data(ITEM, theirs)["channel"]}
    assert not outcome(ours, changed(theirs, ("10个", "7个")), b"").clean


@pytest.mark.parametrize("broken", ["subject: [甲\n", "remarks: 甲 #乙\n", "level: &a\n  - county\n"])
def test_what_cannot_be_read_is_merged_line_by_line(broken: str) -> None:
    ours = BASE + broken.encode()
    theirs = changed(BASE, ("综合业务", "综合"))
    done = outcome(ours, theirs)
    assert done.clean
    assert done.raw == changed(ours, ("综合业务", "综合"))
    torn = outcome(changed(ours, ("综合业务", "总的")), theirs)
    assert not torn.clean
    assert "<<<<<<< 本方\n" in (torn.raw or b"").decode()
    assert ">>>>>>> 对方\n" in (torn.raw or b"").decode()


def test_lines_that_fit_but_say_a_field_twice_are_a_conflict() -> None:
    broken = BASE + "未知 字段\n".encode()
    ours = changed(broken, ("subject:\n", "remarks: 甲\nsubject:\n"))
    theirs = changed(broken, ("reviewed:", "remarks: 乙\nreviewed:"))
    done = outcome(ours, theirs, broken)
    assert not done.clean
    assert b"<<<<<<< " in (done.raw or b"")


def test_other_encodings_and_what_is_no_text_never_lose_a_side() -> None:
    gbk = BASE.decode().encode("gb18030")
    ours = gbk.replace("综合".encode("gbk"), "总的".encode("gbk"))
    done = outcome(ours, gbk.replace(b"proactive", b"on-request"), gbk)
    assert done.clean
    assert done.raw is not None
    assert "总的" in done.raw.decode("gb18030")
    assert b"on-request" in done.raw
    assert outcome(b"\0\1", b"\0\2", b"\0") == Outcome(None, False, "item")


def test_a_file_that_is_none_of_a_catalog_is_merged_as_text() -> None:
    assert merged("notes/a.yml", b"a\nb\nc\n", b"x\nb\nc\n", b"a\nb\ny\n", NAMES).raw == b"x\nb\ny\n"


def test_a_result_worse_than_both_sides_is_left_to_people() -> None:
    item = data(ITEM, BASE)
    base, ours, theirs = (
        dump("item", {**item, "content": [*(f"表{number}" for number in range(95)), *more]}).encode()
        for more in ([], ["甲", "乙", "丙"], ["丁", "戊", "己"])
    )
    done = outcome(ours, theirs, base)
    assert not done.clean  # an item has a hundred elements at most
    assert all(word in (done.raw or b"").decode() for word in "甲乙丙丁戊己")


def test_two_elements_reworded_alike_are_one() -> None:
    assert channels(["kiosk", "weibo"], ["weibo", "gazette"], ["kiosk", "gazette"]) == ["weibo"]


# --- whatever both sides do

ITEMS = sorted((HERE / "catalog/items").rglob("*-00[1-4].yml"))
REGISTRIES = [HERE / f"catalog/{name}.yml" for name in ("channels", "site", "exceptions")]
WORDS = ("办事指南", "自信息形成之日起20个工作日内", "website", "gazette", "county", "第五条", "a: b", "# 甲", "多\n行")
EXTRA = {"remarks": "备注", "previous_id": ["旧-001"], "link": {"website": "https://www.shifan.example/"}}


class Editor:
    """Makes a few changes to the data of a file, as a colleague might."""

    def __init__(self, seed: int) -> None:
        self.dice = random.Random(seed)

    def edited(self, item: Any) -> Any:
        made = json.loads(json.dumps(item))
        for _ in range(self.dice.randrange(1, 5)):
            self.change(self.dice.choice([part for part in _parts(made) if part]))
        return made

    def change(self, part: Any) -> None:
        """One change to a list or mapping."""
        if isinstance(part, list):
            self.element(part)
            return
        key = self.dice.choice([*part])
        if self.dice.random() < 0.2 and len(part) > 1:
            del part[key]
        elif "subject" in part and self.dice.random() < 0.3:
            name = self.dice.choice([*EXTRA])
            part[name] = EXTRA[name]
        elif isinstance(part[key], str):
            part[key] = self.word(part[key])

    def element(self, part: list[Any]) -> None:
        at = self.dice.randrange(len(part))
        roll = self.dice.random()
        if roll < 0.25 and len(part) > 1:
            del part[at]
        elif roll < 0.5 and isinstance(part[at], str):
            part[at] = self.word(part[at])
        elif roll < 0.6:
            part.insert(0, part.pop(at))
        else:
            new = self.word("新") if isinstance(part[at], str) else {"law": self.word("law"), "article": ["第一条"]}
            part.insert(at, new)

    def word(self, before: str) -> str:
        return self.dice.choice([*WORDS, before + self.dice.choice("甲乙丙丁"), before[1:] + "改"])

    def noted(self, raw: bytes) -> bytes:
        """Perhaps with comments, above lines and behind them."""
        for _ in range(self.dice.choice([0, 0, 1, 3])):
            lines = raw.decode().split("\n")
            at = self.dice.randrange(len(lines) - 1)
            if self.dice.random() < 0.5:
                lines.insert(at, f"# 注{self.dice.randrange(9)}")
            else:
                lines[at] += f"  # 注{self.dice.randrange(9)}"
            made = "\n".join(lines).encode()
            raw = made if not read("a.yml", made)[1] else raw
        return raw


def _parts(part: Any) -> Iterator[Any]:
    if isinstance(part, dict | list):
        yield part
        for inner in part.values() if isinstance(part, dict) else part:
            yield from _parts(inner)


def facts(part: Any, where: tuple[str, ...] = ()) -> Counter[tuple[tuple[str, ...], str]]:
    """Every text of a file with the names above it, and how often it is there."""
    if isinstance(part, str):
        return Counter({(where, part): 1})
    found: Counter[tuple[tuple[str, ...], str]] = Counter()
    for key, inner in part.items() if isinstance(part, dict) else (("[]", one) for one in part):
        found += facts(inner, (*where, key))
    return found


def ordered(part: Any) -> Any:
    """The same for lists that hold the same in another order."""
    if isinstance(part, dict):
        return {key: ordered(value) for key, value in sorted(part.items())}
    return sorted((ordered(one) for one in part), key=repr) if isinstance(part, list) else part


def check(seed: int, path: Path) -> bool:
    """Whether one random merge was clean; whatever it was, it has lost nothing."""
    editor = Editor(seed)
    name, base = path.relative_to(HERE).as_posix(), path.read_bytes()
    kind = kind_at(name) or ""
    before = data("a.yml", base)
    changed_data = [editor.edited(before) for _ in range(2)]
    ours, theirs = (editor.noted(dump(kind, one).encode()) for one in changed_data)
    done, back = outcome(ours, theirs, base, name), outcome(theirs, ours, base, name)
    assert done.clean == back.clean
    assert done.raw is not None
    text = done.raw.decode()
    notes = {one.text for raw in (ours, theirs) for one in comments(raw.decode())}
    assert all(note in text for note in notes)
    known, our, their = facts(before), *(facts(data("a.yml", raw)) for raw in (ours, theirs))
    if not done.clean:
        assert text.count("<<<<<<< ") == text.count(">>>>>>> ") > 0
        for new in (our - known, their - known):
            assert all(line in text for _, word in new for line in word.split("\n"))
        return False
    assert converted(name, kind, done.raw) == (done.raw, [])
    assert faults(name, kind, done.raw) <= faults(name, kind, ours) | faults(name, kind, theirs)
    after = data("a.yml", done.raw)
    assert ordered(after) == ordered(data("a.yml", back.raw))
    result = facts(after)
    for fact in {*known, *our, *their, *result}:
        one, other = our[fact] - known[fact], their[fact] - known[fact]
        if one >= 0 and other >= 0:
            assert known[fact] + max(one, other) <= result[fact] <= known[fact] + one + other, fact
        elif one <= 0 and other <= 0:
            assert known[fact] + one + other <= result[fact] <= known[fact] + min(one, other), fact
    return True


@settings(max_examples=150)
@given(st.integers(0, 1 << 40), st.sampled_from(ITEMS) | st.sampled_from(REGISTRIES))
def test_no_change_of_a_side_is_lost_in_silence(seed: int, path: Path) -> None:
    check(seed, path)


def test_most_random_merges_need_nobody() -> None:
    clean = [check(seed, ITEMS[seed % len(ITEMS)]) for seed in range(60)]
    assert sum(clean) > 20


# --- the command


def git_merge(folder: Path, ours: bytes, theirs: bytes, base: bytes = BASE) -> int:
    for name, raw in (("base", base), ("ours", ours), ("theirs", theirs)):
        (folder / name).write_bytes(raw)
    files = [str(folder / name) for name in ("base", "ours", "theirs")]
    return main(["--lang", "zh", "git-merge", *files, ITEM])


def test_the_command_writes_into_ours_and_says_where_to_choose(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert git_merge(tmp_path, changed(BASE, ("综合业务", "综合")), changed(BASE, ("10个", "7个"))) == 0
    assert (tmp_path / "ours").read_bytes() == changed(BASE, ("综合业务", "综合"), ("10个", "7个"))
    assert capsys.readouterr() == ("", "")
    assert git_merge(tmp_path, changed(BASE, ("10个", "5个")), changed(BASE, ("10个", "7个"))) == 1
    assert "两边改得不一样，要人来选：公开时限" in capsys.readouterr().err
    assert sorted(path.name for path in tmp_path.iterdir()) == ["base", "ours", "theirs"]
    assert git_merge(tmp_path, b"\0\1", b"\0\2") == 1
    assert (tmp_path / "ours").read_bytes() == b"\0\1"
    assert "git show :3:" in capsys.readouterr().err
    assert main(["git-merge", str(tmp_path / "gone"), str(tmp_path / "ours"), str(tmp_path / "theirs"), ITEM]) == 2


def test_every_registry_of_ours_merges_with_itself() -> None:
    for name in fields.REGISTRIES:
        path = f"catalog/{name}.yml"
        raw = (HERE / path).read_bytes()
        assert merged(path, raw, raw, raw, NAMES) == Outcome(raw, True, name)
