"""``zwgk fmt``: the canonical form says the same, keeps every comment, and is written whole or not at all."""

from __future__ import annotations

import random
import re
from collections import Counter
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from build_tools import fields
from build_tools.canonical import converted, dump
from build_tools.canonical.tree import comments
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
            lead = " " * indent + ("-" if key is None else self.scalar(key, key=True) + ":")
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
            self.lines.append(f"{lead} {self.flow(value)}{self.note()}{self.dice.choice(['', '', ' ', '   '])}")

    def flow(self, value: Any) -> str:
        """A value on one line."""
        if isinstance(value, dict):
            return (
                "{" + ", ".join(f"{self.scalar(key, key=True)}: {self.flow(one)}" for key, one in value.items()) + "}"
            )
        if isinstance(value, list):
            return "[" + ", ".join(self.flow(one) for one in value) + "]"
        return self.scalar(value)

    def scalar(self, text: str, *, key: bool = False) -> str:
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


@settings(max_examples=1_000)
@given(documents(), st.integers(0, 1 << 30))
def test_the_form_changes_and_nothing_else(document: tuple[str, Any], seed: int) -> None:
    check(*document, Styled(seed))


@settings(max_examples=8_000)
@given(st.integers(0, 1 << 60))
def test_the_form_changes_and_nothing_else_in_many_documents(seed: int) -> None:
    styled = Styled(seed)
    check(*invented(styled.dice), styled)
