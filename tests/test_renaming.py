"""``zwgk rename-body``, ``rename-channel``, ``rename-law``: every place that names an entry, and nothing else."""

from __future__ import annotations

import dataclasses
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from build_tools import fields
from build_tools.cli import main
from build_tools.diagnostics import UserError
from build_tools.references import registry as named_registry
from build_tools.renaming import renamed
from build_tools.trial import State, Trial
from tests.catalogs import TODAY, Files, base
from tests.test_fixing import ITEM, OTHER, edited, on_disk

NEW = "brand-new"


def rich() -> Files:
    """A sound catalog that names entries at every place there is, in several ways of writing."""
    files = edited(
        (ITEM, "  - civil-affairs\n  - township-government\n  - village-committee\n", BY_LEVEL),
        (ITEM, "channel:\n  - website\n  - village-board\n", CHANNEL_BY_LEVEL),
        (ITEM, "inquiry_contact: civil-affairs\n", CONTACT_BY_LEVEL),
        (OTHER, "  - website\n", "  - 'website'  # website\n"),
        (OTHER, "level:\n  - county\n", "level:\n  - county\nlink:\n  website: https://website.example/website\n"),
        (OTHER, "  - law: foi-regulations\n", '  - {law: "foi-regulations", article: [foi-regulations]}\n'),
        ("catalog/domains.yml", "  code: '02'\n", "  code: '02'\n  lead: \"justice\"\n"),
        ("catalog/bodies.yml", "  name: 县司法局\n  level: county\n", JUSTICE),
        ("catalog/bodies.yml", "dongwan-village:\n", OLD_OFFICE + "dongwan-village:\n"),
        ("catalog/site.yml", "edition: '2026'\n", NOT_APPLICABLE),
    )
    files[ITEM.replace("001", "002")] = files[ITEM].replace("低保对象".encode(), "特困人员".encode()) + RETIRED.encode()
    files["catalog/adjustments/2026-01-01-first.yml"] = ADJUSTMENT.encode()
    files["catalog/exceptions.yml"] = EXCEPTIONS.encode()
    return files


BY_LEVEL = """  county:
    - civil-affairs   # civil-affairs
  township: [township-government]
  village:
    - "village-committee"
"""
CHANNEL_BY_LEVEL = """channel:
  county:
    - website
  township:
    - id: website
      note: website
  village:
    - village-board
    - {id: website, optional: true}
"""
CONTACT_BY_LEVEL = """inquiry_contact:
  county: civil-affairs
  township: township-government
  village:
    office: civil-affairs
    phone: 0000-1234567
"""
JUSTICE = """  name: justice
  level: county
  parent: civil-affairs
"""
OLD_OFFICE = """old-office:
  name: 县民政和优抚局
  level: county
  contact:
    phone: 0000-1234567
  retired:
    date: 2020-01-01
    reason: 机构改革
    moved_to: civil-affairs

silent-office:
  name: 县无电话办
  level: county

"""
NOT_APPLICABLE = """edition: '2026'
not_applicable:
  - domain: legal-service
    level: village
    reason: civil-affairs
"""
RETIRED = """retired:
  date: 2026-01-01
  reason: foi-regulations
  basis:
    - law: foi-regulations
    - text: foi-regulations
  moved_to: social-assistance-001
"""
ADJUSTMENT = """date: 2026-01-01
title: 目录调整
reason: foi-regulations
basis:
  - law: foi-regulations
approved_by: civil-affairs
item:
  - social-assistance-002
"""
EXCEPTIONS = """- rule: vague-basis
  item: social-assistance-001
  reason: civil-affairs
  until: 2027-01-01
"""


def state(files: Files) -> State:
    """Files, loaded and checked."""
    return Trial(TODAY).of(files)


