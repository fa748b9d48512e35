"""Tables of offices are read: every layout, nothing guessed in silence, nothing lost, nothing dangerous opened."""

from __future__ import annotations

import json
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import docx
import pytest
import xlsxwriter

from build_tools.messages import LANGUAGES, table
from build_tools.tables import cutting, headings, levels, marks, read, rows_json
from build_tools.tables.as_json import report
from build_tools.tables.channels import parsed
from build_tools.tables.shape import Reading
from tests.table_files import PLAIN, TWO, Table, csv, html, repacked, row, word, workbook

HERE = Path(__file__).parent
SHARED = HERE.parent.parent / "shared" / "data" / "import_cases"
EVERYONE = {"public": True, "group": None}


def reading(tmp_path: Path, raw: bytes, name: str = "table.html") -> Reading:
    """What a file of these bytes gives."""
    path = tmp_path / name
    path.write_bytes(raw)
    return read(path)


def rows(found: Reading) -> list[dict[str, Any]]:
    """The rows as they are handed on."""
    made: list[dict[str, Any]] = json.loads(rows_json(found))["rows"]
    return made


def codes(found: Reading) -> set[str]:
    """The codes of all doubts and remarks."""
    return {one.code for row_ in found.rows for one in row_.doubts} | {one.code for one in found.remarks}


def part(made: dict[str, Any], *names: str) -> list[Any]:
    """Some fields of a row."""
    return [made[name] for name in names]


def complete(found: Reading) -> None:
    """Every cell that is not empty has a fate, and everything that is said has words in both languages."""
    told = {fate.place for fate in found.fates}
    for number, grid in enumerate(found.grids):
        for down, cells in enumerate(grid.rows, 1):
            for right, cell in enumerate(cells, 1):
                if cell.master is None and cell.text.strip():
                    assert any(place.grid == number and (place.row, place.column) == (down, right) for place in told)
    for language in LANGUAGES:
        assert all(report(found, language))
    assert {fate.what for fate in found.fates if fate.kind == "skipped"} <= set(table("zh")["code"])


def test_an_old_workbook_with_merged_cells_and_same_as_above() -> None:
    found = read(HERE / "import_cases" / "jiuye.xls")
    complete(found)
    first, second = rows(found)
    assert part(first, "domain", "category", "title") == ["就业", "就业信息", "岗位信息"]
    assert first["content"] == ["单位名称", "岗位要求", "薪酬待遇"]
    assert first["channels"] == ["政府网站", "社区/企事业单位/村公示栏（电子屏）"]
    assert first["levels"] == ["county", "township", "village"]
    assert second["basis"] == ["《就业促进法》", "《人力资源市场暂行条例》"]
    assert part(second, "publisher", "time_limit") == ["县人社局", "20个工作日内"]
    assert part(second, "audience", "method") == [{"public": False, "group": "高校毕业生"}, ["on-request"]]
    assert found.outcome == "ok"


STANDARD: Table = [
    [("某某市示范区2024年养老服务领域基层政务公开标准目录", 1, 14)],
    *TWO,
    [*row("1", "通知公告")[:8], "√", "", "√", "", "√", "√"],
    [*row("2", "办事\n指南", content="1.条件\n2.材料\n3.流程", basis="同上")[:8], "", "√（老年人）", "", "√", "√", ""],
    [("说明：空着的不公开。", 1, 14)],
]


@pytest.mark.parametrize("kind", ["html", "docx", "xlsx", "xls-that-is-html", "csv"])
def test_every_format_gives_the_same_rows(tmp_path: Path, kind: str) -> None:
    makers = {"html": html, "xls-that-is-html": html, "docx": word, "csv": lambda one: csv(one, "gb18030")}
    if kind == "xlsx":
        found = read(workbook(tmp_path / "table.xlsx", {"目录": STANDARD}))
    else:
        found = reading(tmp_path, makers[kind](STANDARD), f"table.{kind[:3] if '-' in kind else kind}")
    complete(found)
    first, second = rows(found)
    assert part(first, "domain", "title", "levels") == ["养老服务", "通知公告", ["county", "township", "village"]]
    assert part(first, "audience", "method") == [EVERYONE, ["proactive"]]
    assert part(second, "title", "content") == ["办事指南", ["条件", "材料", "流程"]]
    assert second["basis"] == ["《社会救助暂行办法》"]
    assert part(second, "audience", "levels") == [{"public": False, "group": "老年人"}, ["county"]]
    assert found.outcome == "ok"


