"""Word files of sheets: headings, official tables with repeated heads, page numbers; the same bytes each time."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from itertools import repeat
from typing import Any
from xml.sax.saxutils import escape

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt

from build_tools.exporting.layout import Cell, Column, Table
from build_tools.exporting.paper.typesetting import legible

_SERIF, _SANS = "SimSun", "SimHei"
"""宋体 and 黑体: on every Windows machine; elsewhere the program finds one like them."""
_NEVER = datetime(2020, 1, 1)
_ZIP_TIME = (1980, 1, 1, 0, 0, 0)
_TWIPS = 56.7
"""To the millimetre."""
_GREY = '<w:shd w:val="clear" w:color="auto" w:fill="EDEDED"/>'


class Sheet:
    """A document on its way. ``across``: the long side of the paper is its width; ``wide``: A3, else A4."""

    def __init__(self, title: str, *, across: bool = False, wide: bool = False) -> None:
        self._made: Any = Document()
        self._size = 9 if wide else 8 if across else 10.5
        section = self._made.sections[0]
        short, long = (297, 420) if wide else (210, 297)
        width, height = (long, short) if across else (short, long)
        section.orientation = WD_ORIENT.LANDSCAPE if across else WD_ORIENT.PORTRAIT
        section.page_width, section.page_height = Mm(width), Mm(height)
        for side in ("left", "right", "top", "bottom"):
            setattr(section, f"{side}_margin", Mm(14))
        self._width = width - 28
        self._properties(title)
        self._styles()
        self._numbered(section.footer.paragraphs[0], title)

    def heading(self, text: str, level: int = 1, *, new_page: bool = False) -> None:
        """A heading; one of the first level stands in the middle and in the contents."""
        made = self._made.add_heading(legible(text), level)
        made.paragraph_format.page_break_before = new_page
        if level == 1:
            made.alignment = WD_ALIGN_PARAGRAPH.CENTER

    def paragraph(self, text: str) -> None:
        """Plain text."""
        self._made.add_paragraph(legible(text))

    def cover(self, front: dict[str, Any]) -> None:
        """The first page: whose catalog it is, its name, how much is in it, who stands for it."""
        sizes = (("county", 24), ("name", 40), ("counted", 16), ("sponsor", 16), ("edition", 14))
        for number, (key, size) in enumerate(sizes):
            made = self._made.add_paragraph(style="Title" if key == "name" else None)
            made.alignment = WD_ALIGN_PARAGRAPH.CENTER
            made.paragraph_format.space_before = Pt(110 if number in (0, 3) else 12)
            made.add_run(legible(front[key])).font.size = Pt(size)

    def contents(self, title: str, chapters: Iterable[str]) -> None:
        """The contents: the ``chapters``, until Word fills in their pages when it opens the file."""
        made = self._made.add_paragraph()
        made.paragraph_format.page_break_before = True
        made.alignment = WD_ALIGN_PARAGRAPH.CENTER
        run = made.add_run(title)
        run.bold, run.font.size = True, Pt(18)
        field = self._made.add_paragraph()
        _field(field, 'TOC \\o "1-1" \\h \\z', dirty=True, before=chapters)

    def official(self, table: Table) -> None:
        """The official table, and its notes."""
        widths = _shared(self._width, [column.width for column in table.columns])
        head = _row(_upper(table), head=True) + _row(_lower(table), head=True)
        covered = [0] * len(table.columns)
        body = "".join(_row(_body(line.cells, table.columns, covered)) for line in table.lines)
        self._table(head + body, widths)
        for note in table.notes:
            self.paragraph(note)

    def plain_table(self, head: Sequence[str], rows: Iterable[Sequence[str]], shares: Sequence[int]) -> None:
        """A table of texts; an empty head has none."""
        widths = _shared(self._width, shares)
        heads = [_cell(one, width, head=True) for one, width in zip(head, widths, strict=False)]
        body = [_row(_cell(one, width) for one, width in zip(row, widths, strict=True)) for row in rows]
        self._table((_row(heads, head=True) if heads else "") + "".join(body), widths)

    def save(self) -> bytes:
        """The file, packed with the same times always."""
        raw = io.BytesIO()
        self._made.save(raw)
        packed = io.BytesIO()
        with zipfile.ZipFile(raw) as old, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as new:
            for name in sorted(old.namelist(), key=lambda one: (one != "[Content_Types].xml", one)):
                about = zipfile.ZipInfo(name, _ZIP_TIME)
                about.compress_type = zipfile.ZIP_DEFLATED
                new.writestr(about, old.read(name))
        return packed.getvalue()

    def _table(self, rows: str, widths: Sequence[int]) -> None:
        columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
        sides = ("top", "left", "bottom", "right", "insideH", "insideV")
        lines = "".join(f'<w:{side} w:val="single" w:sz="4" w:color="595959"/>' for side in sides)
        margins = '<w:tblCellMar><w:left w:w="50" w:type="dxa"/><w:right w:w="50" w:type="dxa"/></w:tblCellMar>'
        look = f'<w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblBorders>{lines}</w:tblBorders>'
        made = f'<w:tbl {nsdecls("w")}><w:tblPr>{look}<w:tblLayout w:type="fixed"/>{margins}</w:tblPr>'
        element = parse_xml(f"{made}<w:tblGrid>{columns}</w:tblGrid>{rows}</w:tbl>")
        for text in element.iter(qn("w:t")):
            text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        for run in element.iter(qn("w:sz")):
            run.set(qn("w:val"), str(int(self._size * 2)))
        body = self._made.element.body
        body.insert(len(body) - 1, element)  # before the settings of the section

    def _properties(self, title: str) -> None:
        about = self._made.core_properties
        about.title, about.author, about.comments, about.language = legible(title), "", "", "zh-CN"
        about.created = about.modified = _NEVER
        about.revision = 1

    def _styles(self) -> None:
        for name, font, size in (
            ("Normal", _SERIF, self._size), ("Title", _SANS, 40), ("Heading 1", _SANS, 16), ("Heading 2", _SANS, 11),
        ):  # fmt: skip
            style = self._made.styles[name]
            style.font.name, style.font.size = font, Pt(size)
            fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
            for key in list(fonts.attrib):
                del fonts.attrib[key]
            for kind in ("ascii", "hAnsi", "eastAsia", "cs"):
                fonts.set(qn(f"w:{kind}"), font)
            style.font.color.rgb = None
            for colour in style.element.iter(qn("w:color")):
                colour.attrib.clear()
                colour.set(qn("w:val"), "000000")
            style.paragraph_format.space_after = Pt(3)

    @staticmethod
    def _numbered(paragraph: Any, title: str) -> None:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        paragraph.add_run(f"{legible(title)}　")
        for text, field in (("", "PAGE"), (" / ", "NUMPAGES")):
            paragraph.add_run(text)
            _field(paragraph, field)


def _field(paragraph: Any, text: str, *, dirty: bool = False, before: Iterable[str] = ()) -> None:
    """Something that Word fills in; ``dirty``: when it opens the file. ``before`` are the lines shown until then."""
    spaces, soon = nsdecls("w"), ' w:dirty="true"' if dirty else ""
    shown = [f"<w:t {spaces}>{escape(legible(line))}</w:t>" for line in before]
    for part in (
        f'<w:fldChar {spaces} w:fldCharType="begin"{soon}/>',
        f'<w:instrText {spaces} xml:space="preserve"> {text} </w:instrText>',
        f'<w:fldChar {spaces} w:fldCharType="separate"/>',
        *(part for line in shown for part in (line, f"<w:br {spaces}/>")),
        f'<w:fldChar {spaces} w:fldCharType="end"/>',
    ):
        paragraph.add_run()._r.append(parse_xml(part))


def _shared(width: int, shares: Sequence[int]) -> list[int]:
    """The width of the page in twips, shared out."""
    return [int(width * _TWIPS * share / sum(shares)) for share in shares]


def _row(cells: Iterable[str], *, head: bool = False) -> str:
    about = "<w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>" if head else ""
    return f"<w:tr>{about}{''.join(cells)}</w:tr>"


def _upper(table: Table) -> Iterator[str]:
    place = 0
    for group, span in table.groups():
        merge = "" if group else "restart"
        yield _cell(group or table.columns[place].label, span=span, merge=merge, head=True)
        place += span


def _lower(table: Table) -> Iterator[str]:
    for column in table.columns:
        yield _cell(column.label if column.group else "", merge="" if column.group else "continue", head=True)


def _body(cells: Sequence[Cell], columns: Sequence[Column], covered: list[int]) -> list[str]:
    made = []
    for place, (cell, column) in enumerate(zip(cells, columns, strict=True)):
        merge = ""
        if cell.rows > 1:
            merge, covered[place] = "restart", cell.rows - 1
        elif cell.rows == 0 and covered[place]:
            merge, covered[place] = "continue", covered[place] - 1
        made.append(_cell(cell.text() if cell.rows else "", merge=merge, middle=column.kind in ("serial", "tick")))
    return made


def _cell(
    text: str, width: int = 0, *, span: int = 1, merge: str = "", head: bool = False, middle: bool = False
) -> str:
    about = f'<w:tcW w:w="{width}" w:type="dxa"/>' if width else ""
    about += f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    about += f'<w:vMerge w:val="{merge}"/>' if merge else ""
    about += _GREY if head else ""
    about += '<w:vAlign w:val="center"/>' if head or middle else ""
    place = '<w:jc w:val="center"/>' if head or middle else ""
    paragraphs = "".join(map(_paragraph, legible(text).split("\n"), repeat(head), repeat(place)))
    return f"<w:tc><w:tcPr>{about}</w:tcPr>{paragraphs}</w:tc>"


def _paragraph(text: str, bold: bool, place: str) -> str:
    look = f'<w:rPr>{"<w:b/>" if bold else ""}<w:sz w:val="18"/></w:rPr>'
    return f'<w:p><w:pPr><w:spacing w:after="0"/>{place}</w:pPr><w:r>{look}<w:t>{escape(text)}</w:t></w:r></w:p>'
