"""Makes files of tables as offices have them, in every format that is read."""

from __future__ import annotations

import io
import zipfile
from html import escape
from pathlib import Path

import docx
import xlsxwriter

Cell = str | tuple[str, int, int]
"""A text, or a text with the rows and columns that its cell covers."""

Table = list[list[Cell]]

PLAIN: list[Cell] = [
    *("序号", "一级事项", "二级事项", "公开内容（要素）", "公开依据", "公开时限"),
    *("公开主体", "公开渠道和载体", "公开对象", "公开方式", "公开层级"),
]
"""A header in one row, without columns of ticks."""

TWO: Table = [
    [
        ("序号", 2, 1), ("公开事项", 1, 2), ("公开内容", 2, 1), ("公开依据", 2, 1), ("公开时限", 2, 1),
        ("公开主体", 2, 1),
        ("公开渠道\n和载体", 2, 1), ("公开对象", 1, 2), ("公开方式", 1, 2), ("公开层级", 1, 2),
    ],
    ["一级\n事项", "二级\n事项", "全社会", "特定\n群体", "主动", "依申请\n公开", "县级", "乡、\n村级"],
]  # fmt: skip
"""The header of the standard table in two rows."""


def row(number: str, title: str, **other: str) -> list[Cell]:
    """A row under the plain header; everything but number and title has a usual value."""
    usual = {
        "category": "综合业务", "content": "政策文件", "basis": "《社会救助暂行办法》", "limit": "20个工作日内",
        "body": "县民政局",
        "channels": "■政府网站", "audience": "全社会", "method": "主动", "level": "县级",
    } | other  # fmt: skip
    return [number, usual["category"], title, *(usual[name] for name in list(usual)[1:])]


def laid(table: Table) -> list[tuple[int, int, str, int, int]]:
    """Row, column, text and extent of each cell, where rows of cells leave out what others cover."""
    taken: set[tuple[int, int]] = set()
    found = []
    for number, cells in enumerate(table):
        column = 0
        for cell in cells:
            text, rows, columns = (cell, 1, 1) if isinstance(cell, str) else cell
            while (number, column) in taken:
                column += 1
            taken |= {(number + down, column + right) for down in range(rows) for right in range(columns)}
            found.append((number, column, text, rows, columns))
            column += columns
    return found


def html(*tables: Table | str) -> bytes:
    """A page with headings and tables."""
    said = ["<!DOCTYPE html><html><head><meta charset='utf-8'><title>目录</title></head><body>"]
    for table in tables:
        if isinstance(table, str):
            said.append(f"<p>{escape(table)}</p>")
            continue
        said.append("<table border=1>")
        for cells in table:
            said.append("<tr>")
            for cell in cells:
                text, rows, columns = (cell, 1, 1) if isinstance(cell, str) else cell
                inner = escape(text).replace("\n", "<br>")
                said.append(f"<td rowspan={rows} colspan={columns}>{inner}</td>")
            said.append("</tr>")
        said.append("</table>")
    return "".join(said).encode()


def csv(table: Table, encoding: str = "utf-8-sig") -> bytes:
    """Comma-separated text, merged cells lost as they are when a workbook is saved so."""
    cells = {(number, column): text for number, column, text, _, _ in laid(table)}
    width = max(column for _, column in cells) + 1
    lines = [
        ",".join('"' + cells.get((number, column), "").replace('"', '""') + '"' for column in range(width))
        for number in range(len(table))
    ]
    return "\r\n".join(lines).encode(encoding)


def workbook(path: Path, sheets: dict[str, Table]) -> Path:
    """An .xlsx with merged cells."""
    book = xlsxwriter.Workbook(str(path))
    for name, table in sheets.items():
        sheet = book.add_worksheet(name)
        for number, column, text, rows, columns in laid(table):
            if rows * columns > 1:
                sheet.merge_range(number, column, number + rows - 1, column + columns - 1, text)
            else:
                sheet.write_string(number, column, text)
    book.close()
    return path


def word(*parts: Table | str) -> bytes:
    """A .docx with paragraphs and tables."""
    document = docx.Document()
    for part in parts:
        if isinstance(part, str):
            document.add_paragraph(part)
            continue
        cells = laid(part)
        table = document.add_table(len(part), max(column + columns for _, column, _, _, columns in cells))
        for number, column, text, rows, columns in cells:
            first = table.cell(number, column)
            if rows * columns > 1:
                first = first.merge(table.cell(number + rows - 1, column + columns - 1))
            first.text = text
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def repacked(raw: bytes, changes: dict[str, bytes]) -> bytes:
    """A packed file with some of its parts changed or added."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        kept = {name: old.read(name) for name in old.namelist()}
        for name, data in {**kept, **changes}.items():
            new.writestr(name, data)
    return made.getvalue()