def test_a_header_in_three_rows_in_which_the_empty_box_means_may(tmp_path: Path) -> None:
    head: Table = [
        [
            ("序号", 3, 1), ("公开标准", 1, 6), ("公开渠道和载体\n（“■”表示必选项，“□”表示可选项）", 3, 1),
            ("公开层级", 1, 3),
        ],
        [("公开事项", 1, 3), ("公开内容", 2, 1), ("公开依据", 2, 1), ("公开主体", 2, 1), ("城市级", 2, 1),
        ("县（市、区）级", 2, 1),
         ("乡镇（街道）级", 2, 1)],
        ["一级事项", "二级事项", "三级事项"],
        ["1", ("征收", 2, 1), ("启动", 2, 1), "公告", "公告内容", "《土地管理法》第四十七条", "县局",
        "■政府网站 □政府公报", "", "√", "√"],
        ["2", "补偿", "补偿标准", "同上", "同上", "■入户/现场\n□社区/企事业单位、村公示栏(电子屏)", "√", "√", ""],
    ]  # fmt: skip
    found = reading(tmp_path, html("国有土地上房屋征收与补偿领域基层政务公开标准目录", head))
    complete(found)
    first, second = rows(found)
    names = ("domain", "category", "title", "subtitle")
    assert part(first, *names) == ["国有土地上房屋征收与补偿", "征收", "启动", "公告"]
    assert part(first, "channels", "channels_optional", "levels") == [
        ["政府网站"],
        ["政府公报"],
        ["county", "township"],
    ]
    assert part(second, "category", "title", "subtitle") == ["征收", "启动", "补偿"]
    assert second["channels_optional"] == ["社区/企事业单位/村公示栏（电子屏）"]
    assert second["levels"] == ["city", "county"]
    assert second["basis"] == ["《土地管理法》第四十七条"]


def test_a_village_table_in_gbk_has_no_more_than_it_says(tmp_path: Path) -> None:
    village: Table = [
        ["序号", "公开事项", "公开依据", "公开时限", "公开主体", "公开形式", "公开层级"],
        ["1", "村级财务收支", "《村民委员会组织法》", "每月\n（重大收支随时）", "村委会", "村务公开栏、微信群", "村级"],
        ["2", "宅基地审批", "〃", "每季度", "同上", "公示栏", "村（社区）级"],
        ["3", "", "", "", "", "", ""],
        ["", "", "", "", "", "", ""],
    ]
    found = reading(tmp_path, csv(village, "gbk"), "村.csv")
    complete(found)
    first, second = rows(found)
    absent = ("domain", "category", "content", "audience", "method")
    assert part(first, *absent) == [None] * 5
    assert part(first, "title", "time_limit", "levels") == ["村级财务收支", "每月（重大收支随时）", ["village"]]
    assert first["channels"] == ["社区/企事业单位/村公示栏（电子屏）", "微信群"]
    assert part(second, "basis", "publisher") == [["《村民委员会组织法》"], "村委会"]
    assert first["unsure"] == []
    assert "table-only-number" in codes(found)


def test_same_as_above_goes_down_a_chain_but_not_into_another_domain(tmp_path: Path) -> None:
    other: Table = [PLAIN, row("1", "甲", basis="同上"), row("2", "乙", limit="同第1项")]
    first: Table = [
        PLAIN,
        row("1", "甲"),
        row("2", "乙", basis="同上"),
        row("3", "丙", basis="（同 上）。", channels="同上"),
    ]
    found = reading(
        tmp_path, html("社会救助领域基层政务公开标准目录", first, "义务教育领域基层政务公开标准目录", other)
    )
    complete(found)
    made = rows(found)
    assert [one["domain"] for one in made] == ["社会救助"] * 3 + ["义务教育"] * 2
    assert made[2]["basis"] == ["《社会救助暂行办法》"]
    assert made[2]["channels"] == ["政府网站"]
    assert part(made[3], "basis", "unsure") == [None, ["basis"]]
    assert part(made[4], "time_limit", "unsure")[0] is None
    assert {"table-same-nothing", "table-same-elsewhere"} <= codes(found)


