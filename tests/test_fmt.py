"""``zwgk fmt``: the canonical form says the same, keeps every comment, and is written whole or not at all."""

from __future__ import annotations

import errno
import importlib
import os
import random
import re
import signal
import sys
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from types import FrameType
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from build_tools import fields, files
from build_tools.canonical import conversion, converted, dump, reformat
from build_tools.canonical.tree import comments
from build_tools.cli import main
from build_tools.source import REGISTRY_LIMITS, read

WORDS = (
    *(
        "低保对象姓名",
        "everyone",
        "自信息形成或变更之日起20个工作日内",
        "no",
        "08",
        "2026-03-01",
        "true",
        "a: b",
        "# 甲",
        "a #b",
    ),
    *(
        "it's",
        '"引"',
        "- 甲",
        "名称：乙",
        "name：丙",
        "name:丁",
        "",
        " 前",
        "后 ",
        "[",
        "{x}",
        "*a",
        "县\n乡",
        "县\n乡\n",
        "甲\n\n乙",
    ),
    *(
        "\n",
        " 缩\n进",
        "- a\n- b",
        "- a\n    - b",
        "a：\n  b",
        "a:\n  b",
        "12:30",
        "~",
        "😀",
        "a\\b",
        "甲　乙",
        "a\tb",
        "%a",
        "@",
        "|",
    ),
)
NOTES = ("# 注", "#", "#注", "# a: b", "## 二", "# 'x", '# "', "# - a", "#!", "# 😀 # b", "# [")


class Styled:
    """Writes data as people might: any order, indentation, quotes, with comments, empty lines and blanks anywhere."""

    def __init__(self, seed: int) -> None:
        self.dice = random.Random(seed)
        self.lines: list[str] = []
        self.notes: list[str] = []
        self.deepest = 99  # a comment set in deeper would be text of the block above

    def write(self, data: Any) -> str:
        """The text."""
        if self.dice.random() < 0.1:
            self.lines.append("---")
        self.remark(0)
        if isinstance(data, dict | list) and data:
            self.block(data, 0)
        else:
            self.lines.append(self.flow(data))
        self.remark(0)
        return "\n".join(self.lines) + self.dice.choice(["\n", "" if self.deepest == 99 else "\n", "\n\n"])

    def block(self, data: Any, indent: int) -> None:
        """The entries of a list or mapping at this indentation."""
        entries: list[Any] = list(data.items()) if isinstance(data, dict) else [(None, value) for value in data]
        if isinstance(data, dict):
            self.dice.shuffle(entries)
        for key, value in entries:
            self.remark(indent)
            self.deepest = 99
            lead = " " * indent + ("-" if key is None else self.scalar(key) + ":")
            self.entry(lead, value, indent, key is None)

    def entry(self, lead: str, value: Any, indent: int, dash: bool) -> None:
        """One entry, its value on the same line or below."""
        if isinstance(value, dict | list) and value and self.dice.random() < 0.8:
            self.lines.append(lead + self.note())
            flat = isinstance(value, list) and not dash and self.dice.random() < 0.3
            self.block(value, indent if flat else indent + self.dice.choice([1, 2, 4]))
        elif isinstance(value, str) and "\n" in value and self.dice.random() < 0.8 and _fits_block(value):
            self.lines.append(f"{lead} |{'' if value[-1:] == chr(10) else '-'}{self.note()}")
            step = " " * (indent + self.dice.choice([2, 4]))
            self.deepest = len(step) - 1
            self.lines += [line and step + line for line in value.removesuffix("\n").split("\n")]
        else:
            text = self.flow(value)
            tight = text[-1] in "]}'\"" and self.dice.random() < 0.1
            note = self.dice.choice([" ", ""]) + self.noted("#注") if tight else self.note()
            self.lines.append(f"{lead} {text}{note}{self.dice.choice(['', '', ' ', '   '])}")

    def flow(self, value: Any) -> str:
        """A value in brackets or on one line."""
        if isinstance(value, dict):
            return self.joined("{", [f"{self.scalar(key)}: {self.flow(one)}" for key, one in value.items()], "}")
        if isinstance(value, list):
            return self.joined("[", [self.flow(one) for one in value], "]")
        return self.scalar(value)

    def joined(self, start: str, parts: list[str], end: str) -> str:
        """Parts in brackets, perhaps on several lines with comments behind the commas."""
        for part in parts[:-1]:
            broken = self.dice.random() < 0.2
            start += f"{part},{self.note()}\n{' ' * 40}" if broken else f"{part}, "
        return start + "".join(parts[-1:]) + end

    def scalar(self, text: str) -> str:
        """A text in one of the ways it may be written."""
        forms = ['"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\t", "\\t") + '"']
        if "\n" not in text:
            forms += ["'" + text.replace("'", "''") + "'"]
            if re.fullmatch(r"\w[\w-]*", text):
                forms += [text] * 4
        return self.dice.choice(forms)

    def remark(self, indent: int) -> None:
        """Perhaps comments on lines of their own, perhaps set in, perhaps with empty lines between them."""
        while self.dice.random() < 0.25:
            blanks = " " * min(self.deepest, max(0, indent + self.dice.choice([-2, 0, 0, 0, 1, 2, 4])))
            self.lines.append(blanks + self.noted(self.dice.choice(NOTES)) if self.dice.random() < 0.7 else "")

    def note(self) -> str:
        """Perhaps a comment at the end of the line."""
        if self.dice.random() < 0.7:
            return ""
        return self.dice.choice(["  ", "   "]) + self.noted(self.dice.choice(["# 注", "#", "## b", "# 'a"]))

    def noted(self, note: str) -> str:
        self.notes.append(note)
        return note


def _fits_block(text: str) -> bool:
    return bool(text.strip()) and not text.startswith((" ", "\n")) and not text.endswith("\n\n") and "\t" not in text


LETTERS = "甲乙丙ab12-：:#，'\" 、（）"
INNER = ["law", "text", "article", "county", "id", "甲", "08"]
KINDS = ["item", "item", "adjustment", "site", "bodies", "laws", "exceptions"]
words = st.one_of(st.sampled_from(WORDS), st.text(st.sampled_from(LETTERS), max_size=8))
keys = {kind: [field.key for field in fields.fields(kind)] for kind in fields.NAMES}
values = st.recursive(
    words,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(INNER), inner, max_size=3),
    max_leaves=6,
)