def substituted(value: Any, old: str, new: str) -> Any:
    """The same value with every text that is just the old id replaced, whatever it is."""
    if isinstance(value, str):
        return new if value == old else value
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {one.name: substituted(getattr(value, one.name), old, new) for one in dataclasses.fields(value)}
    if hasattr(value, "_asdict"):
        value = value._asdict()
    if isinstance(value, Mapping):
        return {substituted(key, old, new): substituted(one, old, new) for key, one in value.items()}
    if isinstance(value, tuple | frozenset):
        return [substituted(one, old, new) for one in value]
    return value


FREE = ("reason", "note", "office", "article", "text", "approved_by", "name")
"""Fields of words: an id in them is part of a sentence and stays."""


def without_words(value: Any) -> Any:
    """The catalog without the fields of words."""
    if isinstance(value, dict):
        return {key: without_words(one) for key, one in value.items() if key not in FREE}
    return [without_words(one) for one in value] if isinstance(value, list) else value


def entries() -> list[tuple[str, str]]:
    """Every entry of the rich catalog."""
    catalog = state(rich()).loaded.catalog
    return [(name, key) for name in ("bodies", "channels", "laws") for key in getattr(catalog, name)]


@pytest.mark.parametrize(("registry", "old"), entries())
def test_no_place_is_missed_and_no_word_is_touched(registry: str, old: str) -> None:
    before = state(rich())
    changes = renamed(before, registry, old, NEW)
    after = state({**before.files, **changes})
    assert list(changes)[-1] == f"catalog/{registry}.yml"
    wanted = substituted(before.loaded.catalog, old, NEW)
    assert without_words(substituted(after.loaded.catalog, "", "")) == without_words(wanted)
    for field in FREE:
        assert texts(after, field) == texts(before, field)
    assert after.counts() == before.counts()
    back = renamed(after, registry, NEW, old)
    assert {**after.files, **back} == before.files


def texts(one: State, field: str) -> list[Any]:
    """All values of a field, in order."""

    def walk(value: Any) -> list[Any]:
        if isinstance(value, dict):
            own = [value[field]] if field in value else []
            return own + [found for below in value.values() for found in walk(below)]
        return [found for below in value for found in walk(below)] if isinstance(value, list) else []

    return walk(substituted(one.loaded.catalog, "", ""))


def test_every_reference_in_the_schemas_names_its_registry() -> None:
    def bare(part: Any, path: str) -> list[str]:
        if isinstance(part, dict):
            found = [path] if str(part.get("$ref", "")).endswith("/reference") else []
            return found + [one for key, below in part.items() for one in bare(below, f"{path}/{key}")]
        return [one for below in part for one in bare(below, path)] if isinstance(part, list) else []

    places = [place for name in (*fields.NAMES, "common") for place in bare(fields.schema(name), name)]
    assert [place for place in places if "_reference/" not in place] == []
    assert len(places) == 4


@pytest.mark.parametrize(
    ("kind", "where", "key", "registry"),
    [
        ("item", ("publishing_body", "county", 0), False, "bodies"),
        ("item", ("inquiry_contact",), False, "bodies"),
        ("item", ("inquiry_contact", "phone"), False, ""),
        ("item", ("channel", 0), False, "channels"),
        ("item", ("channel", "village", 1, "id"), False, "channels"),
        ("item", ("channel", 0, "note"), False, ""),
        ("item", ("link", "website"), True, "channels"),
        ("item", ("link", "website"), False, ""),
        ("item", ("retired", "basis", 0, "law"), False, "laws"),
        ("item", ("nonsense", "website"), True, ""),
        ("bodies", ("justice",), True, "bodies"),
        ("bodies", ("justice", "name"), True, ""),
        ("site", ("not_applicable", 0, "domain"), False, "domains"),
        ("exceptions", (0, "item"), False, "any"),
    ],
)
def test_the_registry_of_a_place(kind: str, where: Any, key: bool, registry: str) -> None:
    assert named_registry(kind, where, key=key) == registry


