"""``zwgk import``: rows become items, everything assumed is told, nothing is written twice, by halves, or as markup."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path
from typing import Any

import docx
import pytest
from hypothesis import given, settings, strategies

from build_tools import tables
from build_tools.cli import main
from build_tools.importing.changes import updated
from build_tools.importing.planning import Wishes, planned
from build_tools.importing.report import FORMATS
from build_tools.importing.shape import Source
from build_tools.source import read
from build_tools.tables.shape import Cell, Doubt, Fate, Grid, Place, Reading, Remark, Row
from build_tools.trial import Trial
from tests.catalogs import TODAY, base

ROW: dict[str, Any] = {
    "domain": "社会救助",
    "category": "最低生活保障",
    "title": "保障标准",
    "content": ["城市标准", "农村标准"],
    "basis": [
        "《中华人民共和国政府信息公开条例》第二十条",
        "《本县低保办法》（测政发〔2020〕3号）",
        "各地配套政策法规文件",
    ],
    "time_limit": "自信息形成之日起20个工作日内",
    "publisher": "测试县民政局、乡镇政府（街道办事处）",
    "channels": ["政府网站", "其他:便民服务平台"],
    "audience": {"public": True, "group": None},
    "method": ["proactive"],
    "levels": ["county", "township"],
}


def reading(rows: list[dict[str, Any]], doubts: tuple[Doubt, ...] = ()) -> Reading:
    """A table with these rows below a header, a column for each field, every cell with its fate."""
    keys = list(dict.fromkeys(key for row in rows for key in row))
    grid = [tuple(Cell(key) for key in keys)]
    made = []
    fates = [Fate(Place(0, 1, column), "skipped", "import_untold") for column in range(1, len(keys) + 1)]
    for number, row in enumerate(rows, 2):
        texts = [row.get(key, "") for key in keys]
        grid.append(tuple(Cell(one if isinstance(one, str) else json.dumps(one, ensure_ascii=False)) for one in texts))
        places = {key: Place(0, number, column) for column, key in enumerate(keys, 1) if key in row}
        fates += [Fate(place, "field", key) for key, place in places.items()]
        made.append(Row(row, places, doubts if number == 2 else ()))
    remarks = (Remark("import_untold", {}, Place(0, 1, 1)),)
    return Reading("ok", (Grid("表", ("标题",), tuple(grid)),), tuple(made), remarks, tuple(fates))


@pytest.fixture
def imported(county: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Any:
    """Imports rows as if they had been read from a file; returns the exit code."""
    file = tmp_path / "表.docx"
    file.write_bytes(b"")

    def run(rows: list[dict[str, Any]], *words: str, doubts: tuple[Doubt, ...] = ()) -> int:
        monkeypatch.setattr(tables, "read", lambda path: reading(rows, doubts), raising=False)
        return main(["--lang", "zh", "import", str(file), "--into", str(county), *words])

    return run


def item(county: Path, name: str = "social-assistance-002") -> dict[str, Any]:
    """An item as it was written."""
    path = county / "catalog/items" / name.rpartition("-")[0] / f"{name}.yml"
    data: dict[str, Any] = read(str(path), path.read_bytes())[0].data
    return data


def everything(folder: Path) -> dict[str, bytes]:
    """Every file below a folder."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_row_becomes_an_item_that_passes_the_check(imported: Any, county: Path, capsys: Any) -> None:
    assert imported([ROW]) == 0
    said = capsys.readouterr().out
    made = item(county)
    assert made["subject"] == {"category": "最低生活保障", "title": "保障标准"}
    assert made["publishing_body"] == ["civil-affairs", "township-government"]
    assert made["channel"] == ["website", {"id": "other", "note": "便民服务平台"}]
    assert made["basis"][0] == {"law": "foi-regulations", "article": ["第二十条"]}
    assert made["basis"][2] == {"text": "各地配套政策法规文件"}
    assert made["inquiry_contact"] == "civil-affairs"
    assert made["audience"] == "everyone"
    law = made["basis"][1]["law"]
    laws = (county / "catalog/laws.yml").read_text(encoding="utf-8")
    assert f"{law}:\n  title: 本县低保办法\n  number: 测政发〔2020〕3号\n  status: in-force\n" in laws
    assert f"laws.yml 加上 {law}" in said
    assert "读出 1 行：新增 1、已有 0（0 处不同）、未写入 0" in said
    assert main(["--lang", "zh", "--project", str(county), "check"]) == 0


