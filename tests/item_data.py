"""Items as Hypothesis makes them: every shape the schema allows, with texts that try to be something else."""

from __future__ import annotations

import os
from typing import Any

from hypothesis import assume
from hypothesis import strategies as st

from build_tools.canonical import dump
from build_tools.exporting.names import Names
from build_tools.exporting.shapes import LEVELS, Field, Shape, item_fields
from build_tools.source import ITEM_LIMITS, read

EXAMPLES = int(os.environ.get("ZWGK_EXAMPLES", "20"))
"""How many examples each property is tried with."""

NASTY = (
    *("=cmd|' /C calc'!A0", "+1", "-1", "@SUM(A1)", "＝1", "'=1", "'", "''x", "\t=1", "\r=1", '"', '"三公"经费', "'a'"),
    *("a\nb", "a\r\nb", "\na", "a\n\nb", " a ", "a ", "\u3000", "- a", "-a", "- ", "【县级】", "【县级】\nx", "【】"),
    *("[1]", "[2020]5号", '["a"]', "{", '{"a": "b"}', "null", '"a"', "法规：x", "法规：", "x；条款：y", "科室：x"),
    *(
        "a、b",
        "、",
        "；",
        "：",
        "条款：第一条；依据文字：z",
        "电话:1",
        "特定群众：x",
        "全社会",
        "主动",
        "是",
        "渠道编号：a",
    ),
    *("_x000D_", "_x0041_b", "a_x005F_x000D_", "\x00", "\x0b", "\x85", "\u2028", "\ufeff", "\ufffe", "😀👨‍👩", "𠮷"),
    *("1e5", "007", "2026-03-01", "true", "false", "TRUE", "#REF!", "http://a", "zwgk-work/1", "", "website", "\u202e"),
)
LONG = (
    *("b" * 40_000, "a长" * 25_000, "😀 " * 15_000, "=" * 33_000, " \t" * 20_000 + "y"),
    ("行" * 30 + "\n") * 1_100 + "x",
)
"""Texts that no cell of a workbook holds."""

texts = st.one_of(
    st.sampled_from(NASTY),
    st.text(st.sampled_from(" \n\t\r-:：；;、，'\"\\[]{}【】=+@_x0D法规条款县级a😀"), max_size=14),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=20),
)
short = texts.filter(lambda text: len(text) < 400)


def values(shape: Shape, names: Names) -> st.SearchStrategy[Any]:
    """Every value of a shape."""
    made: list[st.SearchStrategy[Any]] = []
    if shape.scalar:
        known = [
            *names.shown_as.get(shape.scalar.registry, {}),
            *(value for value, _ in shape.scalar.choices),
            *(("true", "false") if shape.scalar.boolean else ()),
        ]
        made.append(st.sampled_from(known) | texts if known else texts)
    if shape.each:
        made.append(st.lists(values(shape.each, names), min_size=1, max_size=4))
    if shape.parts:
        parts = {key: values(one, names) for key, one in shape.parts.items()}
        made.append(st.fixed_dictionaries({}, optional=parts).filter(bool))
    if shape.keyed:
        registry, below = shape.keyed
        keys = st.sampled_from(sorted(names.shown_as[registry]))
        keys = keys if registry == LEVELS else keys | short.filter(bool)
        made.append(st.dictionaries(keys, values(below, names), min_size=1, max_size=3))
    return st.one_of(made)


def field_values(names: Names) -> st.SearchStrategy[tuple[Field, Any]]:
    """Any field with a value of its shape."""
    return st.sampled_from(item_fields()).flatmap(lambda one: values(one.shape, names).map(lambda value: (one, value)))


@st.composite
def items(draw: st.DrawFn, names: Names) -> dict[str, Any]:
    """The data of an item, with any of its fields."""
    data: dict[str, Any] = {}
    for one in item_fields():
        if draw(st.booleans()):
            here = data
            for key in one.where[:-1]:
                here = here.setdefault(key, {})
            here[one.where[-1]] = draw(values(one.shape, names))
    data.setdefault("subject", {}).setdefault("category", "类别")
    document, found = read("a.yml", dump("item", data).encode(), ITEM_LIMITS)
    assume(not found)  # what no file may hold, as signs that nobody sees, or more than is read
    read_again: dict[str, Any] = document.data
    return read_again
