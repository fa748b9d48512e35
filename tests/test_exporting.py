"""Tables handed on: the right items, the official layout, safe and the same bytes each time."""

from __future__ import annotations

import io
import json
import re
import zipfile
from pathlib import Path
from typing import Any

import pytest
from lxml import html
from python_calamine import CalamineWorkbook

from build_tools import tables
from build_tools.cli import main
from build_tools.diagnostics import UserError
from build_tools.exporting import FORMATS
from build_tools.exporting.selection import select
from build_tools.exporting.volume import Volume, volume
from build_tools.exporting.xlsx_sizes import height
from build_tools.exporting.xlsx_table import _name
from build_tools.index import build_index
from build_tools.load import load
from tests.catalogs import base
from tests.payloads import hostile

INDEX = build_index(load(sorted(base().items())).catalog)
OURS = ("xlsx", "csv", "html", "json")


def volume_of(files: dict[str, bytes], **chosen: Any) -> Volume:
    """The volume of a catalog in memory."""
    index = build_index(load(sorted(files.items())).catalog)
    return volume(select(index, **chosen), index, files)


@pytest.mark.parametrize(
    ("chosen", "ids"),
    [
        ({}, ["legal-service-001", "social-assistance-001"]),
        ({"domain": "legal-service"}, ["legal-service-001"]),
        ({"domain": "公共法律服务"}, ["legal-service-001"]),
        ({"level": "village"}, ["social-assistance-001"]),
        ({"level": "县级", "body": "justice"}, ["legal-service-001"]),
        ({"body": "县司法局"}, ["legal-service-001"]),
        ({"body": "qingshi-town"}, ["social-assistance-001"]),
    ],
)
def test_items_are_chosen_by_id_or_name(chosen: dict[str, Any], ids: list[str]) -> None:
    assert sorted(item.id for item in select(INDEX, **chosen).items) == ids


@pytest.mark.parametrize(
    ("chosen", "code"),
    [
        ({"domain": "legal-servise"}, "export-unknown"),
        ({"body": "县司法居"}, "export-unknown"),
        ({"level": "省级"}, "export-level"),
        ({"domain": "legal-service", "body": "civil-affairs"}, "nothing-to-export"),
    ],
)
def test_a_wrong_condition_is_told(chosen: dict[str, Any], code: str) -> None:
    with pytest.raises(UserError) as told:
        select(INDEX, **chosen)
    assert told.value.code == code


def test_the_layout_is_the_official_one() -> None:
    table = volume_of(base(), domain="legal-service").tables[0]
    assert [group for group, _ in table.groups() if group] == ["公开事项", "公开对象", "公开方式", "公开层级"]
    assert sum(width for _, width in table.groups()) == len(table.columns)
    assert [column.label for column in table.columns][:4] == ["序号", "一级事项", "二级事项", "公开内容（要素）"]
    cells = dict(zip([column.key for column in table.columns], table.lines[0].cells, strict=True))
    assert cells["serial"].text() == "1"
    assert cells["content"].lines == ("申请条件；", "申请材料")
    assert cells["method.on-request"].text() == "√"
    assert cells["method.proactive"].text() == ""
    assert cells["audience.group"].text() == "申请人"
    assert "■政府网站" in cells["channel"].text()
    assert "法律服务网" in cells["channel"].text()


def test_categories_are_merged_and_channels_not_used_are_shown() -> None:
    path = "catalog/items/legal-service/legal-service-001.yml"
    other = base()[path].replace("法律援助服务".encode(), "另一事项".encode())
    other = other.replace(b"  - website\n", b"  - id: village-board\n    optional: true\n")
    files = {**base(), path.replace("001", "002"): other}
    first, second = volume_of(files, domain="legal-service").tables[0].lines
    assert [line.cells[1].rows for line in (first, second)] == [2, 0]
    channel = [line.cells[7].text() for line in (first, second)]
    assert re.search("□[^\n]*栏", channel[0])
    assert "可选" not in channel[0]
    assert re.search("□[^\n]*栏[^\n]*（可选）", channel[1])
    assert "□政府网站" in channel[1]


@pytest.mark.parametrize("form", OURS)
@pytest.mark.parametrize("files", [base(), hostile()], ids=["sound", "hostile"])
def test_the_same_catalog_gives_the_same_bytes(form: str, files: dict[str, bytes]) -> None:
    assert FORMATS[form].write(volume_of(files)) == FORMATS[form].write(volume_of(files))


