"""Reading YAML: nothing raises, nothing typed is lost, every place is the place of what it names."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from build_tools.source import ABSENT, read

_SIGNS = "abc低保:-#'\"[]{}&*!|>%@`?,，：；（）　\t \n\r\u200b\u2028\u202e\ufeff\x85~<0129.é—–"
yamlish = st.text(alphabet=_SIGNS, max_size=400)
keys = st.from_regex(r"[a-z][a-z_]{0,10}", fullmatch=True)
# What the loader takes as typed: printable text without the characters it refuses by name.
words = st.text(
    st.characters(
        exclude_categories=["Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"],
        exclude_characters="\u034f\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u180f\u3164\uffa0\ufffd\ufffc"
        + "".join(map(chr, (*range(0xFE00, 0xFE10), *range(0x2E80, 0x2FE0), *range(0xF900, 0xFB00)))),
    ),
    max_size=30,
).filter(lambda text: not re.search("[\uff61-\uff9d\U0002f800-\U0002fa1f\U000e0100-\U000e01ef]", text))
values = st.recursive(
    words, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(keys, inner, max_size=4), max_leaves=12
)


@settings(max_examples=600, deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_are_read_without_raising(raw: bytes) -> None:
    document, found = read("a.yml", raw)
    assert document.data == ABSENT or isinstance(document.data, str | list | dict)
    assert all(one.where.line >= 1 and one.where.column >= 1 for one in found)


@settings(max_examples=1500, deadline=None)
@given(yamlish)
def test_any_text_is_read_and_every_complaint_lies_within_it(text: str) -> None:
    document, found = read("a.yml", text.encode("utf-8"))
    lines = text.removeprefix("\ufeff").replace("\r\n", "\n")
    lines = lines if "\n" in lines else lines.replace("\r", "\n")
    rows = lines.split("\n")
    for one in found:
        assert one.where.line <= len(rows), one
        assert one.where.column <= len(rows[one.where.line - 1]) + 1, one
    document.spans()
    if document.data != ABSENT and not found:
        assert document.data == yaml.load(lines, Loader=yaml.CBaseLoader)


@settings(max_examples=500, deadline=None)
@given(st.dictionaries(keys, values, min_size=1, max_size=5))
def test_every_character_typed_comes_back(data: dict[str, Any]) -> None:
    text = yaml.dump(data, Dumper=yaml.SafeDumper, allow_unicode=True, default_style='"', width=10**6)
    document, found = read("a.yml", text.encode("utf-8"))
    assert [one.code for one in found if one.code not in ("too-deep", "escaped-character")] == []
    if not found:
        assert document.data == data
    plain = yaml.dump(data, Dumper=yaml.SafeDumper, allow_unicode=True, width=10**6)
    document, found = read("a.yml", plain.encode("utf-8"))
    if not found:
        assert document.data == data


@settings(max_examples=300, deadline=None)
@given(
    st.dictionaries(
        keys, st.lists(st.from_regex(r"[a-z低保]{1,8}", fullmatch=True), min_size=1, max_size=4), min_size=1
    )
)
def test_spans_point_at_what_they_name(data: dict[str, list[str]]) -> None:
    text = yaml.dump(data, Dumper=yaml.SafeDumper, allow_unicode=True, width=10**6)
    document, _ = read("a.yml", text.encode("utf-8"))
    rows = text.split("\n")
    for key, items in data.items():
        span = document.span((key,), key=True)
        assert rows[span.line - 1][span.column - 1 : span.end_column - 1].strip("'") == key
        for number, item in enumerate(items):
            span = document.span((key, number))
            assert rows[span.line - 1][span.column - 1 : span.end_column - 1].strip("'") == item


def test_scalars_stay_as_typed() -> None:
    text = "a: 00001434\nb: 8:30\nc: no\nd: 2024-04-19\ne: ~\nf: 1_000\ng: 0x1F\nh: 1e3\n"
    document, found = read("a.yml", text.encode())
    assert not found
    assert list(document.data.values()) == ["00001434", "8:30", "no", "2024-04-19", "~", "1_000", "0x1F", "1e3"]


def test_windows_files_are_everyday_input() -> None:
    document, found = read("a.yml", "\ufeffa: 低保\r\nb:\r\n  - x\r\n".encode())
    assert (document.data, found) == ({"a": "低保", "b": ["x"]}, [])
    assert document.span(("b", 0)).line == 3


def test_places_survive_removed_characters() -> None:
    text = "a: \u200b低\u200b保\nb: x\n"
    document, found = read("a.yml", text.encode())
    assert document.data == {"a": "低保", "b": "x"}
    assert [(one.code, one.where.column) for one in found] == [("invisible-character", 4), ("invisible-character", 6)]
    assert document.span(("a",)).end_column == 8


_LARGE = 256 * 1024 - 64
HOSTILE = {
    "brackets": "[" * _LARGE,
    "dashes": "- " * (_LARGE // 2),
    "questions": "? " * (_LARGE // 2),
    "quotes": '"' * _LARGE,
    "colons": ": " * (_LARGE // 2),
    "inner colons": "a: b: c\n" * 30000,
    "reserved": "a: @x\n" * 40000,
    "unclosed": 'a: "x\n' * 40000,
    "tabs": "\ta: b\n" * 36000,
    "wide colons": "".join(f"k{n}：v\n" for n in range(18000)),
    "no spaces": "".join(f"k{n}:v\n" for n in range(26000)),
    "repeated keys": "".join(f"k{n % 9000}: v\n" for n in range(25000)),
    "zero width": "a\u200b" * 60000,
    "zeros": "\0" * _LARGE,
    "flow": "{" + "a," * (_LARGE // 2 - 5) + "}",
    "nested flow": "{a: " * 60000,
    "aliases": "a: &a x\n" + "b: *a\n" * 40000,
    "merges": "a: &a {x: y}\n" + "<<: *a\n" * 30000,
    "laughs": "a: &a [x]\n"
    + "".join(f"{chr(98 + n)}: &{chr(98 + n)} [*{chr(97 + n)}, *{chr(97 + n)}]\n" for n in range(20)),
    "documents": "---\n" * 60000,
    "indents": "\n".join(" " * (n % 50) + "a: b" for n in range(7000)),
    "long line": "a: " + "x" * (_LARGE - 10),
    "long key": "k" * (_LARGE - 10) + ": x",
    "hashes": "a: x #b\n" * 30000,
    "dashes without space": "level:\n" + "  -ab\n" * 43000,
    "lists too deep": "a:\n" + "  - x\n    - y\n" * 18000,
    "dashes forgotten": "a:\n" + "  - x\n    yy\n" * 20000,
    "colons forgotten": "abc\n" * 60000,
    "brackets forgotten": "a: [x, y\n" * 100 + "b: {c: d\n" * 20000,
    "bad escapes": 'a: "\\q"\n' * 25000,
}


@pytest.mark.parametrize("name", HOSTILE)
@pytest.mark.parametrize("limits", ["ITEM_LIMITS", "REGISTRY_LIMITS"])
def test_hostile_files_end_in_findings(name: str, limits: str) -> None:
    from build_tools import source

    document, found = read("a.yml", HOSTILE[name].encode()[: 256 * 1024], getattr(source, limits))
    document.spans()
    assert found or document.data != ABSENT


def test_a_file_over_the_limit_is_not_read() -> None:
    _, found = read("a.yml", b"a: b\n" * 60000)
    assert [one.code for one in found] == ["too-large"]


@settings(max_examples=200, deadline=None)
@given(st.dictionaries(keys, words, min_size=1, max_size=4))
def test_json_text_reads_the_same(data: dict[str, str]) -> None:
    document, found = read("a.yml", json.dumps(data, ensure_ascii=False).encode())
    if not found:
        assert document.data == data