def test_headers_repeated_after_a_page_break_and_a_row_cut_by_it(tmp_path: Path) -> None:
    cut = row(
        "", "", category="", content="3.办理流程", basis="", limit="", body="", channels="", audience="", method=""
    )
    cut[-1] = ""
    pages: Table = [
        PLAIN,
        row("1", "办事指南", content="1.条件\n2.材料"),
        PLAIN,
        cut,
        row("2", "审核信息"),
        ["1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11"],
        row("4", "审批信息", content="名单、金额等"),
        ["填表人：张三", "", "", "审核人：李四", *[""] * 7],
    ]
    found = reading(tmp_path, word("社会救助领域基层政务公开标准目录", pages), "table.docx")
    complete(found)
    first, second, third = rows(found)
    assert first["content"] == ["条件", "材料", "办理流程"]
    assert "content" in first["unsure"]
    assert [second["title"], third["title"]] == ["审核信息", "审批信息"]
    assert third["content"] == ["名单、金额等"]
    assert {"table-seq-jumps", "table-row-goes-on", "table-note"} <= codes(found)


def test_a_table_without_headers_goes_on_from_the_one_before(tmp_path: Path) -> None:
    found = reading(tmp_path, word([PLAIN, row("1", "甲")], "", [row("2", "乙", basis="同上")]), "table.docx")
    complete(found)
    assert [one["title"] for one in rows(found)] == ["甲", "乙"]
    assert "table-without-header" in codes(found)


def test_lines_within_a_table_name_the_domain_or_the_category(tmp_path: Path) -> None:
    sections: Table = [
        PLAIN,
        [("一、社会救助领域", 1, 11)],
        row("1", "甲"),
        [("二、城市综合执法领域", 1, 11)],
        row("1", "乙", basis="同上"),
    ]
    made = rows(reading(tmp_path, html(sections)))
    assert [one["domain"] for one in made] == ["社会救助", "城市综合执法"]
    assert made[1]["basis"] is None
    without: Table = [
        ["序号", "公开事项", "公开内容", "公开主体"],
        [("（一）财务", 1, 4)],
        ["1", "收支", "收支明细", "村委会"],
    ]
    (only,) = rows(reading(tmp_path, html(without)))
    assert part(only, "category", "title", "unsure") == ["财务", "收支", ["category"]]


def test_extra_columns_are_read_and_unknown_ones_are_told(tmp_path: Path) -> None:
    extra: Table = [
        ["过程", "一级目录", "一级事项", "二级事项", "公开内容", "五公开", "公开格式", "公开时限", "公开时长",
        "公开主体", "责任科室", "公开平台", "心情"],
        ["受理", "行政许可", "许可", "办证", "指南", "□决策 □执行 □管理 ■服务 □结果", "■文本 □图表 ■视频", "及时",
        "长期公开", "县局", "办公室",
         "两微一端政府网站", "好"],
    ]  # fmt: skip
    found = reading(tmp_path, html(extra))
    complete(found)
    (made,) = rows(found)
    assert part(made, "process", "catalogue", "category", "title") == ["受理", "行政许可", "许可", "办证"]
    assert part(made, "five_open", "formats", "retention", "responsible") == [
        ["服务"],
        ["文本", "视频"],
        "长期公开",
        "办公室",
    ]
    assert made["channels"] == ["两微一端", "政府网站"]
    assert any("心情" in sentence for sentence in report(found))


def test_several_limits_a_telephone_and_channels_in_columns_of_their_own(tmp_path: Path) -> None:
    spread: Table = [
        [("公开事项", 2, 1), ("公开内容", 2, 1), ("公开时限", 2, 1), ("公开主体", 2, 1), ("公开渠道", 1, 3),
        ("公开对象", 2, 1)],
        ["政府网站", "两微一端", "其他"],
        ["规划", "规划草案；咨询电话：0575-8712345", "1.草案公示30日；2.批准后20个工作日内", "县局\n乡镇政府",
        "√", "", "村公示栏", "□全社会 ■特定群众（当事人）"],
        ["征地", "公告", "及时", "县局", "", "■", "", "社会公众"],
    ]  # fmt: skip
    found = reading(tmp_path, html(spread))
    complete(found)
    first, second = rows(found)
    assert first["channels"] == ["政府网站", "社区/企事业单位/村公示栏（电子屏）"]
    assert first["audience"] == {"public": False, "group": "当事人"}
    assert first["unsure"] == ["time_limit"]
    assert first["publisher"].split("\n") == ["县局", "乡镇政府"]
    assert part(second, "channels", "audience") == [["两微一端"], EVERYONE]
    assert any("0575-8712345" in sentence for sentence in report(found))