@st.composite
def documents(draw: st.DrawFn) -> tuple[str, Any]:
    """A kind of file and data somewhat like it."""
    kind = draw(st.sampled_from(KINDS))
    if kind == "exceptions":
        return kind, draw(st.lists(values, min_size=1, max_size=3))
    names = st.sampled_from([*(keys[kind] or ["civil-affairs", "b2", "甲"]), "other"])
    return kind, draw(st.dictionaries(names, values, min_size=1, max_size=5))


def invented(dice: random.Random) -> tuple[str, Any]:
    """The same without a search: a hundred times as many for the same time."""

    def value(depth: int) -> Any:
        shape = dice.random() if depth < 4 else 0
        if shape < 0.6:
            return dice.choice(WORDS) if dice.random() < 0.5 else "".join(dice.choices(LETTERS, k=dice.randrange(9)))
        if shape < 0.8:
            return [value(depth + 1) for _ in range(dice.randrange(4))]
        return {name: value(depth + 1) for name in dice.sample(INNER, dice.randrange(4))}

    kind = dice.choice(KINDS)
    if kind == "exceptions":
        return kind, [value(1) for _ in range(dice.randrange(1, 4))]
    names = [*(keys[kind] or ["civil-affairs", "b2", "甲"]), "other"]
    return kind, {name: value(1) for name in dice.sample(names, dice.randrange(1, min(len(names), 7)))}


def check(kind: str, data: Any, styled: Styled) -> None:
    """The canonical form of a text in this style says the same, and is its own canonical form."""
    text = styled.write(data)
    raw = (styled.dice.choice(["", "", "\ufeff"]) + text.replace("\n", styled.dice.choice(["\n", "\r\n"]))).encode()
    before, found = read("a.yml", raw, REGISTRY_LIMITS)
    new, wrong = converted("a.yml", kind, raw)
    assert [one.code for one in wrong] == [one.code for one in found]
    if found:
        assert new == raw
        return
    assert before.data == data
    after, none = read("a.yml", new, REGISTRY_LIMITS)
    assert none == []
    assert after.data == data
    assert Counter(one.text for one in comments(new.decode())) == Counter(styled.notes)
    assert converted("a.yml", kind, new) == (new, [])
    if not styled.notes:
        assert new.decode() == dump(kind, after.data)


@settings(max_examples=700)
@given(documents(), st.integers(0, 1 << 30))
def test_the_form_changes_and_nothing_else(document: tuple[str, Any], seed: int) -> None:
    check(*document, Styled(seed))


