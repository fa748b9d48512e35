"""The canonical writer: every reader of YAML, old or new, reads the same text."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import PurePosixPath
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML

from build_tools.canonical import dump
from build_tools.load import kind_of
from build_tools.source import REGISTRY_LIMITS, read
from tests.catalogs import base

NASTY = (
    *("no", "Yes", "y", "off", "~", "null", "NULL", "true", "=", "<<", "1e3", "0o7", "0x1F", "017", "1_000", "1,000"),
    *("12:30:45", "1:2.5", ".5", "5.", "-.inf", ".NaN", "+1", "2026-03-01", "2026-3-1 8:00:00", "0000-1234567", "08"),
    *("- a", "-", "--- a", "---", "...", "? a", "?", ":", ": a", "a: b", "a:", "a:b", "a：b", "a ：b", "# x", "a # x"),
    *("a#x", "*a", "&a", "!a", "|", ">", "%a", "@a", "`a`", "[a]", "{a}", "a, b", "'a'", '"a"', "it's", 'a\\n"b"'),
    *("", " ", " a", "a ", "\ta", "a\t", "a\tb", "　a", "a\u00a0", "😀", "\x85", "a\u2028b", "\u2029", "\ufeff"),
    *("a\nb", "a\nb\n", "\n", "a\n", "\na", "a\n\n", "a\n\nb", "a \nb", " a\nb", "a\n  b", "- a\n- b", "# a\n# b"),
    *("a:\n  b", "a：b\nc：d", "```\na", "• a", "－a", "—— a", "① a", "<<<<<<<\na", "公" * 10_000, "a " * 5_000 + "b"),
)
texts = st.one_of(
    st.sampled_from(NASTY),
    st.text(
        st.sampled_from(" \n\t-:#'\"\\,[]{}&*!|>%@`?~=<.0123456789_eaxo：　公开😀\x85\u2028\x00\x7f\ufffe"), max_size=12
    ),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=20),
)
short = texts.filter(lambda text: len(text) < 900)
trees = st.recursive(
    texts,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(short, inner, max_size=4),
    max_leaves=8,
)


class JsonLoader(yaml.SafeLoader):
    """YAML 1.2 with its JSON schema: only what JSON knows is anything else than text."""

    yaml_implicit_resolvers: dict[str, Any] = {}


for tag, pattern, first in (
    ("null", "null", "n"),
    ("bool", "true|false", "tf"),
    ("int", "-?(?:0|[1-9][0-9]*)", "-0123456789"),
    ("float", r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]*)?(?:[eE][-+]?[0-9]+)?", "-0123456789"),
):
    expression = re.compile(f"(?:{pattern})$")
    JsonLoader.add_implicit_resolver(f"tag:yaml.org,2002:{tag}", expression, list(first))


def by_ruamel(text: str) -> Any:
    """The data as a reader of YAML 1.2 sees it."""
    return YAML(typ="safe", pure=True).load(text)


READERS: dict[str, Callable[[str], Any]] = {
    "1.1": lambda text: yaml.load(text, Loader=yaml.SafeLoader),
    "1.1 in C": lambda text: yaml.load(text, Loader=yaml.CSafeLoader),
    "1.2": by_ruamel,
    "1.2 as JSON": lambda text: yaml.load(text, Loader=JsonLoader),
}


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize("text", NASTY)
def test_a_nasty_text_is_read_as_written(reader: str, text: str) -> None:
    for data in ({"remarks": text}, [text], {"k": [{"a": text}, [text]]}, text):
        assert READERS[reader](dump("item", data)) == data


@settings(max_examples=1_000)
@given(trees)
def test_every_reader_reads_what_was_written(data: Any) -> None:
    text = dump("item", data)
    assert {name: load(text) == data for name, load in READERS.items()} == dict.fromkeys(READERS, True)


UNSEEN = {"escaped-character", "invisible-character", "direction-character", "lost-character", "look-alike-character"}


@settings(max_examples=1_000)
@given(trees)
def test_our_own_reader_finds_no_slip_in_what_was_written(data: Any) -> None:
    document, found = read("a.yml", dump("item", {"remarks": data}).encode(), REGISTRY_LIMITS)
    codes = {one.code for one in found}
    assert codes & UNSEEN or (codes == set() and document.data == {"remarks": data})


def test_keys_stand_in_schema_order_and_ids_as_given() -> None:
    data = {"level": ["county"], "zzz": "1", "subject": {"title": "甲", "category": "乙"}, "content": []}
    assert dump("item", data) == ("subject:\n  category: 乙\n  title: 甲\ncontent: []\nlevel:\n  - county\nzzz: '1'\n")
    bodies = {
        "b": {"level": "county", "name": "乙"},
        "a": {"contact": {"phone": "12345", "office": "股"}, "name": "甲"},
    }
    assert dump("bodies", bodies) == (
        "b:\n  name: 乙\n  level: county\n\na:\n  name: 甲\n  contact:\n    office: 股\n    phone: '12345'\n"
    )


def test_dates_and_truth_values_are_bare_only_where_the_schema_has_them() -> None:
    data = {"reviewed": "2026-03-01", "remarks": "2026-03-01", "channel": [{"id": "true", "optional": "true"}]}
    assert dump("item", data) == (
        "channel:\n  - id: 'true'\n    optional: true\nreviewed: 2026-03-01\nremarks: '2026-03-01'\n"
    )
    assert dump("item", {"reviewed": "2026-3-1", "channel": [{"id": "a", "optional": "yes"}]}) == (
        "channel:\n  - id: a\n    optional: 'yes'\nreviewed: '2026-3-1'\n"
    )


def test_by_level_contacts_are_ordered_inside() -> None:
    data = {"inquiry_contact": {"village": {"phone": "0000-1234567", "office": "甲"}, "county": "civil-affairs"}}
    assert dump("item", data) == (
        "inquiry_contact:\n  village:\n    office: 甲\n    phone: 0000-1234567\n  county: civil-affairs\n"
    )


BARE = (
    "《办法》",
    "a#b",
    "甲:b c",
    "第2项",
    "（a, b）",
    "http://a.example/x",
    "0000-1234567",
    "8:30-12:00，14:30",
    "1.2.3",
)


@pytest.mark.parametrize("text", BARE)
def test_no_needless_quotes(text: str) -> None:
    assert dump("item", {"remarks": text}) == f"remarks: {text}\n"


def test_nothing_written_yet_stays_an_empty_place() -> None:
    assert dump("item", {"subject": {"title": None}, "content": [None]}) == "subject:\n  title:\ncontent:\n  -\n"


def test_the_small_catalog_is_written_as_it_stands() -> None:
    for path, raw in base().items():
        kind = kind_of(PurePosixPath(path).relative_to("catalog"))
        if kind is not None:
            document, found = read(path, raw, REGISTRY_LIMITS)
            assert found == []
            assert dump(kind, document.data) == raw.decode(), path


@pytest.mark.parametrize("reader", READERS)
def test_a_bare_date_or_truth_value_is_what_was_typed_to_every_reader(reader: str) -> None:
    data = READERS[reader](dump("item", {"channel": [{"id": "a", "optional": "true"}], "reviewed": "2026-03-01"}))
    assert str(data["reviewed"]) == "2026-03-01"
    assert data["channel"] == [{"id": "a", "optional": True}]