def test_importing_twice_changes_nothing(imported: Any, county: Path, capsys: Any) -> None:
    rows = [
        ROW,
        {**ROW, "title": "审核信息", "publisher": "县新单位、区新局"},
        {"domain": "渔业领域", "title": "仅有名称", "publisher": "县民政局"},
    ]
    assert imported(rows) == 0
    before = everything(county)
    capsys.readouterr()
    assert imported(rows) == 0
    assert everything(county) == before
    assert "新增 0、已有 3（0 处不同）、未写入 0；存疑 0 格" in capsys.readouterr().out


def test_a_dry_run_shows_the_plan_and_writes_nothing(imported: Any, county: Path, capsys: Any) -> None:
    before = everything(county)
    assert imported([ROW], "--dry-run") == 0
    assert everything(county) == before
    assert "没有写入" in capsys.readouterr().out


def test_an_item_that_is_there_is_shown_and_stays_unless_asked(imported: Any, county: Path, capsys: Any) -> None:
    imported([ROW])
    path = county / "catalog/items/social-assistance/social-assistance-002.yml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("time_limit:", "# 局里核对过\ntime_limit:"), encoding="utf-8")
    before = everything(county)
    capsys.readouterr()
    changed = {**ROW, "category": "最低生活保障", "title": "保障标准信息", "time_limit": "每年1月31日前"}
    assert imported([changed]) == 1
    said = capsys.readouterr().out
    assert "自信息形成之日起20个工作日内 → 每年1月31日前" in said
    assert "名称不完全一样" in said
    assert everything(county) == before
    assert imported([changed], "--update", "--dry-run") == 0
    assert everything(county) == before
    assert imported([changed], "--update") == 0
    assert item(county)["time_limit"] == "每年1月31日前"
    assert item(county)["subject"]["title"] == "保障标准"
    assert "# 局里核对过\ntime_limit: 每年1月31日前\n" in path.read_text(encoding="utf-8")


def test_a_number_taken_from_the_content_changes_with_it(imported: Any, county: Path, capsys: Any) -> None:
    imported([{**ROW, "content": ["投诉电话：010-82160000"]}])
    capsys.readouterr()
    changed = {**ROW, "content": ["投诉电话：010-82161111"]}
    assert imported([changed]) == 1
    assert "2 处不同" in capsys.readouterr().out
    assert imported([changed], "--update") == 0
    assert item(county)["inquiry_contact"] == {"phone": "010-82161111"}


def test_an_update_tells_no_doubt_of_what_stays(imported: Any, county: Path, capsys: Any) -> None:
    imported([ROW])
    capsys.readouterr()
    row = {key: text for key, text in ROW.items() if key not in ("method", "audience")}
    assert imported([{**row, "time_limit": "即时"}], "--update") == 0
    said = capsys.readouterr().out
    assert "改了 1 处" in said
    assert "表里没有" not in said
    assert "认作" not in said


