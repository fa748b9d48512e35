"""The search: every part of a text finds its item, queries of the public find what they mean, nothing finds nothing."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from build_tools.cache import Cache
from build_tools.catalog import index_number
from build_tools.folder import Folder
from build_tools.index import Index, build_index
from build_tools.load import load
from build_tools.search import Engine, grams, normal, packing, search_files, sound
from build_tools.search.documents import FIELDS, WEIGHTS
from build_tools.search.normal import variants
from build_tools.search.postings import Postings
from build_tools.search.records import Records

HERE = Path(__file__).parent
VECTORS: list[dict[str, Any]] = json.loads((HERE / "search_vectors.json").read_text(encoding="utf-8"))
WANTED_RECALL = 0.97


def real_index() -> Index:
    """The catalog of 示范县."""
    folder = Folder(HERE.parent)
    return build_index(load(folder.files(), problems=folder.problems).catalog)


ENGINE = Engine.of(real_index())


def findable() -> list[tuple[str, str]]:
    """Every text that has to be found by any part of it, with its item's id."""
    catalog = ENGINE.index.catalog
    found = []
    for document in ENGINE.documents:
        item = document.item
        bodies = [catalog.bodies[key].name for _, keys in item.publishing_body.parts() for key in keys]
        texts = (item.subject.title, item.subject.category, *item.content, *bodies, index_number(item, catalog) or "")
        found += [(text, item.id) for text in texts if len(text) > 1]
    return found


FINDABLE = findable()


@given(st.data())
def test_every_part_of_a_text_finds_its_item(data: st.DataObject) -> None:
    text, item = data.draw(st.sampled_from(FINDABLE))
    start = data.draw(st.integers(0, len(text) - 2))
    part = text[start : data.draw(st.integers(start + 2, len(text)))]
    if normal.runs(normal.normal(part)):
        assert item in ENGINE.query(part).ids, part


@pytest.mark.parametrize("vector", VECTORS, ids=lambda one: one["text"])
def test_a_query_is_understood(vector: dict[str, Any]) -> None:
    found = ENGINE.query(vector["text"])
    assert (found.understood, found.corrected) == (vector["understood"], vector["corrected"])
    assert (not found.ids) == vector["empty"]
    assert found.weak or not vector.get("weak")


def test_the_public_finds_what_it_means() -> None:
    wanted = [(one, item) for one in VECTORS for item in one["want"]]
    missed = [(one["text"], item) for one, item in wanted if item not in ENGINE.query(one["text"]).ids[:10]]
    assert len(missed) <= len(wanted) * (1 - WANTED_RECALL), missed


def test_hits_that_answer_all_of_a_query_come_first() -> None:
    found = ENGINE.query("低保 申请 材料")
    assert 0 < found.exact < len(found.ids)
    assert list(found.scores[: found.exact]) == sorted(found.scores[: found.exact], reverse=True)
    assert list(found.scores[found.exact :]) == sorted(found.scores[found.exact :], reverse=True)


def test_what_is_corrected_is_never_called_exact() -> None:
    assert ENGINE.query("底保").exact == 0
    assert ENGINE.query("低保").exact > 0


def test_facets_narrow_with_and_without_a_query() -> None:
    everything = ENGINE.query("")
    assert len(everything.ids) == len(ENGINE.documents) == everything.exact
    villages = ENGINE.query("", {"level": ["village"]}).ids
    assert 0 < len(villages) < len(everything.ids)
    both = ENGINE.query("补贴", {"level": ["village"], "domain": ["agricultural-subsidy", "employment"]})
    assert set(both.ids) == set(villages) & set(
        ENGINE.query("补贴", {"domain": ["employment", "agricultural-subsidy"]}).ids
    )
    assert ENGINE.query("补贴", {"level": ["nowhere"]}).ids == ()


def test_every_facet_has_values_and_each_item_a_domain_and_a_limit() -> None:
    assert all(ENGINE.facets.values())
    for name in ("domain", "limit"):
        held = {number for _, numbers in ENGINE.facets[name].values() for number in numbers}
        assert held == set(range(len(ENGINE.documents)))


