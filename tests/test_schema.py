"""The schemas themselves, and the fast acceptor against the authority."""

from __future__ import annotations

import copy
import dataclasses
import json
import re
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from build_tools import fields, model
from build_tools.acceptor import compiled
from build_tools.schema import validator
from tests.catalogs import base

ALL = (*fields.NAMES, "common")


def parts(part: Any) -> list[dict[str, Any]]:
    """Every mapping inside a schema."""
    if isinstance(part, dict):
        return [part, *(found for value in part.values() for found in parts(value))]
    return [found for value in part for found in parts(value)] if isinstance(part, list) else []


@pytest.mark.parametrize("name", ALL)
def test_only_local_references_and_safe_patterns(name: str) -> None:
    for part in parts(fields.schema(name)):
        ref = part.get("$ref", "#/")
        assert ref.startswith(("#/", "common.schema.json#/")), ref
        pattern = part.get("pattern")
        if isinstance(pattern, str):
            assert "\\d" not in pattern
            assert "\\w" not in pattern
            assert not re.search(r"\)[*+?{]", pattern), f"a repeated group: {pattern}"
            assert "$" not in pattern.replace("$(?!\\n)", ""), f"a bare $: {pattern}"
            assert part.get("patternErrorMessage") or pattern == "\\S"


@pytest.mark.parametrize("name", fields.NAMES)
def test_every_property_is_described_in_chinese(name: str) -> None:
    for part in parts(fields.schema(name)):
        for key, below in part.get("properties", {}).items() if isinstance(part.get("properties"), dict) else ():
            resolved, _ = fields.resolve(below, name)
            assert re.search("[\u4e00-\u9fff]", resolved.get("title", "")), f"{name}: {key} has no title"
        if isinstance(part.get("enum"), list) and name != "common":
            assert len(part.get("enumDescriptions", [])) == len(part["enum"])


MODELS = [
    ("item", (), model.Item, {"id", "domain", "path"}),
    ("item", ("subject",), model.Subject, set()),
    ("item", ("basis", 0), model.Basis, set()),
    ("item", ("retired",), model.Retired, set()),
    ("item", ("channel", 0), model.ChannelUse, set()),
    ("bodies", ("x",), model.Body, {"id"}),
    ("bodies", ("x", "contact"), model.Contact, set()),
    ("domains", ("x",), model.Domain, {"id"}),
    ("channels", ("x",), model.Channel, {"id"}),
    ("laws", ("x",), model.Law, {"id"}),
    ("exceptions", (0,), model.Exemption, {"number"}),
    ("adjustment", (), model.Adjustment, {"id", "path"}),
    ("site", ("footer",), model.Footer, set()),
    ("site", ("not_applicable", 0), model.NotApplicable, set()),
]


@pytest.mark.parametrize(("name", "where", "kind", "made"), MODELS, ids=[kind.__name__ for _, _, kind, _ in MODELS])
def test_schema_and_model_name_the_same_fields(name: str, where: Any, kind: Any, made: set[str]) -> None:
    names = kind._fields if issubclass(kind, tuple) else [one.name for one in dataclasses.fields(kind)]
    attributes = set(names) - made
    part, _ = fields.at(name, where)
    if "properties" not in part:  # alternatives: the one with fields
        part = next(branch for branch in part["anyOf"] if "properties" in branch)
    assert attributes == set(part["properties"])


SOUND = {
    "item": "catalog/items/social-assistance/social-assistance-001.yml",
    "bodies": "catalog/bodies.yml",
    "site": "catalog/site.yml",
    "laws": "catalog/laws.yml",
    "channels": "catalog/channels.yml",
    "domains": "catalog/domains.yml",
}
TEXTS = ["", " ", "x", "true", "county", "everyone", "2026-02-30", "2026-02-28", "https://a", "\n", "a\n"]
MAPPINGS = [
    {},
    {"county": ["x"]},
    {"group": "人"},
    {"law": "x"},
    {"id": "other", "optional": "maybe"},
    {"phone": "12345"},
]
odd = st.sampled_from([*TEXTS, *MAPPINGS, [], [""], ["x", "x"], [["x"]]])


@st.composite
def mutated(draw: st.DrawFn) -> tuple[str, Any]:
    """A sound file with one to three values replaced, dropped or added anywhere."""
    name = draw(st.sampled_from(sorted(SOUND)))
    data = yaml.load(base()[SOUND[name]].decode(), Loader=yaml.BaseLoader)
    for _ in range(draw(st.integers(1, 3))):
        holders = [one for one in parts([data]) if one] + [one for one in lists(data) if one]
        if not holders:
            break
        holder = draw(st.sampled_from(holders))
        place = (
            draw(st.sampled_from(list(holder))) if isinstance(holder, dict) else draw(st.integers(0, len(holder) - 1))
        )
        action = draw(st.sampled_from(["replace", "drop", "add"]))
        if action == "replace":
            holder[place] = copy.deepcopy(draw(odd))
        elif action == "drop":
            del holder[place]
        elif isinstance(holder, dict):
            holder[draw(st.sampled_from(["x", "note", "county", "law", "text", "remarks"]))] = copy.deepcopy(draw(odd))
        else:
            holder.append(copy.deepcopy(draw(odd)))
    return name, data


def lists(data: Any) -> list[list[Any]]:
    """Every list inside some data."""
    if isinstance(data, list):
        return [data, *(found for value in data for found in lists(value))]
    return [found for value in data.values() for found in lists(value)] if isinstance(data, dict) else []


@settings(max_examples=1500, deadline=None)
@given(mutated())
def test_the_acceptor_agrees_with_jsonschema(case: tuple[str, Any]) -> None:
    name, data = case
    assert compiled(name)(data) == validator(name).is_valid(data), json.dumps(data, ensure_ascii=False)


@pytest.mark.parametrize("name", SOUND)
def test_sound_files_are_accepted(name: str) -> None:
    data = yaml.load(base()[SOUND[name]].decode(), Loader=yaml.BaseLoader)
    assert compiled(name)(data)


def test_an_unknown_keyword_makes_the_acceptor_refuse() -> None:
    from build_tools.acceptor import _Compiler

    assert not _Compiler().compile({"type": "string", "minLength": 1}, "item")("x")
