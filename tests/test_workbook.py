"""Our own workbook and CSV, out and back: nothing is lost, and only what was edited is written."""

from __future__ import annotations

import csv
import io
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from build_tools.canonical import dump
from build_tools.canonical.tree import comments
from build_tools.cli import main
from build_tools.exporting import FORMATS
from build_tools.exporting.names import Names
from build_tools.exporting.notation import UNSAFE, written
from build_tools.exporting.reading import Cannot, understood
from build_tools.exporting.selection import select
from build_tools.exporting.shapes import Field, item_fields
from build_tools.exporting.volume import Volume, volume
from build_tools.exporting.work_sheet import LONGEST, cut, data_of, from_ranges, ranges, work_sheet
from build_tools.importing.amending import amended
from build_tools.importing.work_file import read_work
from build_tools.importing.workbook import plan_workbook, put, recognised
from build_tools.index import build_index
from build_tools.load import load
from build_tools.source import ITEM_LIMITS, read
from build_tools.trial import Trial
from tests.catalogs import TODAY, base
from tests.item_data import EXAMPLES, LONG, field_values, items

LEGAL = "catalog/items/legal-service/legal-service-001.yml"
SOCIAL = "catalog/items/social-assistance/social-assistance-001.yml"
INDEX = build_index(load(sorted(base().items())).catalog)
NAMES = Names(INDEX.catalog)
FIELDS = {one.key: one for one in item_fields()}
often = settings(max_examples=EXAMPLES * 10, suppress_health_check=list(HealthCheck))
seldom = settings(max_examples=EXAMPLES, suppress_health_check=list(HealthCheck))
Edit = Callable[[list[list[str]], dict[str, int]], None]


def volume_of(files: dict[str, bytes]) -> Volume:
    """The volume of all items, whose files may say something else than the sound ones they stand for."""
    return volume(select(INDEX), INDEX, files)


def given_back(raw: bytes, suffix: str, folder: Path) -> dict[str, dict[str, Any]]:
    """What the cells of a written file say, by item."""
    path = folder / f"a{suffix}"
    path.write_bytes(raw)
    made = {}
    for row in read_work(path).rows:
        data: dict[str, Any] = {}
        for one in item_fields():
            text = row.cells[one.key]
            if text:
                put(data, one.where, understood(text, one.shape, NAMES))
        made[row.cells["id"]] = data
    return made


@given(field_values(NAMES))
@often
def test_a_cell_says_what_the_value_says(pair: tuple[Field, Any]) -> None:
    one, value = pair
    text = written(value, one.shape, NAMES)
    assert text.strip()
    assert not UNSAFE.search(text)
    assert understood(text, one.shape, NAMES) == value
    assert understood(f"\n {text}\n\n", one.shape, NAMES) == value


@pytest.mark.parametrize("form", ["xlsx", "csv"])
def test_what_goes_out_comes_back(form: str, tmp_path: Path) -> None:
    @given(items(NAMES), items(NAMES))
    @seldom
    def check(first: dict[str, Any], second: dict[str, Any]) -> None:
        files = {**base(), LEGAL: dump("item", first).encode(), SOCIAL: dump("item", second).encode()}
        raw = FORMATS[form].write(volume_of(files))
        back = given_back(raw, FORMATS[form].suffix, tmp_path)
        assert back == {"legal-service-001": first, "social-assistance-001": second}

    check()


@pytest.mark.parametrize("form", ["xlsx", "csv"])
@pytest.mark.parametrize("text", LONG, ids=range(len(LONG)))
def test_what_no_cell_holds_goes_on_in_the_next(form: str, text: str, tmp_path: Path) -> None:
    first = {"subject": {"category": "类别"}, "content": ["短", text, "短"], "remarks": text}
    files = {**base(), LEGAL: dump("item", first).encode()}
    assert data_of(files[LEGAL], LEGAL) in (first, "")  # more than is read of a file no workbook has to hold
    if data_of(files[LEGAL], LEGAL):
        raw = FORMATS[form].write(volume_of(files))
        assert given_back(raw, FORMATS[form].suffix, tmp_path)["legal-service-001"] == first


