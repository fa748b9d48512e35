"""The browser's engine answers as Python does, to the last tie, from what a browser would load."""

from __future__ import annotations

import gzip
import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from build_tools.search import search_files
from tests.test_search import ENGINE, FINDABLE, HERE, VECTORS

SCRIPT = HERE.parent / "build_tools" / "assets" / "scripts" / "search-engine.js"
MOST_SCRIPT = 12_000
MOST_FIRST, MOST_FURTHER = 45_000, 20_000
"""Bytes: what a cold query may load of the index, which leaves room for page and script; what a further one may."""

pytestmark = pytest.mark.skipif(shutil.which("node") is None, reason="needs node to run the browser's engine")


@pytest.fixture(scope="module")
def index_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The static index of the real catalog."""
    folder = tmp_path_factory.mktemp("index")
    for uri, raw in search_files(ENGINE.index):
        (folder / uri).parent.mkdir(parents=True, exist_ok=True)
        (folder / uri).write_bytes(raw)
    return folder / "search"


def asked(folder: Path, queries: list[tuple[str, dict[str, Any]]]) -> list[dict[str, Any]]:
    """The answers of the browser's engine."""
    command = ["node", str(HERE / "search_client.js"), str(SCRIPT), str(folder)]
    done = subprocess.run(
        command, input=json.dumps(queries), capture_output=True, text=True, encoding="utf-8", check=False
    )
    assert done.returncode == 0, done.stderr
    answers: list[dict[str, Any]] = json.loads(done.stdout)
    return answers


def test_both_engines_agree(index_folder: Path) -> None:
    parts = [text[at % len(text) :][: 2 + at % 9] for at, (text, _) in enumerate(FINDABLE[::23])]
    texts = [one["text"] for one in VECTORS] + [part for part in parts if part.strip()]
    for text, answer in zip(texts, asked(index_folder, [(text, {"size": 10}) for text in texts]), strict=True):
        found = ENGINE.query(text)
        assert answer["understood"] == found.understood
        assert answer["corrected"] == found.corrected
        assert (answer["total"], answer["exact"], answer["weak"]) == (len(found.ids), found.exact, found.weak)
        assert [(hit["id"], hit["score"]) for hit in answer["hits"]] == [
            *zip(found.ids[:10], found.scores[:10], strict=True)
        ]


def test_facets_narrow_and_are_counted(index_folder: Path) -> None:
    narrow = {"level": ["village", "township"], "method": ["proactive"]}
    answer, everything = asked(
        index_folder,
        [("补贴", {"facets": narrow, "counts": ["level", "domain", "body"]}), ("", {"from": 10, "size": 5})],
    )
    assert answer["total"] == len(ENGINE.query("补贴", narrow).ids)
    for name, counts in answer["counts"].items():
        others = {facet: values for facet, values in narrow.items() if facet != name}
        for one in counts:
            assert one["count"] == len(ENGINE.query("补贴", {**others, name: [one["value"]]}).ids), one
    assert [hit["id"] for hit in everything["hits"]] == list(ENGINE.query("").ids[10:15])


def test_a_result_says_why_and_whom_to_call(index_folder: Path) -> None:
    (answer,) = asked(index_folder, [("高龄补贴", {})])
    hit = answer["hits"][0]
    assert hit["synonyms"] == [["高龄补贴", "高龄津贴"]]
    assert hit["marks"] == ["高龄津贴"]
    assert hit["field"] == "title"
    assert hit["uri"] == f"items/elderly-care/{hit['id']}.html"
    assert hit["fields"]["phone"]
    assert hit["fields"]["time_limit"]


def test_names_are_suggested(index_folder: Path) -> None:
    (answer,) = asked(index_folder, [("低保", {})])
    assert answer["suggested"][0].startswith("低保")


def test_a_query_loads_little(index_folder: Path) -> None:
    assert len(gzip.compress(SCRIPT.read_bytes())) <= MOST_SCRIPT
    for text in ("低保", "徵地補償", "yufangjiezhong", "危房改造名单公示", "国务院令第649号"):
        first, further = asked(index_folder, [(text, {}), ("最底生活保障审批信息", {})])
        assert first["bytes"] <= MOST_FIRST
        assert further["bytes"] <= MOST_FURTHER
