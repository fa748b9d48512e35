"""Review: each change has its meaning, forwards and back; the gate; groups; and what the reports must bear."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from build_tools.diff import compare
from build_tools.examples import base
from build_tools.messages import table
from build_tools.review import Judged, Review, review
from build_tools.review.groups import groups, most
from build_tools.review.reports import FORMATS
from build_tools.review.sentences import sentence
from build_tools.review.table import MEANINGS
from build_tools.revisions import Side, blob_id

FOLDER = Path(__file__).parent / "golden-diff"
TODAY = "2026-11-22"
SHOWN = "items/legal-service/legal-service-001.yml"
Files = dict[str, bytes]


def golden() -> list[Any]:
    """Every case with its name."""
    return [
        pytest.param(case, id=f"{path.stem}: {case['name']}")
        for path in sorted(FOLDER.glob("*.yml"))
        for case in yaml.safe_load(path.read_text(encoding="utf-8"))
    ]


def edited(files: Files, edits: Any) -> Files:
    """The files after some edits of a case."""
    for edit in edits if isinstance(edits, list) else [edits]:
        if "delete" in edit:
            files = {path: raw for path, raw in files.items() if path != f"catalog/{edit['delete']}"}
        if "rename" in edit:
            old, new = (f"catalog/{name}" for name in edit["rename"])
            files = {new if path == old else path: raw for path, raw in files.items()}
        if "text" in edit:
            files = {**files, f"catalog/{edit['file']}": edit["text"].encode()}
        elif "old" in edit:
            path = f"catalog/{edit['file']}"
            text = files[path].decode()
            assert text.count(edit["old"]) == 1, edit
            files = {**files, path: text.replace(edit["old"], edit["new"]).encode()}
    return files


def side(files: Mapping[str, bytes]) -> Side:
    """One side of a comparison, in memory."""
    keys = {path: blob_id(raw) for path, raw in files.items()}
    return Side("", keys, lambda paths: {path: files[path] for path in paths if path in files})


def reviewed(old: Files, new: Files) -> Review:
    return review(compare(side(old), side(new)))


def both(case: Mapping[str, Any]) -> tuple[Files, Files]:
    """The files before and after; with ``then`` the first edits were made long ago."""
    before, after = dict(base()), edited(dict(base()), case["edit"])
    if "then" in case:
        before, after = after, edited(after, case["then"])
    single = [one.fingerprint for one in reviewed(before, after).blocked if one.change.file == "bodies"]
    return before, {path: raw.replace(b"@fingerprint@", "".join(single).encode()) for path, raw in after.items()}


def told(found: Review) -> list[str]:
    return sorted(f"{one.code} {one.change.id}" for one in found.judged)


@pytest.mark.parametrize("case", golden())
def test_a_change_means_what_it_means(case: dict[str, Any]) -> None:
    old, new = both(case)
    found = reviewed(old, new)
    assert told(found) == sorted(case["expect"])
    said = {sentence(one, found, "zh") for one in found.judged}
    assert set(case.get("said", ())) <= said
    for one in found.judged:
        sentence(one, found, "en")
        assert "{" not in sentence(one, found, "zh")


@pytest.mark.parametrize("case", golden())
def test_the_change_back_means_the_opposite(case: dict[str, Any]) -> None:
    old, new = both(case)
    found = reviewed(new, old)
    if case.get("back") == "any":
        return
    mirrored = [f"{MEANINGS[code].mirror} {entry}" for code, _, entry in (one.partition(" ") for one in case["expect"])]
    assert told(found) == sorted(case.get("back", mirrored))


@pytest.mark.parametrize("case", [one for one in golden() if "passes" in one.values[0]])
def test_the_gate(case: dict[str, Any]) -> None:
    old, new = both(case)
    found = reviewed(old, new)
    assert (not found.blocked) is case["passes"]
    for name, report in FORMATS.items():
        text = report(found, TODAY, "zh")
        assert ("不能通过" in text) is not case["passes"] or name not in ("text", "markdown", "html")


def test_every_meaning_has_a_mirror_or_a_reason_to_have_none() -> None:
    opposite = {"narrower": "wider", "wider": "narrower", "neutral": "neutral"}
    for code, meaning in MEANINGS.items():
        assert bool(meaning.mirror) != bool(meaning.waiver), code
        if meaning.mirror:
            mirror = MEANINGS[meaning.mirror]
            assert mirror.mirror == code
            assert mirror.direction == opposite[meaning.direction], code


def test_every_meaning_is_reached_by_a_case_and_has_words() -> None:
    reached = set()
    for case in golden():
        old, new = both(case.values[0])
        reached |= {one.code for pair in ((old, new), (new, old)) for one in reviewed(*pair).judged}
    assert set(MEANINGS) - reached == set()
    for language in ("zh", "en"):
        assert set(table(language)["review"]) == set(MEANINGS)


def many(count: int) -> Files:
    """A catalog with that many more items in one domain."""
    files = dict(base())
    for number in range(2, count + 2):
        raw = files[f"catalog/{SHOWN}"].replace("法律援助服务".encode(), f"法律援助服务{number}".encode())
        files[f"catalog/items/legal-service/legal-service-{number:03}.yml"] = raw
    return files


def loosened(files: Files, leave: tuple[str, ...] = ()) -> Files:
    """The same with a longer time limit in every item of the domain but some."""
    return {
        path: raw.replace(b"20", b"30") if "legal-service/" in path and not path.endswith(leave or ("-",)) else raw
        for path, raw in files.items()
    }


def test_the_same_change_of_many_is_told_once_with_who_was_left_out() -> None:
    old = many(9)
    found = reviewed(old, loosened(old, leave=("-004.yml",)))
    (group,) = groups(found.judged)
    assert len(group.judged) == 9
    (some,) = most(group, found)
    assert (some.total, some.count, [item.id for item in some.others]) == (10, 9, ["legal-service-004"])
    text = FORMATS["text"](found, TODAY, "zh")
    assert "公共法律服务 10 项中改了 9 项；未改的 1 项：legal-service-004 法律援助服务4" in text
    assert text.count("放宽到") == 1


def test_a_comment_fits_and_keeps_the_gravest() -> None:
    old = many(900)
    new = {
        path: raw.replace("申请材料".encode(), f"材料{path[-8:-4]}".encode()) if "legal-service/" in path else raw
        for path, raw in old.items()
    }
    found = reviewed(old, new)
    text = FORMATS["markdown"](found, TODAY, "zh")
    assert len(text) < 65_000
    assert "不能通过" in text[:200]
    assert "见 HTML 报告" in text


HOSTILE = "@all <img src=x onerror=alert(1)> [x](http://evil.example) #1 `a` </details> | * _b_ {{ 7*7 }} ::error::"


def hostile() -> Review:
    """A review full of text that would like to be something else."""
    text = json.dumps(HOSTILE, ensure_ascii=False)
    new = edited(dict(base()), {"file": SHOWN, "old": "title: 法律援助服务", "new": f"title: {text}"})
    return reviewed(dict(base()), edited(new, {"file": SHOWN, "old": "  - 申请材料\n", "new": f"  - {text}\n"}))


def test_text_of_the_catalog_is_nothing_but_text_in_a_comment() -> None:
    text = FORMATS["markdown"](hostile(), TODAY, "zh")
    assert not re.search(r"(?<!\\)<(?!/?(?:details|summary)>)", text)
    assert "@all" not in text
    assert "](http" not in text.replace("\\](", "")
    assert "://" not in text
    assert len(re.findall(r"(?<!\\)</details>", text)) == text.count("<details>")


def test_text_of_the_catalog_is_nothing_but_text_in_a_page() -> None:
    text = FORMATS["html"](hostile(), TODAY, "zh")
    assert "<img" not in text
    assert "49" not in text
    assert "<script" not in text
    assert text.count("</details>") == text.count("<details>")


def test_nothing_starts_an_annotation_of_its_own() -> None:
    found = hostile()
    lines = FORMATS["github"](found, TODAY, "zh").splitlines()
    assert len(lines) == len(found.judged)
    assert all(line.startswith(("::error ", "::warning ", "::notice ")) for line in lines)
    entries = json.loads(FORMATS["gitlab"](found, TODAY, "zh"))
    assert len({one["fingerprint"] for one in entries}) == len(entries)


def test_places_are_those_of_the_values() -> None:
    old = dict(base())
    new = edited(old, {"file": SHOWN, "old": "20个工作日内", "new": "30个工作日内"})
    (one,) = json.loads(FORMATS["json"](reviewed(old, new), TODAY, "zh"))["changes"]
    line = new[f"catalog/{SHOWN}"].decode().splitlines()[one["where_new"]["line"] - 1]
    assert line[one["where_new"]["column"] - 1 :] == "信息形成之日起30个工作日内"
    assert one["where_old"] == one["where_new"]


def test_reports_survive_a_gbk_console() -> None:
    for case in golden():
        old, new = both(case.values[0])
        FORMATS["text"](reviewed(old, new), TODAY, "zh").encode("gbk")


def test_a_fingerprint_does_not_move_with_the_lines() -> None:
    def single(extra: str) -> Judged:
        old = edited(dict(base()), {"file": SHOWN, "old": "content:\n", "new": f"{extra}content:\n"})
        (one,) = reviewed(old, edited(old, {"file": SHOWN, "old": "  - 申请材料\n", "new": ""})).judged
        return one

    assert single("").fingerprint == single("# 说明\n").fingerprint
    assert single("").change.where_old != single("# 说明\n").change.where_old