@given(items(NAMES), items(NAMES))
@seldom
def test_a_file_can_be_made_to_say_anything(first: dict[str, Any], second: dict[str, Any]) -> None:
    raw = dump("item", first).encode()
    made = amended(LEGAL, raw, second)
    assert made is not None
    assert read(LEGAL, made, ITEM_LIMITS)[0].data == second


COMMENTED = """# 一
subject:
  category: 法律援助  # 类别
  title: '法律援助服务'
content:
# 二
  - 申请条件   # 三
  - "申请材料"

  # 四
basis: [{law: foi-regulations}]
time_limit: >-
  信息形成之日起
  20个工作日内
publishing_body:
- justice
# 五
audience: {group: 申请人}
method: on-request
level: [county]
# 六
"""


@given(items(NAMES))
@seldom
def test_no_comment_is_lost_and_no_other_field_touched(data: dict[str, Any]) -> None:
    for text in (COMMENTED, COMMENTED.replace("\n", "\r\n"), "\ufeff" + COMMENTED):
        raw = text.encode()
        before = read(LEGAL, raw, ITEM_LIMITS)[0].data
        for key, value in data.items():
            made = amended(LEGAL, raw, {**before, key: value})
            if made is None:
                continue
            assert read(LEGAL, made, ITEM_LIMITS)[0].data == {**before, key: value}
            plain = made.decode("utf-8-sig").replace("\r\n", "\n")
            said = [one.text for one in comments(COMMENTED)]
            assert sorted(one.text for one in comments(plain)) == sorted(said)
            assert ("\r\n" in text) <= ("\r\n" in made.decode())


@pytest.mark.parametrize(
    ("key", "value", "old", "new"),
    [
        (("subject", "title"), "新名：称", "'法律援助服务'", "新名：称"),
        (("subject", "subtitle"), "三级", "  title: '法律援助服务'\n", "  title: '法律援助服务'\n  subtitle: 三级\n"),
        (("content",), ["申请条件", "别的"], '"申请材料"', "别的"),
        (("content",), ["申请条件", "申请材料", "新"], "  # 四\n", "  # 四\n  - 新\n"),
        (("method",), "proactive", "on-request", "proactive"),
        (("level",), ["county", "village"], "[county]", "[county, 'village']"),
        (("publishing_body",), ["justice", "civil-affairs"], "- justice\n", "- justice\n- civil-affairs\n"),
    ],
)
def test_an_edit_touches_its_place_alone(key: tuple[str, ...], value: Any, old: str, new: str) -> None:
    data = read(LEGAL, COMMENTED.encode(), ITEM_LIMITS)[0].data
    put(data, key, value)
    made = amended(LEGAL, COMMENTED.encode(), data)
    assert made is not None
    assert made.decode() == COMMENTED.replace(old, new, 1)


def test_the_notation_is_what_people_write() -> None:
    level = {"county": ["civil-affairs"], "village": ["village-committee"]}
    channel = ["website", {"id": "other", "note": "法律服务网", "optional": "true"}]
    for key, value, text in [
        ("content", ["申请条件", "申请材料"], "申请条件\n申请材料"),
        ("publishing_body", level, "【县级】\n县民政局\n【村级】\n村（居）民委员会"),
        ("channel", channel, "政府网站\n渠道编号：其他；渠道说明：法律服务网；可选渠道：是"),
        ("inquiry_contact", {"office": "股", "phone": "12345"}, "科室：股\n电话：12345"),
        ("audience", ["everyone", {"group": "村民"}], "- 全社会\n- 特定群众：村民"),
        ("method", "proactive", "主动"),
        ("link", {"website": "https://a.example/"}, "政府网站：https://a.example/"),
        ("basis", [{"law": "foi-regulations", "article": ["第一条", "第二条"]}], None),
    ]:
        said = written(value, FIELDS[key].shape, NAMES)
        assert text in (said, None)
        assert understood(said, FIELDS[key].shape, NAMES) == value


