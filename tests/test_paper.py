"""Paper: official tables, the volume, posters and sheets to confirm, as PDF and Word."""

from __future__ import annotations

import io
import subprocess
import zipfile
from pathlib import Path

import docx
import pdfplumber
import pytest

from build_tools.cli import main
from build_tools.diagnostics import UserError
from build_tools.exporting import paper
from build_tools.exporting.paper import typesetting
from build_tools.exporting.selection import select
from build_tools.exporting.volume import Volume, volume
from build_tools.index import build_index
from build_tools.load import load
from build_tools.tables import read
from tests.catalogs import base

HERE = Path(__file__).parent.parent
SHEETS = [(kind, form) for kind in paper.KINDS for form in paper.FORMATS if (kind, form) != ("poster", "docx")]
HOSTILE = "#eval(1) $x$ *粗* <script> `x` \\u{41} @a \u202e倒 \x1b[31m " + "长" * 3000 + "w" * 300


def made(kind: str, files: dict[str, bytes] | None = None, body: str | None = None) -> Volume:
    files = files or base()
    index = build_index(load(sorted(files.items())).catalog)
    whose = body or ("justice" if kind in ("poster", "review") else None)
    return volume(select(index, body=whose), index, files)


def real() -> dict[str, bytes]:
    return {path.relative_to(HERE).as_posix(): path.read_bytes() for path in (HERE / "catalog").rglob("*.yml")}


def written(kind: str, form: str, files: dict[str, bytes] | None = None) -> bytes:
    raw = paper.write(kind, form, made(kind, files))
    assert raw is not None
    return raw


def words(raw: bytes, form: str) -> str:
    """Everything that can be read in a file."""
    if form == "pdf":
        with pdfplumber.open(io.BytesIO(raw)) as pages:
            return "".join(char["text"] for page in pages.pages for char in page.chars)
    document = docx.Document(io.BytesIO(raw))
    return "\n".join(node.text or "" for node in document.element.body.iter() if node.tag.endswith("}t"))


@pytest.mark.parametrize(("kind", "form"), SHEETS)
def test_the_same_bytes_from_the_same_catalog(kind: str, form: str) -> None:
    assert written(kind, form) == written(kind, form)


@pytest.mark.parametrize(("kind", "form"), SHEETS)
def test_every_item_is_there(kind: str, form: str) -> None:
    told = words(written(kind, form), form).replace("\n", "").replace(" ", "")
    for item in made(kind).selection.items:
        if kind == "poster" and "county" in item.level:
            continue
        assert item.subject.name in told


@pytest.mark.parametrize(("kind", "form"), SHEETS)
def test_what_is_written_in_a_catalog_is_text_and_nothing_else(kind: str, form: str) -> None:
    path = "catalog/items/legal-service/legal-service-001.yml"
    item = base()[path].decode()
    escaped = HOSTILE.replace("\\", "\\\\").replace('"', '\\"').replace("\u202e", "").replace("\x1b", "")
    files = base() | {path: item.replace("title: 法律援助服务", f'title: "{escaped[:190]}"').encode()}
    files[path] = files[path].replace("  - 申请条件".encode(), f'  - "{escaped[:900]}"'.encode())
    told = words(written(kind, form, files), form).replace("\n", "").replace("\u200b", "").replace(" ", "")
    assert "#eval(1)" in told
    assert "*粗*" in told


@pytest.mark.parametrize("kind", paper.KINDS)
def test_a_pdf_is_tagged_named_and_carries_its_fonts(kind: str) -> None:
    raw = written(kind, "pdf")
    with pdfplumber.open(io.BytesIO(raw)) as pages:
        catalog = pages.doc.catalog
        assert "StructTreeRoot" in catalog
        assert b"zh" in bytes(catalog["Lang"])
        assert pages.metadata["Title"]
        assert b"pdfuaid" in raw


@pytest.mark.parametrize("kind", paper.KINDS)
def test_telephone_numbers_can_be_searched_and_copied(kind: str) -> None:
    told = words(written(kind, "pdf"), "pdf")
    assert "\u200b" not in told
    assert "0000-123" in told