@pytest.mark.parametrize(
    ("sign", "code"), [("", "table-ticks-lost"), ("口", "table-ticks-lost"), ("￼", "table-odd-sign")]
)
def test_lost_ticks_are_not_guessed(tmp_path: Path, sign: str, code: str) -> None:
    lost: Table = [*TWO, [*row("1", "甲")[:8], sign, "", sign, "", sign, ""]]
    found = reading(tmp_path, html(lost))
    (made,) = rows(found)
    assert part(made, "audience", "method", "levels") == [None] * 3
    assert made["unsure"] == ["audience", "levels", "method"]
    assert code in codes(found)


def test_letters_that_were_signs_are_read_as_such(tmp_path: Path) -> None:
    letters: Table = [*TWO, [*row("1", "甲", channels="t政府网站口政府公报t两微一端")[:8], "t", "", "ü", "", "t", "o"]]
    (made,) = rows(reading(tmp_path, html(letters)))
    assert part(made, "channels", "audience", "levels") == [["政府网站", "两微一端"], EVERYONE, ["county"]]
    assert made["unsure"] == ["method"]


def test_blanks_damage_and_shifted_cells_are_doubted(tmp_path: Path) -> None:
    bad: Table = [
        PLAIN,
        row("1", "甲", limit="县教育局", body="20个工作日内"),
        row("2", "乙", content="条件、", basis="《社会救助", body="锟斤拷"),
        row("3", "丙", basis="/", channels="□政府网站", content="", limit="=1+1"),
        row("4", "", level="省级"),
    ]
    found = reading(tmp_path, html(bad))
    complete(found)
    made = [one["unsure"] for one in rows(found)]
    assert made[0] == ["publisher", "time_limit"]
    assert made[1] == ["basis", "content", "publisher"]
    assert made[2] == ["basis", "channels", "content", "time_limit"]
    assert made[3] == ["levels", "title"]
    assert rows(found)[2]["basis"] is None


def test_sheets_name_domains_and_hidden_ones_stay_hidden(tmp_path: Path) -> None:
    path = workbook(tmp_path / "all.xlsx", {"社会救助": [PLAIN, row("1", "甲")], "扶贫领域": [PLAIN, row("1", "乙")]})
    first, second = rows(read(path))
    assert part(first, "domain", "unsure") == ["社会救助", ["domain"]]
    assert part(second, "domain", "unsure") == ["扶贫", []]
    book = xlsxwriter.Workbook(str(path))
    book.add_worksheet("目录").write_row(0, 0, PLAIN)
    book.worksheets()[0].write_row(1, 0, row("1", "甲"))
    book.worksheets()[0].write_formula(1, 3, "=1+1", None, "缓存的内容")
    book.worksheets()[0].write_url(1, 2, "https://www.shifan.example/a", string="甲")
    hidden = book.add_worksheet("旧")
    hidden.write_row(0, 0, PLAIN)
    hidden.write_row(1, 0, row("1", "草稿"))
    hidden.hide()
    book.close()
    found = read(path)
    assert [one["content"] for one in rows(found)] == [["缓存的内容"]]
    assert found.grids[0].rows[1][2].links == ("https://www.shifan.example/a",)
    assert found.rows[0].values["link"] == "https://www.shifan.example/a"
    assert {"table-formulas", "table-hidden-sheet"} <= codes(found)


def test_words_that_were_deleted_or_hidden_are_not_read(tmp_path: Path) -> None:
    table_ = html([PLAIN, row("1", "甲")])
    page = table_.replace(
        "政策文件".encode(), "政策文件<span style='display:none'>密</span><script>密</script>".encode()
    )
    assert rows(reading(tmp_path, page))[0]["content"] == ["政策文件"]
    raw = word([PLAIN, row("1", "甲", content="留下的删掉的")])
    with zipfile.ZipFile(_file(tmp_path, raw)) as packed:
        body = packed.read("word/document.xml").decode()
    run = "<w:r><w:t>留下的删掉的</w:t></w:r>"
    assert run in body
    body = body.replace(run, "<w:r><w:t>留下的</w:t></w:r><w:del><w:r><w:delText>删掉的</w:delText></w:r></w:del>")
    found = reading(tmp_path, repacked(raw, {"word/document.xml": body.encode()}), "table.docx")
    assert rows(found)[0]["content"] == ["留下的"]