@pytest.mark.parametrize(
    ("key", "typed", "meant"),
    [
        ("publishing_body", "县民政局、县司法局", ["civil-affairs", "justice"]),
        ("publishing_body", "县民政和社会事务局", ["civil-affairs"]),
        ("publishing_body", " justice \n\n", ["justice"]),
        ("basis", "《中华人民共和国政府信息公开条例》", [{"law": "foi-regulations"}]),
        ("basis", "各地文件", [{"text": "各地文件"}]),
        ("basis", "法规: foi-regulations; 条款: 第一条", [{"law": "foi-regulations", "article": ["第一条"]}]),
        ("method", "主动\n依申请", ["proactive", "on-request"]),
        ("method", "主动、依申请", ["proactive", "on-request"]),
        ("level", "县级、村级", ["county", "village"]),
        ("audience", "特定群众：村民", {"group": "村民"}),
        ("time_limit", "【县级】\n每年\n【village】\n每月", {"county": "每年", "village": "每月"}),
    ],
)
def test_cells_are_read_generously(key: str, typed: str, meant: Any) -> None:
    assert understood(typed, FIELDS[key].shape, NAMES) == meant


@pytest.mark.parametrize(
    ("key", "typed", "code"),
    [
        ("publishing_body", "县民政居", "cell-unknown"),
        ("level", "省级", "cell-unknown"),
        ("method", "公开", "cell-choice"),
        ("publishing_body", "县民政局\n【村级】\n县司法局", "cell-before-level"),
        ("publishing_body", "【村级】\n县司法局\n【村级】\n县司法局", "cell-twice"),
        ("publishing_body", "【村级】\n【县级】\n县司法局", "cell-empty"),
        ("channel", "渠道编号：", "cell-no-value"),
        ("channel", "渠道编号：其他；可选渠道：也许", "cell-choice"),
        ("inquiry_contact", "县民政局\n县司法局", "cell-one-line"),
        ("link", "https://a.example/", "cell-no-value"),
    ],
)
def test_a_cell_that_says_nothing_is_told(key: str, typed: str, code: str) -> None:
    with pytest.raises(Cannot) as told:
        understood(typed, FIELDS[key].shape, NAMES)
    assert told.value.code == code


@given(st.sets(st.integers(0, 3000), max_size=60))
def test_ids_in_short(numbers: set[int]) -> None:
    ids = {f"{domain}-{number:03}" for number in numbers for domain in ("a-b", "c")}
    assert from_ranges(ranges(ids)) == ids


def test_a_list_of_ids_that_asks_for_too_much_is_not_read_out() -> None:
    said = ";".join(f"d{number}:0~99999" for number in range(2000)) + ";x:~;y;z:9~1;²:²"
    assert len(from_ranges(said)) <= 200_000


@pytest.mark.parametrize("typed", ["[" * 5000 + "]" * 5000, '["a", 1]', '[["a"]]', '{"a": ' * 300 + "1" + "}" * 300])
def test_json_of_a_stranger_is_text(typed: str) -> None:
    assert understood(typed, FIELDS["remarks"].shape, NAMES) == typed