def test_the_index_is_the_same_every_time_and_each_file_is_a_script() -> None:
    files = dict(search_files(real_index()))
    assert files == dict(search_files(real_index()))
    for uri, raw in files.items():
        name = uri.removeprefix("search/").removesuffix(".js")
        text = raw.decode()
        assert text.startswith(f'zwgkSearch.take("{name}",')
        assert "<" not in text
        json.loads(text[text.index(",") + 1 : text.rindex(")")])


@given(st.sets(st.integers(0, 20000)) | st.sets(st.integers(500, 600), min_size=30))
def test_lists_of_numbers_survive_packing(numbers: set[int]) -> None:
    ordered = sorted(numbers)
    assert packing.unpacked(packing.packed(ordered)) == ordered


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("公租房", ["公租", "租房", "房"]),
        ("第9号", ["第", "9", "*9", "#9", "号"]),
        (
            "2024-00071",
            [
                "2024",
                "024",
                "24",
                "4",
                *["*2", "*0", "*2", "*4"],
                "0007",
                "0071",
                "071",
                "71",
                "1",
                *["*0", "*0", "*0", "*7", "*1"],
            ],
        ),
        ("ＰＭ２.５", ["pm2", "m2", "2", "*p", "*m", "*2", "#pm2", "5", "*5", "#5"]),
        ("，。（）", []),
    ],
)
def test_the_keys_of_a_text(text: str, found: list[str]) -> None:
    assert list(grams.keys(text)) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("徵地補償", "征地补偿"),
        ("殘疾人兩項補貼", "残疾人两项补贴"),
        ("裏面", "里面"),
        ("ＡＢ①", "ab1"),
        ("著作", "著作"),
    ],
)
def test_the_one_form_of_a_text(text: str, found: str) -> None:
    assert normal.normal(text) == found


def test_no_variant_is_left_in_the_one_form_and_all_lie_where_a_browser_looks() -> None:
    assert not set(variants()) & set(variants().values())
    assert all(sound.FIRST <= ord(char) <= sound.LAST for char in variants())


@pytest.mark.parametrize(
    ("letters", "found"),
    [
        ("dibao", ["di bao", "di ba o"]),
        ("xian", ["xian", "xi an"]),
        ("yuan", ["yuan", "yu an"]),
        ("zhengdibuchang", ["zheng di bu chang"]),
        ("pm", []),
    ],
)
def test_letters_read_as_pinyin(letters: str, found: list[str]) -> None:
    assert [" ".join(way) for way in sound.spelled(letters)] == found


def test_near_sounds_are_one() -> None:
    assert [sound.near(one) for one in ("zhang", "zan", "ning", "lin", "shi", "si")] == [
        "zan",
        "zan",
        "lin",
        "lin",
        "si",
        "si",
    ]
    assert ("yin", "hang") in sound.spoken("银行")


def test_every_field_has_a_weight_and_the_title_the_most() -> None:
    assert len(FIELDS) == len(WEIGHTS)
    assert max(WEIGHTS) == WEIGHTS[FIELDS.index("title")]


WORDS = ("低保", "最低生活保障金", "公示 30 日", "ABC12", "a", "民政局", "12345", "")


@given(st.lists(st.tuples(st.integers(0, 8), st.sampled_from(range(len(WEIGHTS))), st.sampled_from(WORDS)), max_size=8))
def test_records_kept_from_before_are_those_made_anew(edits: list[tuple[int, int, str]]) -> None:
    with TemporaryDirectory() as folder, TemporaryDirectory() as other:
        kept, begun, found = Cache(Path(folder)), Cache(Path(other)), list(ENGINE.documents[:9])
        Records.of_postings(Postings(found)).keep(found, kept)
        Records.of_postings(Postings(found)).keep(found, begun)
        for number, code, word in edits:
            texts = tuple((one, (word,) if one == code else same) for one, same in found[number].texts)
            found[number] = replace(found[number], texts=texts)
            made, again = Records.known(found, kept), Postings(found)
            assert made is not None
            assert made.told == Records.of_postings(again).told
            assert {key: made.of(key) for key in made} == {key: again.of(key) for key in again}
            made.keep(found, kept)
        together = Records.known(found, begun)
        assert together is not None
        assert together.told == Records.of_postings(Postings(found)).told, "all edits at once"
        assert Records.known(found[1:], kept) is None, "every number is another"
        assert Records.known(found, Cache(None)) is None