def _file(tmp_path: Path, raw: bytes) -> Path:
    path = tmp_path / "made.docx"
    path.write_bytes(raw)
    return path


def test_symbols_of_word_are_signs(tmp_path: Path) -> None:
    raw = word([*TWO, [*row("1", "甲")[:8], "记号", "", "记号", "", "记号", ""]])
    with zipfile.ZipFile(_file(tmp_path, raw)) as packed:
        body = packed.read("word/document.xml").decode()
    ways = [
        '<w:sym w:font="Wingdings" w:char="F0FC"/>',
        "<w:t>\uf0fe</w:t>",
        '<w:rPr><w:rFonts w:ascii="Wingdings"/></w:rPr><w:t>n</w:t>',
    ]
    for way in ways:
        body = body.replace("<w:t>记号</w:t>", way, 1)
    (made,) = rows(reading(tmp_path, repacked(raw, {"word/document.xml": body.encode()}), "table.docx"))
    assert part(made, "audience", "method", "levels") == [EVERYONE, ["proactive"], ["county"]]


GOOD = html([PLAIN, row("1", "甲")])
ENTITY = b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (b"", "table-file-empty"),
        (b"%PDF-1.7", "table-other-format"),
        (b"PK\x03\x04" + bytes(200), "table-damaged"),
        (bytes.fromhex("d0cf11e0a1b11ae1") + bytes(3000), "table-damaged"),
        (b"\x00\x01" * 500, "table-other-format"),
        ("序号,年龄\n1,2\n".encode(), "table-none"),
        (html([PLAIN]), "table-none-filled"),
        (word([PLAIN, row("1", "甲")])[:9000], "table-damaged"),
        (repacked(word(""), {"word/document.xml": ENTITY + b"<a>&e;</a>"}), "table-doctype"),
        (repacked(word(""), {"word/document.xml": b"<a>" + b" " * 70_000_000}), "table-bomb"),
        (repacked(word(""), {"word/document.xml": b"<a>" * 2000}), "table-damaged"),
        (b'"' + b"a" * 2_000_000, "table-damaged"),
    ],
)
def test_what_cannot_be_used_is_refused_with_one_sentence(tmp_path: Path, raw: bytes, code: str) -> None:
    found = reading(tmp_path, raw, "table.docx")
    assert (found.outcome, found.rows, found.remarks[0].code) == ("refuse", (), code)
    assert json.loads(rows_json(found))["report"]


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    assert read(tmp_path / "none.xlsx").remarks[0].code == "table-file-closed"


def test_giant_spans_and_merged_cells_cover_only_what_is_there(tmp_path: Path) -> None:
    page = GOOD.replace(b"colspan=1", b"colspan=1000000").replace(b"rowspan=1", b"rowspan=1000000")
    assert [one["title"] for one in rows(reading(tmp_path, page))] == ["甲"]
    path = tmp_path / "merged.xlsx"
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, PLAIN)
    sheet.write_row(1, 0, row("1", "甲"))
    sheet.merge_range("A3:B3", "注：无")
    book.close()
    with zipfile.ZipFile(path) as packed:
        data = packed.read("xl/worksheets/sheet1.xml").replace(b"A3:B3", b"A3:XFD1048576")
    path.write_bytes(repacked(path.read_bytes(), {"xl/worksheets/sheet1.xml": data}))
    assert [one["title"] for one in rows(read(path))] == ["甲"]
    far = data.replace(b'r="A3"', b'r="XFD1048576"')
    path.write_bytes(repacked(path.read_bytes(), {"xl/worksheets/sheet1.xml": far}))
    assert read(path).remarks[0].code == "table-too-large"


def test_macros_are_told_and_never_run(tmp_path: Path) -> None:
    path = workbook(tmp_path / "m.xlsm", {"目录": [PLAIN, row("1", "甲")]})
    path.write_bytes(repacked(path.read_bytes(), {"xl/vbaProject.bin": b"x"}))
    found = read(path)
    assert len(found.rows) == 1
    assert "table-macros" in codes(found)