@given(st.text(st.sampled_from("a \n😀"), min_size=1, max_size=9).map(lambda text: text * 9000))
@settings(max_examples=20)
def test_long_texts_are_cut_whole(text: str) -> None:
    pieces = cut(text)
    assert "".join(pieces) == text
    assert all(len(one.encode("utf-16-le")) // 2 < 32_767 for one in pieces)
    assert LONGEST < 32_767


def trial(files: dict[str, bytes]) -> Any:
    return Trial(TODAY, ()).of(files)


def edited(files: dict[str, bytes], path: Path, edit: Edit, encoding: str = "utf-8-sig") -> Path:
    """A CSV of the items with some cells edited, as a program saves it."""
    sheet = [list(row) for row in work_sheet(volume_of(files)).grid()]
    edit(sheet, {key.split(" ")[0]: place for place, key in enumerate(sheet[0])})
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\r\n").writerows(sheet)
    path.write_bytes(out.getvalue().encode(encoding, "replace"))
    return path


def codes(path: Path, files: dict[str, bytes]) -> list[tuple[str, int]]:
    """What is told, with its row."""
    return [(one.code, one.where.line) for one in plan_workbook(path, trial(files)).told]


def test_nothing_edited_changes_nothing(tmp_path: Path) -> None:
    for form in ("xlsx", "csv"):
        path = tmp_path / f"a{FORMATS[form].suffix}"
        path.write_bytes(FORMATS[form].write(volume_of(base())))
        assert recognised(path)
        made = plan_workbook(path, trial(base()))
        assert (made.changes, made.edits, made.told) == ({}, (), ())


def test_a_csv_saved_by_an_old_program_changes_nothing(tmp_path: Path) -> None:
    files = {**base(), LEGAL: base()[LEGAL] + "remarks: 甲😀乙\n".encode()}
    for encoding in ("gbk", "utf-16", "utf-8"):
        path = edited(files, tmp_path / "a.csv", lambda rows, keys: None, encoding)
        assert plan_workbook(path, trial(files)).changes == {}


def test_one_cell_changes_one_line(tmp_path: Path) -> None:
    def edit(rows: list[list[str]], keys: dict[str, int]) -> None:
        rows[2][keys["time_limit"]] = "每年公开一次"

    made = plan_workbook(edited(base(), tmp_path / "a.csv", edit), trial(base()))
    (path,) = made.changes
    old, new = base()[path].decode().split("\n"), made.changes[path].decode().split("\n")
    assert [line for line in new if line not in old] == ["time_limit: 每年公开一次"]
    assert [edit.label for edit in made.edits] == ["公开时限"]


def test_a_row_without_id_is_a_new_item(tmp_path: Path) -> None:
    def edit(rows: list[list[str]], keys: dict[str, int]) -> None:
        for title in ("新一", "新二"):
            rows.append(["", *rows[2][1:]])  # the hidden digest goes along when a row is copied
            rows[-1][keys["subject.title"]] = title

    made = plan_workbook(edited(base(), tmp_path / "a.csv", edit), trial(base()))
    assert made.told == ()
    assert [key.rpartition("-")[2] for key, _ in made.added] == ["002", "003"]
    assert all("title: 新" in raw.decode() for raw in made.changes.values())
    again = plan_workbook(tmp_path / "a.csv", trial({**base(), **made.changes}))
    assert (again.changes, again.told) == ({}, ())


@pytest.mark.parametrize(
    ("column", "text", "code"),
    [
        ("id", "legal-service-999", "work-id-unknown"),
        ("id", "", "work-id-unknown"),
        ("id", "social-assistance-001", "work-id-twice"),
        ("domain", "社会救助", "work-domain"),
        ("publishing_body", "县司法居", "cell-unknown"),
        ("level", "省级", "cell-unknown"),
        ("digest", "0", "work-conflict"),
    ],
)
def test_what_is_wrong_is_told_and_not_written(column: str, text: str, code: str, tmp_path: Path) -> None:
    def edit(rows: list[list[str]], keys: dict[str, int]) -> None:
        row = next(row for row in rows if row[0] == "legal-service-001")
        row[0 if column == "id" else keys[column]] = text
        row[keys["remarks"]] = "改过"

    path = edited(base(), tmp_path / "a.csv", edit)
    assert code in [one for one, _ in codes(path, base())]
    assert LEGAL not in plan_workbook(path, trial(base())).changes


def test_a_missing_row_is_told_and_nothing_deleted(tmp_path: Path) -> None:
    path = edited(base(), tmp_path / "a.csv", lambda rows, keys: rows.__delitem__(2))
    made = plan_workbook(path, trial(base()))
    assert [one.code for one in made.told] == ["work-row-gone"]
    assert made.changes == {}


def test_a_catalog_changed_since_is_not_overwritten(tmp_path: Path) -> None:
    def edit(rows: list[list[str]], keys: dict[str, int]) -> None:
        next(row for row in rows if row[0] == "legal-service-001")[keys["remarks"]] = "表里改的"

    path = edited(base(), tmp_path / "a.csv", edit)
    now = {**base(), LEGAL: base()[LEGAL].replace("法律援助服务".encode(), "法律援助".encode())}
    made = plan_workbook(path, trial(now))
    assert [one.code for one in made.told] == ["work-conflict"]
    assert made.changes == {}


def test_an_emptied_cell_takes_the_field_away(tmp_path: Path) -> None:
    files = {**base(), LEGAL: base()[LEGAL] + "remarks: 旧的\n".encode()}

    def edit(rows: list[list[str]], keys: dict[str, int]) -> None:
        next(row for row in rows if row[0] == "legal-service-001")[keys["remarks"]] = ""

    made = plan_workbook(edited(files, tmp_path / "a.csv", edit), trial(files))
    assert made.changes == {LEGAL: base()[LEGAL]}


def test_a_workbook_typed_into_by_hand_is_read(tmp_path: Path) -> None:
    """Numbers and dates that a program made of texts are texts again."""
    sheet = work_sheet(volume_of(base()))
    keys = [column.key for column in sheet.columns]
    path = tmp_path / "a.xlsx"
    book = xlsxwriter.Workbook(str(path), {"default_date_format": "yyyy-mm-dd"})
    page = book.add_worksheet("别的名字")
    for number, row in enumerate(sheet.grid()):
        for place, text in enumerate(row):
            page.write_string(number, place, text)
    page.write_number(2, keys.index("remarks"), 12345)
    page.write_datetime(2, keys.index("reviewed"), __import__("datetime").datetime(2026, 3, 1))
    book.close()
    made = plan_workbook(path, trial(base()))
    (raw,) = made.changes.values()
    assert b"reviewed: 2026-03-01\n" in raw
    assert b"remarks: '12345'\n" in raw


def test_files_of_others_are_not_ours(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    for raw in (b"", b"PK\x03\x04", b"a,b\r\n", "序号,公开事项\r\n".encode("gbk"), b"\xff\xfe\x00"):
        path.write_bytes(raw)
        assert not recognised(path)
    assert not recognised(tmp_path / "none.xlsx")


@given(st.data())
@settings(max_examples=40)
def test_a_damaged_workbook_is_no_accident(data: st.DataObject) -> None:
    raw = bytearray(FORMATS["xlsx"].write(volume_of(base())))
    for _ in range(data.draw(st.integers(1, 8))):
        raw[data.draw(st.integers(4, len(raw) - 1))] ^= data.draw(st.integers(1, 255))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.xlsx"
        path.write_bytes(raw)
        if recognised(path):
            assert plan_workbook(path, trial(base())).file.sheet


def test_the_commands_go_out_and_back(county: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "表.csv"
    assert main(["--project", str(county), "export", "--format", "csv", "--out", str(path)]) == 0
    assert main(["--project", str(county), "import", str(path)]) == 0
    text = path.read_bytes().decode("utf-8-sig").replace("信息形成之日起20个工作日内", "每年公开一次", 1)
    path.write_bytes(text.encode("utf-8-sig"))
    before = (county / LEGAL).read_bytes()
    assert main(["--project", str(county), "import", str(path), "--dry-run"]) == 0
    assert "+time_limit: 每年公开一次" in capsys.readouterr().out
    assert (county / LEGAL).read_bytes() == before
    assert main(["--project", str(county), "import", str(path)]) == 0
    changed = [one for one in county.rglob("*.yml") if "每年公开一次" in one.read_text(encoding="utf-8")]
    assert len(changed) == 1
    assert main(["--project", str(county), "import", str(path)]) == 0
    assert main(["--project", str(county), "import", str(path), "--domain", "x"]) == 2


def test_what_the_check_says_is_told_with_its_cell(
    county: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def edit(rows: list[list[str]], keys: dict[str, int]) -> None:
        rows[2][keys["reviewed"]] = "去年"
        rows[3][keys["remarks"]] = "好的一行"

    path = edited(base(), tmp_path / "a.csv", edit)
    assert main(["--project", str(county), "import", str(path)]) == 1
    told = capsys.readouterr().out
    assert "第 3 行“核对日期”" in told
    assert "wrong-pattern" in told
    assert [one for one in county.rglob("*.yml") if "好的一行" in one.read_text(encoding="utf-8")]