@settings(max_examples=7_500)
@given(st.integers(0, 1 << 60))
def test_the_form_changes_and_nothing_else_in_many_documents(seed: int) -> None:
    styled = Styled(seed)
    check(*invented(styled.dice), styled)


COMMENTED = """# 本文件由社会救助股维护

# 层级
level:   # 三级
- county  # 县
# 村里不公开
-   # 乡
  township
 # 层级说完
subject: {title: "低保对象名单", # 二级
  category: '最低生活保障'}
content:   # 要素
  # 先写姓名
  - '姓名'#不写身份证号
  - |   # 两行
    # 这不是注释
    金额
  # 还有待补充
# 依据放最后

basis:
  - text: 配套文件   # 待定
    # 条例
    law: foi-regulations
  -
    # 新法
    law: new-law
reviewed:
   # 核对人：张三
   2026-01-01
# 完
"""
CANONICAL = """# 本文件由社会救助股维护

subject:
  category: 最低生活保障
  title: 低保对象名单  # 二级
content:  # 要素
  # 先写姓名
  - '姓名'  #不写身份证号
  - |  # 两行
    # 这不是注释
    金额
  # 还有待补充
# 依据放最后

basis:
  # 条例
  - law: foi-regulations
    text: 配套文件  # 待定
  # 新法
  - law: new-law
# 层级
level:  # 三级
  - county  # 县
  # 村里不公开
  # 乡
  - township
  # 层级说完
# 核对人：张三
reviewed: 2026-01-01
# 完
"""


def test_comments_go_where_their_keys_go() -> None:
    assert reformat("item", COMMENTED) == CANONICAL
    assert converted("a.yml", "item", COMMENTED.encode()) == (CANONICAL.encode(), [])


def test_a_bare_date_is_quoted_beside_what_would_be_taken_for_its_text() -> None:
    assert converted("a.yml", "item", b"reviewed: '2026-01-01' #x\n") == (b"reviewed: '2026-01-01'  #x\n", [])
    assert converted("a.yml", "item", b"reviewed: '2026-01-01' # x\n") == (b"reviewed: 2026-01-01  # x\n", [])


def test_one_empty_line_stands_between_entries_of_a_registry_and_none_elsewhere() -> None:
    text = "a:\n  name: 甲\n\n  level: county\n# 乙\nb:\n  name: 乙\n\n\n\n# 科室\n\n# 丙\nc:\n  name: 丙\n# 完"
    assert reformat("bodies", text) == (
        "a:\n  name: 甲\n  level: county\n\n# 乙\nb:\n  name: 乙\n\n# 科室\n\n# 丙\nc:\n  name: 丙\n\n# 完\n"
    )
    assert reformat("item", "content:\n  - 甲\n\n  - 乙\n\nlevel:\n  - county\n\n\n") == (
        "content:\n  - 甲\n  - 乙\nlevel:\n  - county\n"
    )


ITEM = "catalog/items/social-assistance/social-assistance-001.yml"


def untidy(raw: bytes) -> bytes:
    """The same file with keys in another order, a comment, and CRLF."""
    blocks = re.split(r"(?m)^(?=[a-z])", raw.decode())
    return "".join([*reversed(blocks), "# 注\n"]).replace("\n", "\r\n").encode()


def fmt(county: Path, *args: str) -> int:
    return main(["--project", str(county), "fmt", *args])