def test_letters_that_print_nothing_or_turn_the_line_are_marked() -> None:
    assert typesetting.legible({"a": ["\u202eb\x1b"]}) == {"a": ["\ufffdb\ufffd"]}


def test_a_computer_without_chinese_fonts(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(UserError) as caught:
        typesetting.chosen(["DejaVu Sans", "Times New Roman"])
    assert caught.value.code == "no-chinese-font"
    assert typesetting.chosen(["SimHei"])["serif"] == ["SimHei"]


def test_the_volume_has_a_cover_contents_chapters_and_the_bodies() -> None:
    files = real()
    raw = written("booklet", "pdf", files)
    with pdfplumber.open(io.BytesIO(raw)) as pages:
        texts = [page.extract_text() for page in pages.pages]
    shown = made("booklet", files)
    assert "228 个公开事项" in texts[0]
    for number, table in enumerate(shown.tables):
        assert table.title in texts[1], number
    assert "公开主体联系方式" in texts[1]
    lines = (line for line in texts[1].splitlines() if line[-1:].isdigit())
    listed = {line.rstrip("0123456789 .").strip(): int(line.split()[-1]) for line in lines}
    for table in shown.tables:
        assert table.title in texts[listed[table.title]], "the page the contents name"
    assert "县民政局" in texts[-1] + texts[-2] + texts[-3]


def test_a_word_table_repeats_its_head_and_merges_categories() -> None:
    document = docx.Document(io.BytesIO(written("table", "docx", real())))
    table = document.tables[0]
    xml = table._tbl.xml
    assert xml.count("w:tblHeader") == 2
    assert 'w:vMerge w:val="restart"' in xml
    assert "■" in xml
    assert "□" in xml
    assert "√" in xml
    assert 'w:orient="landscape"' in document.sections[0]._sectPr.xml
    assert document.core_properties.title
    assert "NUMPAGES" in document.sections[0].footer._element.xml


def test_a_word_table_can_be_read_again(tmp_path: Path) -> None:
    """What the layout shows, comes back: titles, content, basis, limits, channels, ticks."""
    shown = made("table", real())
    file = tmp_path / "table.docx"
    file.write_bytes(written("table", "docx", real()))
    reading = read(file)
    assert reading.outcome != "refuse"
    items = [line.item for table in shown.tables for line in table.lines]
    assert [row.values["title"] for row in reading.rows] == [item.subject.name for item in items]
    assert [row.values["category"] for row in reading.rows] == [item.subject.category for item in items]
    pairs = zip(reading.rows, items, strict=True)
    same = sum(row.values["content"] == list(item.content) for row, item in pairs)
    assert same > 0.9 * len(items)


@pytest.mark.parametrize("said", ["--kind poster", "--kind review", "--kind poster --body justice"])
def test_misuse(said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from tests.conftest import repository

    county = repository(tmp_path / "county", base())
    words = said.split()
    form = "docx" if "--body" in words else "pdf"
    assert main(["--project", str(county), "export", "--format", form, *words, "--out", str(tmp_path / "x")]) == 2
    assert "改法" in capsys.readouterr().err
    assert not (tmp_path / "x").exists()


def test_workbooks_have_no_kind(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from tests.conftest import repository

    county = repository(tmp_path / "county", base())
    assert main(["--project", str(county), "export", "--format", "xlsx", "--kind", "booklet"]) == 2
    assert "--kind booklet" in capsys.readouterr().err


@pytest.mark.parametrize("kind", ["table", "booklet", "review"])
def test_word_files_are_whole(kind: str) -> None:
    with zipfile.ZipFile(io.BytesIO(written(kind, "docx"))) as packed:
        assert packed.testzip() is None
        assert {one.date_time for one in packed.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_no_program_and_no_net_is_needed(monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*args: object, **more: object) -> None:
        raise AssertionError("a program was started")

    monkeypatch.setattr(subprocess, "Popen", refused)
    assert written("table", "pdf").startswith(b"%PDF")


def test_too_much_for_one_pdf_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paper, "MOST", 1)
    with pytest.raises(UserError) as caught:
        written("table", "pdf")
    assert caught.value.code == "too-much-paper"
    assert written("table", "docx")
