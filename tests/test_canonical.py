"""The canonical writer: every reader of YAML, old or new, reads the same text."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML

from build_tools.canonical import dump

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


@settings(max_examples=3_000)
@given(trees)
def test_every_reader_reads_what_was_written(data: Any) -> None:
    text = dump("item", data)
    assert {name: load(text) == data for name, load in READERS.items()} == dict.fromkeys(READERS, True)
