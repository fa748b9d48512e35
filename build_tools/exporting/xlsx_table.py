"""The official table of a domain as a sheet of a workbook, ready for the printer."""

from __future__ import annotations

from typing import Any

from build_tools.exporting.layout import Cell, Column, Table
from build_tools.exporting.xlsx_sizes import FONT, height
from build_tools.messages import page as words

_SIZE = 9
_LETTERS = 1.78
"""Columns are as wide as so many digits of another, larger font; that many a Chinese character of ours."""

_BASE: dict[str, Any] = {"font_name": FONT, "font_size": _SIZE, "text_wrap": True, "border": 1, "num_format": "@"}
_CENTRE = {"align": "center", "valign": "vcenter"}
_LOOKS: dict[str, dict[str, Any]] = {
    "title": {"font_name": "SimHei", "font_size": 16, **_CENTRE},
    "head": {**_BASE, "font_name": "SimHei", "bg_color": "#E8EEF4", **_CENTRE},
    "text": {**_BASE, "valign": "vcenter"},
    "centre": {**_BASE, **_CENTRE},
    "note": {"font_name": FONT, "font_size": _SIZE, "text_wrap": True, "valign": "vcenter"},
}
_HEAD = 3


def add_table(book: Any, table: Table, taken: set[str]) -> None:
    """Add the sheet of a table under a name that is not taken."""
    sheet = book.add_worksheet(_name(table.domain.name, taken))
    looks = {name: book.add_format(look) for name, look in _LOOKS.items()}
    last = len(table.columns) - 1
    for place, column in enumerate(table.columns):
        sheet.set_column(place, place, column.width * _LETTERS)
    sheet.merge_range(0, 0, 0, last, "", looks["title"])
    sheet.write_string(0, 0, table.title, looks["title"])
    sheet.set_row(0, 34)
    _headers(sheet, table, looks)
    row = _HEAD
    for line in table.lines:
        for place, (column, cell) in enumerate(zip(table.columns, line.cells, strict=True)):
            _write(sheet, row, place, column, cell, looks)
        sheet.set_row(row, _height(table, line.cells))
        row += 1
    for note in table.notes:
        sheet.merge_range(row, 0, row, last, "", looks["note"])
        sheet.write_string(row, 0, note, looks["note"])
        sheet.set_row(row, 16)
        row += 1
    _paper(sheet, row - 1, last, table.title)


def _headers(sheet: Any, table: Table, looks: dict[str, Any]) -> None:
    place = 0
    for group, width in table.groups():
        if not group:
            sheet.merge_range(1, place, 2, place, "", looks["head"])
            sheet.write_string(1, place, table.columns[place].label, looks["head"])
        else:
            if width > 1:
                sheet.merge_range(1, place, 1, place + width - 1, "", looks["head"])
            sheet.write_string(1, place, group, looks["head"])
            for number in range(place, place + width):
                sheet.write_string(2, number, table.columns[number].label, looks["head"])
        place += width
    sheet.set_row(1, 28)
    sheet.set_row(2, 40)


def _write(sheet: Any, row: int, place: int, column: Column, cell: Cell, looks: dict[str, Any]) -> None:
    centred = column.kind in ("serial", "tick") or column.key in ("category", "title")
    look = looks["centre" if centred else "text"]
    if cell.rows > 1:
        sheet.merge_range(row, place, row + cell.rows - 1, place, "", look)
    if cell.rows:
        sheet.write_string(row, place, _text(column, cell)[:32_000], look)


def _text(column: Column, cell: Cell) -> str:
    """The boxes stand side by side, as many on a line as there is room for; entries of a list are numbered by lines."""
    if column.kind == "boxes":
        return "\n".join(_boxed(cell, column.width))
    return cell.text()


def _boxed(cell: Cell, room: int) -> list[str]:
    """Short boxes in two even columns, with blanks of full width between; a long one has a line of its own."""
    lines: list[str] = []
    half = room // 2 - 1
    open_ = False
    for one in cell.text().split("\n") if cell.boxes else ():
        if open_ and len(one) <= half:
            lines[-1] += "\u3000" * (half + 1 - len(lines[-1])) + one
            open_ = False
        else:
            lines.append(one)
            open_ = len(one) <= half
    return lines


def _height(table: Table, cells: tuple[Cell, ...]) -> float:
    pairs = list(zip(table.columns, cells, strict=True))
    return max(
        height([_text(column, cell).split("\n")], column.width * 2, _SIZE) for column, cell in pairs if cell.rows == 1
    )


def _paper(sheet: Any, row: int, column: int, title: str) -> None:
    page, how = words("export_page")
    sheet.set_landscape()
    sheet.set_paper(8)  # A3
    sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    sheet.fit_to_pages(1, 0)
    sheet.center_horizontally()
    sheet.repeat_rows(1, _HEAD - 1)
    sheet.print_area(0, 0, row, column)
    sheet.set_footer(f"&L{title.replace('&', '&&')[:80]}&R{page}")
    sheet.freeze_panes(_HEAD, 3)
    sheet.protect("", {"format_columns": True, "format_rows": True})
    sheet.data_validation(_HEAD, 0, row, column, {"validate": "any", "input_message": how})


def _name(name: str, taken: set[str]) -> str:
    """A name a sheet may have: without certain signs, of 31 characters at most, and used by no other."""
    plain = "".join(" " if sign in "[]:*?/\\" else sign for sign in name).strip().strip("'")[:27] or "-"
    made, number = plain, 2
    while made.lower() in taken or made.lower() == "history":
        made, number = f"{plain} {number}", number + 1
    taken.add(made.lower())
    return made