def test_tables_in_tables_and_menus(tmp_path: Path) -> None:
    page = b"<table><tr><td><table><tr><td>menu</td></tr></table></td><td>" + GOOD + b"</td></tr></table>"
    found = reading(tmp_path, page)
    assert [one["title"] for one in rows(found)] == ["甲"]
    assert "table-no-catalogue" in {fate.what for fate in found.fates}
    deep = b"<table><tr><td>" * 1000 + GOOD + b"</td></tr></table>" * 1000
    assert reading(tmp_path, deep).outcome in ("ok", "warn", "refuse")


@pytest.mark.parametrize(
    ("text", "elements"),
    [
        ("5.上年 6.下年", ["上年", "下年"]),
        ("1.甲\n续甲\n2.乙", ["甲续甲", "乙"]),
        ("申请材\n料、办理流程", ["申请材料、办理流程"]),
        ("- 甲\n- 乙", ["甲", "乙"]),
        ("1.机关名称2.办公地址3.办公时间", ["机关名称", "办公地址", "办公时间"]),
        ("1、法律；\n2、法规；", ["法律", "法规"]),
        ("①名单②金额", ["名单", "金额"]),
        ("（一）条件\n（二）材料（含1.身份证；2.照片）", ["条件", "材料（含1.身份证；2.照片）"]),
        ("●标准\n〇程序", ["标准", "程序"]),
        ("条件、材料、流程", ["条件、材料、流程"]),
        ("办理条件、\n申请材料", ["办理条件、申请材料"]),
        ("《甲办法》\n各地配套文件", ["《甲办法》", "各地配套文件"]),
        ("2020年1、2月数据；3.5万元", ["2020年1、2月数据", "3.5万元"]),
    ],
)
def test_content_is_cut_at_its_marks(text: str, elements: list[str]) -> None:
    assert cutting.content(text)[0] == elements


@pytest.mark.parametrize(
    ("text", "documents"),
    [
        ("《甲法》《乙条例》", ["《甲法》", "《乙条例》"]),
        ("《甲法》第三条、第五条，《乙办法》（国发〔2020〕1号）及其实施细则", ["《甲法》第三条、第五条",
        "《乙办法》（国发〔2020〕1号）及其实施细则"]),
        ("《国务院关于印发〈甲规划〉的通知》和《乙意见》", ["《国务院关于印发〈甲规划〉的通知》", "《乙意见》"]),
        ("【法律】《甲法》【规章】《乙办法》", ["【法律】《甲法》", "【规章】《乙办法》"]),
        ("《信息公开条例》及相关规定", ["《信息公开条例》及相关规定"]),
        ("《甲意见》、各地相关政策法规文件", ["《甲意见》", "各地相关政策法规文件"]),
        ("1.《甲法》；2.《乙法》", ["《甲法》", "《乙法》"]),
        ("《甲法》：“第十条 公开：（一）条件；（二）程序。”", ["《甲法》：“第十条公开：（一）条件；（二）程序。”"]),
        ("《甲法》\n（主席令第1号）\n第十条", ["《甲法》（主席令第1号）第十条"]),
        ("就业促进法、劳动合同法", ["就业促进法", "劳动合同法"]),
        ("《甲法》第2条第（一）项、第（二）项", ["《甲法》第2条第（一）项、第（二）项"]),
    ],
)  # fmt: skip
def test_basis_has_one_entry_a_document(text: str, documents: list[str]) -> None:
    assert cutting.basis(text)[0] == documents