def test_what_is_assumed_is_no_difference(imported: Any, county: Path) -> None:
    bare = {"domain": "社会救助", "title": "只有名称", "publisher": "县民政局"}
    assert imported([bare]) == 0
    path = county / "catalog/items/social-assistance/social-assistance-002.yml"
    path.write_text(
        path.read_text(encoding="utf-8").replace("method: proactive", "method: on-request"), encoding="utf-8"
    )
    assert imported([bare], "--update") == 0
    assert item(county)["method"] == "on-request"


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"title": " "}, "没有事项名称"),
        ({"domain": None}, "--domain"),
        (dict.fromkeys(("content", "basis", "time_limit", "publisher", "channels")), "表头没有认出来"),
        ({"content": ["联系人手机13912345678"]}, "personal-phone"),
        ({"title": "长" * 300}, "too-long"),
    ],
)
def test_a_row_that_cannot_be_written_is_told_with_its_cell(
    imported: Any, county: Path, capsys: Any, change: dict[str, Any], told: str
) -> None:
    assert imported([{**ROW, **change}, {**ROW, "title": "另一项"}]) == 1
    said = capsys.readouterr().out
    left = said.partition("未写入\n")[2]
    assert told in left
    assert "表1 第2行" in left
    assert "新增 1" in said
    assert item(county)["subject"]["title"] == "另一项"


def test_what_is_missing_is_filled_and_told(imported: Any, county: Path, capsys: Any) -> None:
    row = {
        "domain": "社会救助领域",
        "title": "某事",
        "publisher": None,
        "content": ["同上"],
        "basis": ["无"],
        "channels": [],
    }
    assert imported([{**row, "time_limit": "每年1月31日前", "levels": ["village", "city"]}]) == 0
    said = capsys.readouterr().out
    for told in (
        "“公开主体”读不出来",
        "只写了“无”",
        "“公开渠道和载体”空着",
        "表里没有“公开对象”",
        "市级",
        "village-channel",
    ):
        assert told in said
    made = item(county)
    assert made["publishing_body"][0] == "civil-affairs"
    assert made["content"] == ["某事"]
    assert made["basis"] == [{"law": "foi-regulations"}]


def test_short_and_general_names_of_bodies_are_taken_with_a_doubt(imported: Any, county: Path, capsys: Any) -> None:
    imported(
        [
            {**ROW, "publisher": "县级政府民政部门"},
            {**ROW, "title": "二", "publisher": "各乡镇（街道）", "levels": ["township"]},
        ]
    )
    said = capsys.readouterr().out
    assert item(county)["publishing_body"] == ["civil-affairs", "township-government"]
    assert item(county, "social-assistance-003")["publishing_body"] == ["township-government"]
    assert "“县级政府民政部门”，认作“县民政局”（表1 第2行 第7列）" in said
    assert "加上“乡镇人民政府（街道办事处）”" in said


def test_a_number_in_the_content_is_proposed_for_inquiries(imported: Any, county: Path, capsys: Any) -> None:
    imported([{**ROW, "content": ["低保标准", "咨询电话：0000-1234599"]}])
    assert item(county)["inquiry_contact"] == {"phone": "0000-1234599"}
    assert item(county)["content"] == ["低保标准", "咨询电话：0000-1234599"]
    assert "请核对" in capsys.readouterr().out


def test_the_same_item_twice_in_a_table_is_written_once(imported: Any, county: Path, capsys: Any) -> None:
    assert imported([ROW, ROW, {**ROW, "content": ["别的"]}]) == 1
    said = capsys.readouterr().out
    assert "新增 1、已有 1（0 处不同）、未写入 1" in said
    assert "和第 2 行" in said
    assert imported([{**ROW, "title": "长" * 300}] * 2) == 1
    assert "新增 0、已有 0（0 处不同）、未写入 2" in capsys.readouterr().out
    assert not (county / "catalog/items/social-assistance/social-assistance-003.yml").exists()


HOSTILE = [
    "key: value # 注释",
    "- 列表 *a &b !!python/object",
    "'单引号\"双引号",
    "{a: [b, c}",
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "% @ ` | > 竖线",
    "true",
    "2020-01-01",
    "{{ 7*7 }}",
]


def test_hostile_texts_come_back_as_they_were(imported: Any, county: Path, tmp_path: Path) -> None:
    out = tmp_path / "报告.html"
    row = {**ROW, "content": HOSTILE, "title": "=1+1 <b>名称</b>", "time_limit": "2020-01-01: 起20个工作日内"}
    imported([row], "--report", str(out))
    made = item(county)
    assert made["content"] == HOSTILE
    assert made["subject"]["title"] == "=1+1 <b>名称</b>"
    assert made["time_limit"] == "2020-01-01: 起20个工作日内"
    page = out.read_text(encoding="utf-8")
    assert "<script" not in page
    assert "<img" not in page
    assert "<b>" not in page
    assert "default-src 'none'" in page