def exception(rule: str, item: str) -> bytes:
    """One accepted finding."""
    return f"- rule: {rule}\n  item: {item}\n  reason: 已报县政府\n  until: 2027-01-01\n".encode()


@pytest.mark.parametrize("namesake", [False, True])
def test_an_exception_follows_the_entry_it_speaks_of(namesake: bool) -> None:
    ended = "    phone: 0000-7654322\n  retired:\n    date: 2026-01-01\n    reason: 撤并\n"
    files = edited(("catalog/bodies.yml", "    phone: 0000-7654322\n", ended))
    files["catalog/exceptions.yml"] = exception("retired-body", "township-government")
    if namesake:
        files["catalog/channels.yml"] += "\ntownship-government:\n  name: 乡镇大厅\n".encode()
    before = state(files)
    assert before.checked.diagnostics == ()
    after = state({**files, **renamed(before, "bodies", "township-government", NEW)})
    assert b"item: brand-new" in after.files["catalog/exceptions.yml"]
    assert after.counts() == before.counts()
    if namesake:
        assert list(renamed(before, "channels", "township-government", NEW)) == ["catalog/channels.yml"]


REFUSED = [
    ("bodies", "civil-affair", NEW, "no-such-entry"),
    ("bodies", "县民政局", NEW, "no-such-entry"),
    ("bodies", "civil-affairs", "justice", "already-there"),
    ("bodies", "civil-affairs", "Civil Affairs", "bad-id"),
    ("bodies", "civil-affairs", "index", "bad-id"),
    ("channels", "website", "other", "already-there"),
    ("laws", "civil-affairs", NEW, "no-such-entry"),
]


@pytest.mark.parametrize(("registry", "old", "new", "code"), REFUSED)
def test_what_is_refused(registry: str, old: str, new: str, code: str) -> None:
    with pytest.raises(UserError) as refused:
        renamed(state(base()), registry, old, new)
    assert refused.value.code == code
    if registry == "bodies" and code == "no-such-entry":
        assert refused.value.args_by_name["meant"] == "civil-affairs"


def test_a_file_that_cannot_be_read_completely_stops_it() -> None:
    files = edited((ITEM, "method: proactive", "method: 主动"))
    with pytest.raises(UserError) as refused:
        renamed(state(files), "bodies", "civil-affairs", NEW)
    assert refused.value.code == "unread-file"
    assert renamed(state(files), "bodies", "justice", NEW)
    files[ITEM] = base()[ITEM].decode().encode("gbk")
    with pytest.raises(UserError):
        renamed(state(files), "bodies", "civil-affairs", NEW)


CONTACT = b"inquiry_contact: civil-affairs\n"
HIDDEN = {
    "utf-16": lambda raw: raw.decode().encode("utf-16"),
    "too large": lambda raw: raw.replace(CONTACT, b"inquiry_contact: justice\n") + b"# " + b"x" * 2_000_000,
    "given twice": lambda raw: raw.replace(CONTACT, b"inquiry_contact: justice\n" + CONTACT),
    "misspelt": lambda raw: raw.replace(CONTACT, b"inquiry_contact: Civil-Affairs\n"),
    "unread block": lambda raw: raw.replace(CONTACT, b"inquiry_contact: [civil-affairs\n"),
}


@pytest.mark.parametrize("way", HIDDEN)
def test_what_hides_another_place_stops_it(way: str) -> None:
    files = {**base(), ITEM: base()[ITEM].replace(b"  - civil-affairs\n", b"")}
    assert renamed(state(files), "bodies", "civil-affairs", NEW)
    files[ITEM] = HIDDEN[way](files[ITEM])
    with pytest.raises(UserError) as refused:
        renamed(state(files), "bodies", "civil-affairs", NEW)
    assert refused.value.code in ("unread-file", "not-utf-8")