@pytest.mark.parametrize(
    ("title", "domain"),
    [
        ("安全生产领域基层政务公开标准目录", "安全生产"),
        ("附件3：苏州市姑苏区城市综合执法领域基层政务公开标准目录（2024年版）", "城市综合执法"),
        ("沛县农村危房改造领域政务公开事项标准目录", "农村危房改造"),
        ("（二）市政服务领域", "市政服务"),
        ("上海市崇明区教育局政府公开标准化目录", ""),
        ("宝坻区基层政务公开标准目录", ""),
        ("保障性住房领域基层政务公开标准目录（“■”为必选项，“□”为可选项）", "保障性住房"),
        ("26个试点领域基层政务公开标准目录", ""),
    ],
)
def test_a_title_names_a_domain_without_its_place(title: str, domain: str) -> None:
    assert headings.domain(title) == domain


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("县（市、区）级", ("county",)),
        ("乡、村级", ("township", "village")),
        ("镇（街）级", ("township",)),
        ("村（社区）", ("village",)),
        ("州级", ("city",)),
        ("东阳市级", ("county",)),
        ("区级/村级", ("county", "village")),
        ("省级", ()),
    ],
)
def test_words_for_levels(text: str, found: tuple[str, ...]) -> None:
    assert levels.found(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("铁力市政府网站", ["政府网站"]),
        ("发布会听证会", ["发布会/听证会"]),
        ("政府网站、两微一端和公示栏", ["政府网站", "两微一端", "社区/企事业单位/村公示栏（电子屏）"]),
        ("其他：办税服务厅", ["其他:办税服务厅"]),
        ("其他____", ["其他"]),
        ("１.政府网站　２.公示栏", ["政府网站", "社区/企事业单位/村公示栏（电子屏）"]),
        ("微信群/公示栏", ["微信群", "社区/企事业单位/村公示栏（电子屏）"]),
        ("管理部门网站（非本级，另设）", ["管理部门网站（非本级，另设）"]),
        ("社区/企事业单位、村公示栏(电子屏)", ["社区/企事业单位/村公示栏（电子屏）"]),
        ("信用中国网站", ["信用中国网站"]),
        ("政务服务中心便民服务站", ["政务服务中心", "便民服务站"]),
    ],
)
def test_names_of_channels(text: str, found: list[str]) -> None:
    assert parsed(text) == found


def test_boxes_before_and_behind_their_words() -> None:
    before = marks.choices("办事窗口口政府网站 ■两微一端")
    assert [(one.chosen, one.text.strip()) for one in before][-1] == (True, "两微一端")
    behind = marks.choices("政府网站√ 政府公报□")
    assert [(one.chosen, one.text.strip()) for one in behind] == [(True, "政府网站"), (False, "政府公报")]


CASES = sorted(
    path for path in SHARED.glob("*/*") if path.suffix in (".docx", ".html", ".xlsx", ".csv", ".xls")
)  # fmt: skip


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.name)
def test_the_shared_cases(path: Path, tmp_path: Path) -> None:
    answer = tmp_path / "answer.json"
    answer.write_text(rows_json(read(path)), encoding="utf-8")
    command = [sys.executable, str(SHARED / "score.py"), str(path.parent / "expected.json"), str(answer), "--json"]
    score = json.loads(subprocess.run(command, capture_output=True, check=True).stdout)
    assert score["overall"] >= 0.98
    assert score["care"] >= 0.95


def test_lines_between_tables_may_name_domains(tmp_path: Path) -> None:
    first, second, third = ([PLAIN, row(number, title)] for number, title in ("1甲", "2乙", "1丙"))
    page = html("一、社会救助", first, "续表", second, "就业", third)
    made = rows(reading(tmp_path, page))
    assert [one["domain"] for one in made] == ["社会救助", "社会救助", "就业"]
    assert all(one["unsure"] == ["domain"] for one in made)


def test_one_item_over_several_rows_and_two_columns_for_one_field(tmp_path: Path) -> None:
    spread: Table = [
        PLAIN,
        [*((one, 2, 1) for one in ("1", "综合", "甲", "内容")), "《甲法》", ("及时", 2, 1), ("县局", 2, 1), "政府网站",
         ("全社会", 2, 1), ("主动", 2, 1), "县级"],
        ["《乙法》", "公示栏", "乡级"],
    ]  # fmt: skip
    (made,) = rows(reading(tmp_path, html(spread)))
    assert part(made, "basis", "levels", "unsure") == [["《甲法》", "《乙法》"], ["county", "township"], []]
    assert made["channels"] == ["政府网站", "社区/企事业单位/村公示栏（电子屏）"]
    wide: Table = [
        ["序号", "一级事项", "二级事项", "三级事项", "公开内容", "公开主体"],
        ["1", "综合", ("甲", 1, 2), "内容", "县局"],
        ["2", ("乙", 1, 3), "内容", "县局"],
    ]
    first, second = rows(reading(tmp_path, html(wide)))
    assert part(first, "category", "title", "subtitle", "unsure") == ["综合", "甲", None, []]
    assert part(second, "category", "title", "subtitle", "unsure") == [None, "乙", None, ["title"]]
    double: Table = [["序号", "公开事项", "公开内容", "公开要求", "更新周期"], ["1", "甲", "乙", "2日内", "每年"]]
    (made,) = rows(reading(tmp_path, html(double)))
    assert made["unsure"] == ["time_limit"]