def test_the_command_rewrites_and_tells_what_it_did(county: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = county / ITEM
    raw = file.read_bytes()
    assert fmt(county) == 0
    assert capsys.readouterr().out.startswith("√ 整理了 0 个文件")
    file.write_bytes(untidy(raw))
    file.chmod(0o640)
    assert fmt(county, "--check") == 1
    assert (
        capsys.readouterr().out == f"要整理 {ITEM}\n× 有 1 个文件还不是统一格式，没有改动；运行 zwgk fmt 就会整理好。\n"
    )
    assert file.read_bytes() == untidy(raw)
    assert fmt(county, "catalog/bodies.yml") == 0
    assert file.read_bytes() == untidy(raw)
    capsys.readouterr()
    assert fmt(county, str(file)) == 0
    assert capsys.readouterr().out == f"已整理 {ITEM}\n√ 整理了 1 个文件，另有 0 个本来就是统一格式。\n"
    assert file.read_bytes() == raw + "# 注\n".encode()
    assert file.stat().st_mode & 0o777 == 0o640
    assert fmt(county, "--check") == 0
    assert fmt(county, "没有.yml") == 2


FAULTY = {
    "slip-quote": 'subject: "甲\n',
    "syntax": "subject: {甲: [乙\n",
    "slip-wide-colon": "subject：\n  title: 甲\n",
    "duplicate-key": "level:\n  - county\nlevel:\n  - village\n",
    "anchor": "level: &a\n  - county\n",
    "tag": "remarks: !!str 甲\n",
    "text-after-hash": "remarks: 甲 #乙\n",
    "several-documents": "remarks: 甲\n---\nremarks: 乙\n",
    "invisible-character": "remarks: 甲\u200b\n",
    "empty-file": "# 注\n",
}


@pytest.mark.parametrize("code", FAULTY)
def test_a_file_with_faults_is_told_and_left_alone(code: str, county: Path, capsys: pytest.CaptureFixture[str]) -> None:
    raw = FAULTY[code].encode()
    (county / ITEM).write_bytes(raw)
    bodies = county / "catalog/bodies.yml"
    before = bodies.read_bytes()
    bodies.write_bytes(before.replace(b"\n", b"\r\n"))
    assert fmt(county, "--check") == 1
    assert fmt(county) == 1
    said = capsys.readouterr().out
    assert f"[{code}]" in said
    assert "× 有 1 个文件没有整理" in said
    assert (county / ITEM).read_bytes() == raw
    assert bodies.read_bytes() == before


def test_a_file_that_breaks_rules_but_can_be_read_is_rewritten(county: Path) -> None:
    (county / ITEM).write_bytes("method: 主动\nsubject: 甲\n".encode())
    assert fmt(county) == 0
    assert (county / ITEM).read_bytes() == "subject: 甲\nmethod: 主动\n".encode()


@pytest.mark.parametrize(("codec", "option"), [("gb18030", "gbk"), ("gb18030", "gb18030"), ("utf-16", "utf-16")])
def test_old_encodings_are_converted_only_when_asked_for(codec: str, option: str, county: Path) -> None:
    file = county / ITEM
    raw = file.read_bytes()
    old = raw.decode().encode(codec)
    file.write_bytes(old)
    other = "utf-16" if option != "utf-16" else "gbk"
    assert fmt(county) == 1
    assert fmt(county, "--from-encoding", other) == 1
    assert fmt(county, "--check", "--from-encoding", option) == 1
    assert file.read_bytes() == old
    assert fmt(county, "--from-encoding", option) == 0
    assert file.read_bytes() == raw


@pytest.mark.parametrize("change", [b"\xef\xbb\xbf%s", b"%s\n\n", b"---\n%s", b"%s  "])
def test_forms_of_notepad_are_converted_without_asking(change: bytes, county: Path) -> None:
    file = county / ITEM
    raw = file.read_bytes()
    for old in (change % raw, change % raw.rstrip(), change % raw.replace(b"\n", b"\r\n"), raw.replace(b"\n", b"\r")):
        file.write_bytes(old)
        assert fmt(county) == 0
        assert file.read_bytes() == raw


def test_a_file_named_as_a_link_is_told_and_not_followed(county: Path, tmp_path: Path) -> None:
    outside = tmp_path / "outside.yml"
    outside.write_bytes(untidy((county / ITEM).read_bytes()))
    (county / ITEM).unlink()
    (county / ITEM).symlink_to(outside)
    assert fmt(county) == 1
    assert outside.read_bytes().endswith(b"\r\n")


def test_what_would_say_something_else_is_never_written(
    county: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    file = county / ITEM
    old = untidy(file.read_bytes())
    good = reformat("item", old.decode().replace("\r\n", "\n"))
    for wrong in (good.replace("# 注\n", ""), good.replace("county", "county2"), good + ": [", good + "# 注\n"):
        file.write_bytes(old)
        monkeypatch.setattr(conversion, "reformat", lambda kind, text, wrong=wrong: wrong)
        assert fmt(county, ITEM) == 1
        assert "[not-reformatted]" in capsys.readouterr().out
        assert file.read_bytes() == old


def test_a_file_changed_meanwhile_is_told_and_left_alone(
    county: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    file = county / ITEM
    file.write_bytes(untidy(file.read_bytes()))

    def slow(*args: Any) -> Any:
        done = converted(*args)
        file.write_bytes("remarks: 同事刚写的\n".encode())
        return done

    monkeypatch.setattr("build_tools.commands.fmt.converted", slow)
    assert fmt(county, ITEM) == 1
    assert "[changed-meanwhile]" in capsys.readouterr().out
    assert file.read_bytes() == "remarks: 同事刚写的\n".encode()


@pytest.mark.parametrize(
    "call", ["pathlib.Path.open", "os.fsync", "shutil.copymode", "pathlib.Path.read_bytes", "os.replace"]
)
def test_a_disk_that_fails_leaves_the_old_file_and_stops_no_other(
    call: str, county: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    paths = [county / "catalog/bodies.yml", county / ITEM]
    old = [path.read_bytes() for path in paths]
    old = [old[0].replace(b"\n", b"\r\n"), untidy(old[1])]
    for file, raw in zip(paths, old, strict=True):
        file.write_bytes(raw)
    real = importlib.import_module(call.rpartition(".")[0].removesuffix(".Path"))
    owner: Any = real.Path if ".Path." in call else real
    name = call.rpartition(".")[2]
    works = getattr(owner, name)
    state = {"left": 1}

    def fails(*args: Any, **more: Any) -> Any:
        if state["left"] > 0 and (name != "open" or "zwgk-new" in str(args[0])):
            state["left"] -= 1
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return works(*args, **more)

    with monkeypatch.context() as patch:
        patch.setattr(owner, name, fails)
        assert fmt(county) == 1
    assert "[write-failed]" in capsys.readouterr().out
    assert [file.read_bytes() == raw for file, raw in zip(paths, old, strict=True)] == [True, False]
    assert not list(county.rglob("*zwgk-new*"))
    assert fmt(county) == 0


def in_a_child(work: Callable[[], object]) -> int:
    """Runs it in a process of its own, which may kill itself; returns its status."""
    child = os.fork()
    if child == 0:
        try:
            work()
        finally:
            os._exit(0)
    return os.waitpid(child, 0)[1]


@pytest.mark.skipif(not hasattr(os, "fork"), reason="kills processes as only POSIX can")
def test_killed_at_any_line_the_old_file_is_there_or_the_new_one(county: Path) -> None:
    file = county / ITEM
    new = file.read_bytes() + "# 注\n".encode()
    old = untidy(file.read_bytes())
    seen = []
    for line in range(1, 200):
        file.write_bytes(old)

        def killed(line: int = line) -> None:
            left = [line]

            def trace(frame: FrameType, event: str, _: Any) -> Any:
                if event == "line" and frame.f_code.co_filename == files.__file__:
                    left[0] -= 1
                    if not left[0]:
                        os.kill(os.getpid(), signal.SIGKILL)
                return trace

            sys.settrace(trace)
            fmt(county, ITEM)

        status = in_a_child(killed)
        seen.append(file.read_bytes())
        if status == 0:
            break
    assert set(seen) == {old, new}
    assert seen.index(new) > 10, "each line of the writing was tried"
    assert seen == [old] * seen.index(new) + [new] * (len(seen) - seen.index(new))
    assert status == 0
    assert main(["--project", str(county), "check"]) == 0, "what a killed run leaves behind is no file of the catalog"


@pytest.mark.skipif(not hasattr(os, "fork"), reason="kills processes as only POSIX can")
def test_killed_at_any_moment_every_file_is_whole(county: Path) -> None:
    paths = sorted((county / "catalog").rglob("*.yml"))
    before = {path: untidy(path.read_bytes()) if "items" in path.parts else path.read_bytes() for path in paths}
    for path, raw in before.items():
        path.write_bytes(raw)
    assert fmt(county) == 0
    after = {path: path.read_bytes() for path in paths}
    dice = random.Random(1)
    for _ in range(25):
        for path, raw in before.items():
            path.write_bytes(raw)
        child = os.fork()
        if child == 0:
            try:
                fmt(county)
            finally:
                os._exit(0)
        time.sleep(dice.random() * 0.05)
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        found = {path: path.read_bytes() for path in paths}
        assert all(raw in (before[path], after[path]) for path, raw in found.items())
    assert fmt(county) == 0
    assert {path: path.read_bytes() for path in paths} == after


def test_the_catalog_of_this_repository_is_canonical(capsys: pytest.CaptureFixture[str]) -> None:
    assert fmt(Path(__file__).parent.parent, "--check") == 0, capsys.readouterr().out