def test_a_file_under_a_name_that_is_not_read_stops_it() -> None:
    files = base()
    files[ITEM.replace(".yml", ".YML")] = files.pop(ITEM)
    with pytest.raises(UserError) as refused:
        renamed(state(files), "bodies", "civil-affairs", NEW)
    assert refused.value.code == "unread-file"


def test_an_id_that_others_take_for_a_truth_value_is_quoted() -> None:
    changes = renamed(state(base()), "bodies", "justice", "no")
    assert b"\n'no':\n" in changes["catalog/bodies.yml"]
    assert b"  - 'no'\n" in changes[OTHER]


@pytest.mark.parametrize(
    "layout", ["    - '县民政和\n社会事务局'\n", '    - "县民政和\n\n社会事务局"\n', "    - |\n      县民政\n"]
)
def test_a_former_name_is_put_behind_the_others_and_never_into_them(layout: str) -> None:
    files = edited(("catalog/bodies.yml", "    - 县民政和社会事务局\n", layout))
    before = state(files)
    after = state({**files, **renamed(before, "bodies", "civil-affairs", "civil-affairs", "县社会局")})
    old = before.loaded.catalog.bodies["civil-affairs"].former_name
    assert list(after.loaded.catalog.bodies["civil-affairs"].former_name) == [*old, "县民政局"]


@pytest.mark.parametrize(
    "layout", ["  name: >-\n    县民政局\n", "  name: |\n    县民政局\n", "  name: 县民政\n    局\n"]
)
def test_a_name_on_several_lines_is_left_to_fmt(layout: str) -> None:
    files = edited(("catalog/bodies.yml", "  name: 县民政局\n", layout))
    with pytest.raises(UserError) as refused:
        renamed(state(files), "bodies", "civil-affairs", "civil-affairs", "县社会局")
    assert refused.value.code == "unusual-layout"


def test_mixed_line_ends_hide_nothing() -> None:
    files = base()
    files[ITEM] = files[ITEM].replace(b"\n", b"\r\n", 3)
    before = state(files)
    assert [one.code for one in before.checked.diagnostics] == ["mixed-line-ends"]
    after = state({**files, **renamed(before, "bodies", "civil-affairs", NEW)})
    assert after.counts() == before.counts()
    assert after.files[ITEM] == files[ITEM].replace(b"civil-affairs", NEW.encode())


def test_errors_elsewhere_do_not_stop_it() -> None:
    files = edited((ITEM, "  - website\n", "  - nowhere\n"))
    before = state(files)
    after = state({**files, **renamed(before, "bodies", "civil-affairs", NEW)})
    assert after.counts() == before.counts()


NAMED = {
    "one former name": ("", "", ["县民政和社会事务局", "县民政局"]),
    "in one line": ("    - 县民政和社会事务局\n", "", ["县民政和社会事务局", "县民政局"]),
    "none": ("  former_name:\n    - 县民政和社会事务局\n", "", ["县民政局"]),
    "set to the left": (
        "    - 县民政和社会事务局\n",
        "  - 县民政和社会事务局  # 2019年\n  # 完\n",
        ["县民政和社会事务局", "县民政局"],
    ),
    "known before": ("    - 县民政和社会事务局\n", "    - 县民政局\n", ["县民政局"]),
}


@pytest.mark.parametrize("way", NAMED)
def test_a_new_official_name_keeps_the_old_one(way: str) -> None:
    old, new, former = NAMED[way]
    files = edited(("catalog/bodies.yml", old, new)) if old else base()
    if way == "in one line":
        files = edited(
            ("catalog/bodies.yml", "former_name:\n    - 县民政和社会事务局", "former_name: [县民政和社会事务局]  # 旧")
        )
    files["catalog/bodies.yml"] = files["catalog/bodies.yml"].replace(b"\n", b"\r\n")
    before = state(files)
    for key in ("civil-affairs", NEW):
        changes = renamed(before, "bodies", "civil-affairs", key, "县民政和社会工作局: 甲")
        after = state({**files, **changes})
        body = after.loaded.catalog.bodies[key]
        assert (body.name, list(body.former_name)) == ("县民政和社会工作局: 甲", former)
        assert after.counts() == before.counts()
        raw = after.files["catalog/bodies.yml"]
        assert raw.count(b"\n") == raw.count(b"\r\n")
    assert list(renamed(before, "bodies", "civil-affairs", "civil-affairs", "新")) == ["catalog/bodies.yml"]