@pytest.mark.parametrize("files", [base(), hostile()], ids=["sound", "hostile"])
def test_a_workbook_computes_nothing_and_links_nowhere(files: dict[str, bytes]) -> None:
    raw = FORMATS["xlsx"].write(volume_of(files))
    with zipfile.ZipFile(io.BytesIO(raw)) as packed:
        parts = {name: packed.read(name).decode() for name in packed.namelist() if name.endswith((".xml", ".rels"))}
    sheets = [text for name, text in parts.items() if name.startswith("xl/worksheets/sheet")]
    assert len(sheets) == 2 + len({item.domain for item in volume_of(files).selection.items})
    assert not any(re.search(r"<f[ >]|<hyperlink", text) for text in sheets)
    assert not any(re.search(r'<c (?![^>]* t="s")[^>]*[^/]>', text) for text in sheets)
    assert not any("http" in text for name, text in parts.items() if name.endswith(".rels") and "externalLink" in text)
    assert all("<sheetProtection " in text for text in sheets)


def test_the_sheets_are_ready_for_the_printer() -> None:
    raw = FORMATS["xlsx"].write(volume_of(base()))
    with zipfile.ZipFile(io.BytesIO(raw)) as packed:
        sheet = packed.read("xl/worksheets/sheet3.xml").decode()
        book = packed.read("xl/workbook.xml").decode()
    assert 'orientation="landscape"' in sheet
    assert 'paperSize="8"' in sheet
    assert "第&amp;P页" in sheet
    assert "_xlnm.Print_Titles" in book
    rows = CalamineWorkbook.from_filelike(io.BytesIO(raw)).get_sheet_by_index(2).to_python()
    assert str(rows[0][0]).endswith("政务公开标准目录")
    assert rows[1][1] == "公开事项"
    assert str(rows[-1][0]).startswith("公开对象")


def test_the_page_stands_alone() -> None:
    raw = FORMATS["html"].write(volume_of(hostile()))
    page = html.document_fromstring(raw.decode("utf-8"))
    assert not page.xpath(
        "//script | //img | //iframe | //object | //link | //svg | //form | //@onload | //@style[1][contains(., 'url')]"
    )
    assert {attribute for one in page.iter() for attribute in one.attrib if attribute.startswith("on")} == set()
    assert all(one.startswith("#") for one in page.xpath("//@href"))
    page = html.document_fromstring(FORMATS["html"].write(volume_of(base())).decode())
    assert len(page.xpath("//table")) == 2
    for table in page.xpath("//table"):
        heads = table.xpath("./thead/tr")
        assert len(heads) == 2
        wide = sum(int(one.get("colspan", 1)) for one in heads[0])
        assert wide == len(table.xpath("./colgroup/col")) == len(table.xpath("./tbody/tr[1]/*"))


def test_the_page_can_be_read_as_anybody_else_s_table(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_bytes(FORMATS["html"].write(volume_of(base())))
    found = {row.values["title"]: row.values for row in tables.read(path).rows}
    for item in INDEX.catalog.active():
        row = found[item.subject.title]
        assert row["category"] == item.subject.category
        assert row["content"] == list(item.content)
        assert row["method"] == list(item.method)
        assert row["levels"] == list(item.level)


def test_data_hold_the_chosen_items_alone() -> None:
    data = json.loads(FORMATS["json"].write(volume_of(base(), domain="legal-service")))
    assert list(data["items"]) == ["legal-service-001"]
    assert data["format"] == "zwgk-catalog/1"
    assert "civil-affairs" in data["bodies"]


def test_names_of_sheets_are_allowed_and_different() -> None:
    taken = {"编辑"}
    made = [_name(name, taken) for name in ("甲/乙:丙*[丁]", "长" * 60, "长" * 61, "编辑", "History", "Abc", "aBC")]
    assert len({name.lower() for name in made}) == len(made)
    assert all(0 < len(name) <= 31 and not re.search(r"[\[\]:*?/\\]|^'|'$", name) for name in made)


def test_rows_are_as_high_as_their_text() -> None:
    assert height([["一" * 10]], 22, 10) < height([["一" * 40]], 22, 10) < height([["一"] * 60], 22, 10) <= 409


def test_a_catalog_with_errors_is_not_handed_on(county: Path, tmp_path: Path) -> None:
    out = tmp_path / "a.xlsx"
    item = county / "catalog/items/legal-service/legal-service-001.yml"
    item.write_text(item.read_text(encoding="utf-8").replace("- justice", "- nobody"), encoding="utf-8")
    assert main(["--project", str(county), "export", "--format", "xlsx", "--out", str(out)]) == 1
    assert not out.exists()


def test_where_files_go(county: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    args = ["--project", str(county), "export", "--format", "html"]
    assert main([*args, "--domain", "legal-service"]) == 0
    assert (tmp_path / "legal-service.html").is_file()
    assert main(args) == 0
    assert (tmp_path / "catalog.html").is_file()
    assert main([*args, "--out", str(tmp_path)]) == 2
    assert main([*args, "--out", str(tmp_path / "none" / "a.html")]) == 2
    assert main([*args, "--domain", "../x"]) == 2