def test_what_nobody_sees_is_taken_away_and_told(imported: Any, county: Path, capsys: Any) -> None:
    imported([{**ROW, "content": ["低\u200b保\u202e标准", "名\ue000单"]}])
    assert item(county)["content"] == ["低保标准", "名单"]
    assert "看不见的字符" in capsys.readouterr().out


def test_ten_thousand_characters_are_told_and_not_written(imported: Any, county: Path, capsys: Any) -> None:
    before = everything(county)
    assert imported([{**ROW, "content": ["很长" * 5000]}]) == 1
    assert everything(county) == before
    assert "too-long" in capsys.readouterr().out


def test_identity_numbers_are_never_repeated(imported: Any, county: Path, tmp_path: Path, capsys: Any) -> None:
    number = "11010519491231002X"
    for name in ("报告.html", "报告.json", "报告.txt"):
        imported([{**ROW, "content": [f"身份证{number}"]}], "--report", str(tmp_path / name))
        assert number not in (tmp_path / name).read_text(encoding="utf-8")
    assert number not in capsys.readouterr().out
    assert not any(number.encode() in raw for raw in everything(county).values())


@pytest.mark.parametrize("fails_at", [1, 2, 3])
def test_a_failure_while_writing_leaves_no_file(
    imported: Any, county: Path, monkeypatch: pytest.MonkeyPatch, capsys: Any, fails_at: int
) -> None:
    before = everything(county)
    real, calls = os.replace, []

    def failing(source: Any, target: Any) -> None:
        calls.append(target)
        if len(calls) == fails_at:
            raise OSError(28, "No space left on device")
        real(source, target)

    monkeypatch.setattr("build_tools.importing.writing.os.replace", failing)
    rows = [{**ROW, "domain": "渔业领域"}, {**ROW, "domain": "渔业领域", "title": "二"}]
    assert imported(rows) == 1
    assert len(calls) >= fails_at
    assert everything(county) == before
    assert not (county / "catalog/items/yu-ye").exists()