def test_the_commands(county: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for path, raw in rich().items():
        (county / path).parent.mkdir(exist_ok=True, parents=True)
        (county / path).write_bytes(raw)
    before = on_disk(county)
    zwgk = ["--lang", "zh", "--project", str(county)]
    assert main([*zwgk, "rename-body", "civil-affairs", NEW, "--dry-run"]) == 0
    shown = capsys.readouterr().out
    assert "-civil-affairs:\n+brand-new:" in shown
    assert "没有写" in shown
    assert on_disk(county) == before
    assert main([*zwgk, "rename-body", "civil-affairs", NEW, "--name", "县 社会工作部"]) == 0
    assert "改了 4 个文件" in capsys.readouterr().out
    assert main([*zwgk, "rename-channel", "website", "portal"]) == 0
    assert main([*zwgk, "rename-law", "foi-regulations", "foi"]) == 0
    assert main([*zwgk, "rename-body", NEW, "--name", "县民政局"]) == 0
    assert main([*zwgk, "rename-body", NEW]) == 2
    assert main([*zwgk, "rename-body", NEW, NEW]) == 2
    assert main([*zwgk, "rename-body", "nobody", "other"]) == 2
    assert "bodies.yml" in capsys.readouterr().err
    assert main([*zwgk, "rename-body", NEW, "--name", "\u200b局"]) == 1
    assert "没有写" in capsys.readouterr().err


def test_the_old_name_in_words_is_pointed_to(county: Path, capsys: pytest.CaptureFixture[str]) -> None:
    item = county / ITEM
    item.write_bytes(item.read_bytes() + "remarks: 由县民政局汇总\n".encode())
    assert main(["--lang", "zh", "--project", str(county), "rename-body", "civil-affairs", "--name", "县民政厅"]) == 0
    assert f"{ITEM}:28" in capsys.readouterr().out


@pytest.mark.parametrize("new", [NEW, "civil-affair"])
@pytest.mark.parametrize("stop", range(1, 4))
def test_cut_short_anywhere_the_same_command_ends_it(
    county: Path, monkeypatch: pytest.MonkeyPatch, stop: int, new: str
) -> None:
    for path, raw in rich().items():
        (county / path).parent.mkdir(exist_ok=True, parents=True)
        (county / path).write_bytes(raw)
    before = state(on_disk(county))
    wanted = {**before.files, **renamed(before, "bodies", "civil-affairs", new)}
    real, count = os.replace, iter(range(100))

    def failing(source: Any, target: Any) -> None:
        if next(count) == stop:
            raise PermissionError(13, "in use")
        real(source, target)

    command = ["--project", str(county), "rename-body", "civil-affairs", new]
    with monkeypatch.context() as patched:
        patched.setattr(os, "replace", failing)
        assert main(command) == 1
    assert all(raw in (wanted[path], before.files[path]) for path, raw in on_disk(county).items())
    assert on_disk(county) != wanted
    assert main(command) == 0
    assert on_disk(county) == wanted


@pytest.mark.parametrize(
    ("registry", "old"), [("bodies", "civil-affairs"), ("channels", "website"), ("laws", "foi-regulations")]
)
def test_the_real_catalog(registry: str, old: str) -> None:
    root = Path(__file__).parent.parent
    before = state(on_disk(root))
    after = state({**before.files, **renamed(before, registry, old, NEW)})
    assert substituted(after.loaded.catalog, "", "") == substituted(before.loaded.catalog, old, NEW)
    assert after.counts() == before.counts()
