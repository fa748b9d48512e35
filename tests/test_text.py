"""Texts: what is written as a fix reads back the same, and a corrected text needs no second correction."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from build_tools.fields import corrections
from build_tools.quoting import inline
from build_tools.rules.article_form import _in_words
from build_tools.source import read
from build_tools.text import corrected, half_width

_SIGNS = "ab低保:-#'\"[]{}&*!|>%@`?,，：；（）　 \\~=<0129.é—〔〕"
_PARTS = [
    "国办发",
    "〔",
    "[",
    "(",
    "（",
    "〕",
    "]",
    "）",
    "2018",
    "18",
    "12",
    "0",
    "第",
    "号",
    " ",
    "《",
    "》",
    "办法",
    "、",
    "令",
]


@settings(max_examples=1500)
@given(st.text(alphabet=_SIGNS, min_size=1, max_size=30).filter(lambda text: text.strip(" ") == text))
def test_a_fix_reads_back_as_the_text_it_stands_for(text: str) -> None:
    document, found = read("a.yml", f"a: {inline(text)}\nb:\n  - {inline(text)}\nc: [{inline(text)}, d]\n".encode())
    assert found == []
    assert document.data == {"a": text, "b": [text], "c": [text, "d"]}


def test_a_plain_text_is_not_quoted() -> None:
    for text in ("国办发〔2018〕12号", "《办法》（试行）", "工作日 8:30-12:00", "it's"):
        assert inline(text) == text


@settings(max_examples=1000)
@given(st.lists(st.sampled_from(_PARTS), max_size=9).map("".join))
def test_a_well_formed_number_is_never_touched(around: str) -> None:
    text = f"《办法》（民发〔2018〕12号）；{around}"
    changed = corrected(text, *corrections("document_number"))
    assert changed is None or changed[0].startswith("《办法》（民发〔2018〕12号）；")


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (1, "一"),
        (10, "十"),
        (12, "十二"),
        (20, "二十"),
        (105, "一百零五"),
        (110, "一百一十"),
        (119, "一百一十九"),
        (300, "三百"),
    ],
)
def test_numbers_are_written_as_articles_are(number: int, words: str) -> None:
    assert _in_words(number) == words


def test_only_digits_and_letters_change_width() -> None:
    assert half_width("２０个Ａ，（％）：　ｚ") == "20个A，（％）：　z"