def test_a_failure_before_the_renaming_leaves_no_file(
    imported: Any, county: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = everything(county)
    monkeypatch.setattr("build_tools.importing.writing.os.fsync", lambda _: (_ for _ in ()).throw(OSError(5, "I/O")))
    assert imported([{**ROW, "domain": "渔业领域"}]) == 1
    assert everything(county) == before
    assert not (county / "catalog/items/yu-ye").exists()


def test_an_interruption_while_writing_leaves_no_file(
    imported: Any, county: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = everything(county)
    real, calls = os.replace, []

    def interrupted(source: Any, target: Any) -> None:
        calls.append(target)
        if len(calls) == 2:
            raise KeyboardInterrupt
        real(source, target)

    monkeypatch.setattr("build_tools.importing.writing.os.replace", interrupted)
    assert imported([ROW, {**ROW, "title": "二"}]) == 130
    assert everything(county) == before


def test_nothing_is_written_through_a_link(imported: Any, county: Path, tmp_path: Path) -> None:
    folder = county / "catalog/items/legal-service"
    folder.rename(tmp_path / "别处")
    folder.symlink_to(tmp_path / "别处", target_is_directory=True)
    before = everything(county), everything(tmp_path / "别处")
    assert imported([{**ROW, "domain": "公共法律服务"}]) == 1
    assert (everything(county), everything(tmp_path / "别处")) == before


def test_an_error_that_no_row_can_be_left_out_for_stops_everything(
    imported: Any, county: Path, monkeypatch: pytest.MonkeyPatch, capsys: Any
) -> None:
    monkeypatch.setattr("build_tools.importing.planning._left", lambda *_: False)
    before = everything(county)
    assert imported([{**ROW, "title": "长" * 300}]) == 1
    assert everything(county) == before
    assert "too-long" in capsys.readouterr().out


def test_a_registry_with_faults_is_told_and_nothing_written(imported: Any, county: Path, capsys: Any) -> None:
    path = county / "catalog/bodies.yml"
    path.write_text(path.read_text(encoding="utf-8") + "a: [\n", encoding="utf-8")
    before = everything(county)
    assert imported([{**ROW, "publisher": "县新单位"}]) == 2
    assert "bodies.yml" in capsys.readouterr().err
    assert everything(county) == before


@pytest.mark.parametrize("name", ["bodies", "domains", "laws", "channels"])
def test_without_a_registry_nothing_is_imported(imported: Any, county: Path, capsys: Any, name: str) -> None:
    (county / f"catalog/{name}.yml").unlink()
    before = everything(county)
    assert imported([ROW]) == 2
    assert f"没有 catalog/{name}.yml" in capsys.readouterr().err
    assert everything(county) == before


def test_a_registry_that_cannot_be_read_at_all_has_an_end(imported: Any, county: Path, capsys: Any) -> None:
    (county / "catalog/domains.yml").write_text("- a\n", encoding="utf-8")
    assert imported([{**ROW, "domain": "新领域"}]) in (1, 2)
    assert "domains.yml" in capsys.readouterr().err


def test_an_office_without_telephone_is_told_with_its_cell(imported: Any, county: Path, capsys: Any) -> None:
    imported([{**ROW, "publisher": "县新单位", "levels": ["county"], "content": ["标准"]}], "--dry-run")
    told = next(line for line in capsys.readouterr().out.splitlines() if "“县新单位”没有登记电话" in line)
    assert "表1 第2行" in told


def test_a_doubt_over_several_lines_is_told_on_one(imported: Any, capsys: Any) -> None:
    doubt = Doubt("levels", Place(0, 2, 11), "√\n√", "", "table-nothing-chosen")
    imported([ROW], "--dry-run", doubts=(doubt,))
    said = capsys.readouterr().out
    assert "√ √" in said
    assert "u000a" not in said


def test_registries_keep_their_comments(imported: Any, county: Path) -> None:
    path = county / "catalog/bodies.yml"
    text = "# 各单位\n" + path.read_text(encoding="utf-8") + "# 末尾\n"
    path.write_text(text, encoding="utf-8")
    imported([{**ROW, "publisher": "县新单位"}])
    after = path.read_text(encoding="utf-8")
    assert after.startswith(text)
    assert "xian-xin-dan-wei:\n  name: 县新单位\n  level: county\n" in after


def test_every_cell_has_an_answer(imported: Any, tmp_path: Path) -> None:
    out = tmp_path / "报告.json"
    rows = [{**ROW, "seq": "1", "retention": "长期公开"}, {**ROW, "title": ""}]
    imported(rows, "--report", str(out))
    report = json.loads(out.read_text(encoding="utf-8"))
    assert report["format"] == 1
    written = [cell for cell in report["cells"] if cell["row"] == 2]
    assert len(written) == len(rows[0])
    assert all(cell["fate"] in ("field", "unsure", "finding", "skipped", "left") for cell in report["cells"])
    assert all(cell["said"] for cell in report["cells"])
    assert [row["outcome"] for row in report["rows"]] == ["new", "left"]
    assert {cell["fate"] for cell in written if cell["text"] == "1"} == {"skipped"}


def test_the_page_signs_every_cell(imported: Any, tmp_path: Path) -> None:
    out = tmp_path / "报告.html"
    doubt = Doubt("levels", Place(0, 2, 11), "县", "县级", "import_level_unused")
    imported([ROW, {**ROW, "title": ""}], "--report", str(out), doubts=(doubt,))
    page = out.read_text(encoding="utf-8")
    for mark, sign in (("field", "√"), ("unsure", "?"), ("left", "×"), ("skipped", "-")):
        assert re.search(f'<td class="{mark}"[^>]*><span class="sign">{re.escape(sign)}</span>', page), mark
    assert not re.search(r"(?:src|href)=", page)


def test_a_file_that_is_of_no_use_is_told(
    imported: Any, county: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: Any
) -> None:
    file = tmp_path / "扫描.docx"
    file.write_bytes(b"")
    monkeypatch.setattr(
        tables, "read", lambda path: Reading("refuse", remarks=(Remark("table-damaged"),)), raising=False
    )
    before = everything(county)
    assert main(["--lang", "zh", "import", str(file), "--into", str(county)]) == 1
    said = capsys.readouterr().out
    assert "扫描.docx：不能用" in said
    assert "改法：" in said
    assert everything(county) == before


@pytest.mark.parametrize(
    ("typed", "law", "told"),
    [
        ("《政府信息公开条例》（国务院令第711号）第十九条、第二十条", "foi-regulations", ""),
        ("《信息公开条例》", "foi-regulations", "认作“中华人民共和国政府信息公开条例”"),
        ("《社会救助暂行办法》（国务院令第1号）", "social-assistance-measures", "文号和登记的不一样"),
        ("《中华人民共和国旅游法》", "tourism-law", "laws.yml 加上 tourism-law"),
    ],
)
def test_laws_are_recognised(imported: Any, county: Path, capsys: Any, typed: str, law: str, told: str) -> None:
    imported([{**ROW, "basis": [typed]}])
    assert item(county)["basis"][0]["law"] == law
    said = capsys.readouterr().out
    assert told in said
    assert ("认作" in said or "不一样" in said) == (told not in ("", "laws.yml 加上 tourism-law"))


@pytest.mark.parametrize(
    ("typed", "bodies"),
    [
        ("民政局", ["civil-affairs"]),
        ("县司法局县民政局", ["justice", "civil-affairs"]),
        ("县司法局和县民政局", ["justice", "civil-affairs"]),
        ("县民政局（社会救助股）", ["civil-affairs"]),
        ("县民政和社会事务局", ["civil-affairs"]),
        ("县民政局社会救助股", ["civil-affairs"]),
        ("东湾村村民委员会", ["dongwan-village", "civil-affairs"]),
        ("县发展和改革局", ["xian-fa-zhan-he-gai-ge-ju"]),
    ],
)
def test_bodies_are_recognised(imported: Any, county: Path, typed: str, bodies: list[str]) -> None:
    imported([{**ROW, "publisher": typed, "levels": ["county"]}])
    assert item(county)["publishing_body"] == bodies


@pytest.mark.parametrize(
    ("typed", "level"),
    [
        ("县乡村振兴局", "county"),
        ("住房和城乡建设局", "county"),
        ("县城镇管理委员会", "county"),
        ("东湾社区居委会", "village"),
        ("河口镇农村工作站", "township"),
    ],
)
def test_the_level_of_a_new_body_is_guessed_and_told(
    imported: Any, county: Path, capsys: Any, typed: str, level: str
) -> None:
    imported([{**ROW, "publisher": typed}])
    added = (county / "catalog/bodies.yml").read_text(encoding="utf-8").partition(f"name: {typed}\n")[2]
    assert added.lstrip().startswith(f"level: {level}\n")
    assert f"（{typed}）；层级按名称猜作“" in capsys.readouterr().out


def test_what_is_said_of_each_level_is_kept_apart(imported: Any, county: Path) -> None:
    row = {
        **ROW,
        "publisher": "县级：县民政局；乡级：乡镇人民政府（街道办事处）",
        "time_limit": "县级：每年1月31日前；乡镇级：每季度",
    }
    imported(
        [{**row, "channels": ["县级：", "政府网站", "乡级：", "其他"]}, {**row, "title": "二", "levels": ["county"]}]
    )
    made = item(county)
    assert made["publishing_body"] == {"county": ["civil-affairs"], "township": ["township-government"]}
    assert made["time_limit"] == {"county": "每年1月31日前", "township": "每季度"}
    assert made["channel"] == {"county": ["website"], "township": ["other"]}
    assert item(county, "social-assistance-003")["publishing_body"] == ["civil-affairs", "township-government"]
    before = everything(county)
    assert imported([{**row, "channels": ["县级：", "政府网站", "乡级：", "其他"]}]) == 0
    assert everything(county) == before


def test_the_name_of_a_file_may_name_the_domain(
    county: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: Any
) -> None:
    file = tmp_path / "2026年社会救助目录.docx"
    file.write_bytes(b"")
    monkeypatch.setattr(tables, "read", lambda path: reading([{**ROW, "domain": None}]))
    assert main(["--lang", "zh", "import", str(file), "--into", str(county)]) == 0
    assert item(county)["subject"]["title"] == "保障标准"
    assert "照文件名算作“社会救助”" in capsys.readouterr().out


def test_misuse_is_told(county: Path, tmp_path: Path, capsys: Any) -> None:
    file = tmp_path / "表.csv"
    file.write_bytes(b"")
    assert main(["import", str(tmp_path / "none.docx"), "--into", str(county)]) == 2
    assert main(["import", str(file), "--into", str(county), "--report", "a.pdf"]) == 2
    assert main(["import", str(file), "--into", str(tmp_path / "nowhere")]) == 2
    table = tmp_path / "表.html"
    table.write_bytes(b"<table></table>")
    assert main(["import", str(table), "--into", str(county), "--report", str(table)]) == 2
    assert table.read_bytes() == b"<table></table>"
    assert main(["--lang", "zh", "import", str(county), "--into", str(county)]) == 2
    said = capsys.readouterr().err
    assert "是文件夹" in said
    assert "Traceback" not in said


def test_other_values_keep_comments_and_line_ends() -> None:
    raw = "# 头\nsubject:\n  category: 甲\n  title: 乙\ncontent:\n  - 一  # 注\n  - 二\nmethod: proactive\n".replace(
        "\n", "\r\n"
    )
    new = updated("a.yml", raw.encode(), {"content": ["三"], "remarks": "说明"}).decode()
    assert "\r\n" in new
    assert "# 头" in new
    assert "# 注" in new
    assert read("a.yml", new.encode())[0].data["content"] == ["三"]


def word_table(path: Path) -> None:
    """A county's table as it lies in a Word file: a title, a header of two rows, merged cells, ticks."""
    document = docx.Document()
    document.add_paragraph("清河县安全生产领域基层政务公开标准目录")
    table = document.add_table(rows=2, cols=10)
    heads = (
        "序号",
        "公开事项",
        "",
        "公开内容（要素）",
        "公开依据",
        "公开时限",
        "公开主体",
        "公开渠道和载体",
        "公开对象",
        "公开层级",
    )
    below = ("", "一级事项", "二级事项", "", "", "", "", "", "", "")
    for row, texts in enumerate((heads, below)):
        for column, text in enumerate(texts):
            table.cell(row, column).text = text
    table.cell(0, 1).merge(table.cell(0, 2))
    for column in (0, *range(3, 10)):
        table.cell(0, column).merge(table.cell(1, column))
    law = "《中华人民共和国安全生产法》第七十八条\n《中华人民共和国政府信息公开条例》"
    for number, title in enumerate(("行政处罚", "应急预案", "事故通报"), 1):
        said = (str(number), "监管信息", title, f"1.{title}依据\n2.{title}结果", law, "自信息形成之日起20个工作日内")
        cells = table.add_row().cells
        for column, text in enumerate((*said, "县应急局", "■政府网站 □政府公报\n■其他 县安全生产网", "社会", "县级")):
            cells[column].text = text
    table.cell(2, 1).merge(table.cell(4, 1)).text = "监管信息"
    table.add_row().cells[1].text = "备注：由县应急局负责解释"
    document.save(str(path))


def test_from_a_word_file_to_a_site(tmp_path: Path, capsys: Any) -> None:
    word_table(tmp_path / "安全生产.docx")
    folder = tmp_path / "清河"
    words = [
        "import",
        str(tmp_path / "安全生产.docx"),
        "--into",
        str(folder / "catalog"),
        "--rows",
        str(tmp_path / "行.json"),
    ]
    assert main(["--lang", "zh", "init", str(folder), "--name", "清河县", "--code", "130534"]) == 0
    pages = [tmp_path / f"报告{suffix}" for suffix in (".html", ".json", ".txt")]
    for page_path in pages:
        assert main(["--lang", "zh", *words, "--dry-run", "--report", str(page_path)]) == 0
        assert "备注" in page_path.read_text(encoding="utf-8")
    assert main(["--lang", "zh", *words]) == 0
    assert "读出 3 行：新增 3、已有 0（0 处不同）、未写入 0" in capsys.readouterr().out
    assert len(json.loads((tmp_path / "行.json").read_text(encoding="utf-8"))["rows"]) == 3
    made = item(folder, "work-safety-002")
    assert made["subject"] == {"category": "监管信息", "title": "应急预案"}
    assert made["content"] == ["应急预案依据", "应急预案结果"]
    assert made["publishing_body"] == ["emergency"]
    assert main(["--lang", "zh", "--project", str(folder), "build"]) == 0
    page = (folder / "site/items/work-safety/work-safety-002.html").read_text(encoding="utf-8")
    assert "应急预案结果" in page
    before = everything(folder / "catalog")
    assert main(["--lang", "zh", *words]) == 0
    assert everything(folder / "catalog") == before


NAMES = [
    "县民政局",
    "乡镇",
    "《",
    "》",
    "〔2020〕3号",
    "（",
    "）",
    "、",
    "第二十条",
    "同上",
    "村",
    "局",
    "及",
    "和",
    "社会救助",
    "部门",
    "其他:",
]
SIGNS = [
    "\u202e",
    "\u200b",
    "\ud800",
    "\x00",
    "\n",
    "\t",
    "#",
    " ",
    ": ",
    "- ",
    "'",
    '"',
    "{",
    "]",
    "*a",
    "!!x",
    "@",
    "\\",
]
NUMBERS = ["2020-01-01", "true", "0000-1234567", "13912345678", "证11010519491231002X号", "https://a.example/", "<b>"]
PIECES = (*NAMES, *SIGNS, *NUMBERS)
TEXT = strategies.one_of(strategies.none(), strategies.lists(strategies.sampled_from(PIECES), max_size=6).map("".join))
LIST = strategies.one_of(strategies.none(), strategies.lists(TEXT.filter(bool), max_size=3))
ROWS = strategies.lists(
    strategies.fixed_dictionaries(
        {},
        optional={
            **dict.fromkeys(("domain", "category", "title", "subtitle", "time_limit", "publisher", "link"), TEXT),
            **dict.fromkeys(("process", "catalogue", "retention", "formats", "responsible", "seq"), TEXT),
            **dict.fromkeys(("content", "basis", "channels", "channels_optional", "method", "levels"), LIST),
            "audience": strategies.fixed_dictionaries({"public": strategies.sampled_from([True, None]), "group": TEXT}),
        },
    ),
    min_size=1,
    max_size=3,
)


@settings(max_examples=40, deadline=None)
@given(ROWS)
def test_whatever_a_table_holds_the_catalog_stays_sound(rows: list[dict[str, Any]]) -> None:
    trial = Trial(TODAY)
    before = trial.of(base())
    sources = [Source("表.docx", reading(rows))]
    made = planned(sources, before, trial, Wishes("社会救助"))
    assert not made.blocked
    after = trial.of({**before.files, **made.after})
    assert after.since(before).errors == 0
    for render in FORMATS.values():
        assert "11010519491231002X" not in render(made, "zh")
    again = planned(sources, after, trial, Wishes("社会救助", update=True))
    assert not again.after
    assert not list(again.of("new", "updated", "differs"))