def test_header_rows_are_told_from_rows_of_words(tmp_path: Path) -> None:
    words: Table = [["公开对象", "公开方式", "公开层级", "公开事项"], ["全社会", "主动", "县级", "甲"]]
    (made,) = rows(reading(tmp_path, html(words)))
    assert part(made, "audience", "method", "levels", "title") == [EVERYONE, ["proactive"], ["county"], "甲"]
    loose: Table = [
        ["", "公开事项", "", "公开内容", "公开主体", "公开对象", "", "公开层级", ""],
        ["序号", "一级", "二级", "（要素）", "", "（全社会）", "（特定群众）", "县级", "乡级"],
        ["1", "综合", "甲", "乙", "县局", "√", "", "", "√"],
    ]
    (made,) = rows(reading(tmp_path, html(loose)))
    assert part(made, "seq", "category", "title", "unsure") == ["1", "综合", "甲", []]
    assert part(made, "audience", "levels") == [EVERYONE, ["township"]]


def test_plain_text_is_cut_at_the_sign_that_gives_headers(tmp_path: Path) -> None:
    text = csv([PLAIN, row("001", "甲,乙,丙,丁,戊", content="子,丑,寅,卯,辰,巳,午,未,申,酉;戌;亥")]).decode("utf-8-sig")
    tabs = text.replace('","', "\t").replace('"', "").replace("001", '="001"')
    (made,) = rows(reading(tmp_path, tabs.encode("utf-16"), "table.txt"))
    assert part(made, "seq", "title", "levels") == ["001", "甲,乙,丙,丁,戊", ["county"]]
    guarded = csv([PLAIN, row("1", "甲", content="'=1+1")])
    (made,) = rows(reading(tmp_path, guarded, "table.csv"))
    assert part(made, "content", "unsure") == [["=1+1"], ["content"]]


def test_offices_mix_up_method_and_channel(tmp_path: Path) -> None:
    head: list[Any] = ["序号", "公开事项", "公开内容", "公开方式"]
    (made,) = rows(reading(tmp_path, html([head, ["1", "甲", "乙", "公开栏、政府网站"]])))
    assert part(made, "method", "unsure") == [None, ["channels"]]
    assert made["channels"] == ["社区/企事业单位/村公示栏（电子屏）", "政府网站"]
    (made,) = rows(reading(tmp_path, html([[*head[:3], "公开形式"], ["1", "甲", "乙", "主动公开"]])))
    assert part(made, "method", "channels", "unsure") == [["proactive"], None, ["method"]]


def test_a_title_repeated_on_each_page_begins_nothing_new(tmp_path: Path) -> None:
    title = "社会救助领域基层政务公开标准目录"
    page = html(title, [PLAIN, row("1", "甲")], title, [PLAIN, row("2", "乙", basis="同上")])
    assert [one["unsure"] for one in rows(reading(tmp_path, page))] == [[], []]


@pytest.mark.parametrize("start", range(0, 40, 10))
def test_a_damaged_file_never_stops_the_reader(tmp_path: Path, start: int) -> None:
    sound = (HERE / "import_cases" / "jiuye.xls").read_bytes()
    for step in range(start, start + 10):
        place = 512 + step * 160
        broken = sound[:place] + bytes((step * 7) % 256 for _ in range(24)) + sound[place + 24 :]
        assert reading(tmp_path, broken, "table.xls").outcome in ("ok", "warn", "refuse")


def test_a_document_without_tables(tmp_path: Path) -> None:
    path = tmp_path / "empty.docx"
    docx.Document().save(str(path))
    assert read(path).remarks[0].code == "table-none"


def test_a_basis_ends_at_a_semicolon_and_channels_lose_their_level_aloud(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_text(
        "示范县就业领域基层政务公开标准目录,,,\n序号,二级事项,公开依据,公开渠道和载体\n"
        "1,职业培训,《就业促进法》第二十一条；省级就业服务规程,县级：政府网站、公示栏；乡级：便民服务站\n",
        encoding="utf-8",
    )
    (row,) = json.loads(rows_json(read(file)))["rows"]
    assert row["basis"] == ["《就业促进法》第二十一条", "省级就业服务规程"]
    assert row["channels"] == ["政府网站", "社区/企事业单位/村公示栏（电子屏）", "便民服务站"]
    assert "channels" in row["unsure"]
