"""xlsx: the sheet offices edit with its choices, then the official table of each domain to look at and to print.

Every cell is text: nothing in it is taken for a number, an address or a formula.
"""

from __future__ import annotations

import io
from datetime import UTC, datetime
from typing import Any

import xlsxwriter

from build_tools import fields
from build_tools.exporting.names import Names
from build_tools.exporting.shapes import LEVELS, Scalar
from build_tools.exporting.volume import Volume
from build_tools.exporting.work_sheet import DIGEST, DOMAIN, HEAD, Column, WorkSheet, work_sheet
from build_tools.exporting.xlsx_sizes import FONT, height
from build_tools.exporting.xlsx_table import add_table
from build_tools.messages import page as words

SUFFIX = ".xlsx"

SPARE = 200
"""Empty rows behind the last item, for new ones."""

_OPEN = {"format_cells": True, "format_columns": True, "format_rows": True, "sort": True, "autofilter": True}
_LOOKS: dict[str, dict[str, Any]] = {
    "label": {"bold": True, "bg_color": "#DDE6EF", "border": 1, "text_wrap": True, "valign": "vcenter"},
    "how": {"italic": True, "text_wrap": True, "valign": "vcenter", "font_color": "#7F3F00"},
    "fixed": {"num_format": "@", "text_wrap": True, "valign": "top", "border": 4, "bg_color": "#F2F2F2"},
    "open": {"num_format": "@", "text_wrap": True, "valign": "top", "border": 4, "locked": False},
    "plain": {"num_format": "@", "valign": "top"},
}
_WIDTHS = {"content": 46, "basis": 46, "remarks": 30, "link": 40, "audience": 20, "channel": 30, "time_limit": 30}
_MOST_PROMPT = 250


def write(volume: Volume) -> bytes:
    """The workbook; the same bytes for the same catalog."""
    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_numbers": False, "strings_to_urls": False}
    book = xlsxwriter.Workbook(out, options)
    book.set_properties({"created": datetime(2000, 1, 1, tzinfo=UTC), "title": volume.index.catalog.site.name})
    book.set_size(28_000, 16_000)
    looks = {name: book.add_format({"font_name": FONT, "font_size": 10, **look}) for name, look in _LOOKS.items()}
    edited, named = words("export_sheet")
    names = Names(volume.index.catalog)
    sheet = book.add_worksheet(edited)
    places = _choices(book.add_worksheet(named), names, looks)
    _work(sheet, work_sheet(volume), places, looks, names)
    taken = {edited.lower(), named.lower()}
    for table in volume.tables:
        add_table(book, table, taken)
    book.close()
    return out.getvalue()


def _choices(sheet: Any, names: Names, looks: dict[str, Any]) -> dict[str, str]:
    """The sheet with every name that may be written; where the names of each registry stand in it."""
    places = {}
    name, key = words("export_named")
    for number, registry in enumerate((LEVELS, "domains", "bodies", "channels", "laws")):
        column = number * 3
        sheet.set_column(column, column, 34)
        sheet.set_column(column + 1, column + 1, 22)
        label = fields.label(*(("item", ("level",)) if registry == LEVELS else (registry, ())))
        sheet.write_string(0, column, f"{label}：{name}", looks["label"])
        sheet.write_string(0, column + 1, key, looks["label"])
        offered = names.offered(registry)
        for row, (shown, known) in enumerate(offered, 1):
            sheet.write_string(row, column, shown, looks["plain"])
            sheet.write_string(row, column + 1, known, looks["plain"])
        letter = chr(ord("A") + column)
        places[registry] = f"='{sheet.get_name()}'!${letter}$2:${letter}${len(offered) + 1}"
    sheet.freeze_panes(1, 0)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.protect("", _OPEN)
    return places


def _work(sheet: Any, made: WorkSheet, places: dict[str, str], looks: dict[str, Any], names: Names) -> None:
    for place, text in enumerate(made.first):
        sheet.write_string(0, place, text, looks["plain"])
    sheet.set_row(0, None, None, {"hidden": True})
    _labels(sheet, made.columns, looks)
    for number, row in enumerate(made.rows, HEAD):
        for place, text in enumerate(row):
            look = looks["open" if made.columns[place].field else "fixed"]
            sheet.write_string(number, place, text, look) if text else sheet.write_blank(number, place, None, look)
        sheet.set_row(number, _height(made.columns, row))
    last = HEAD + len(made.rows)
    for number in range(last, last + SPARE):
        for place, column in enumerate(made.columns):
            sheet.write_blank(number, place, None, looks["fixed" if column.key in ("id", DIGEST) else "open"])
    for place, column in enumerate(made.columns):
        _offer(sheet, place, column, (last, last + SPARE - 1), places)
    sheet.freeze_panes(HEAD, 4)
    sheet.protect("", {**_OPEN, "insert_rows": True})
    sheet.autofilter(HEAD - 1, 0, last - 1, len(made.columns) - 1)
    _paper(sheet)
    sheet.print_area(HEAD - 1, 0, last - 1, len(made.columns) - 2)


def _labels(sheet: Any, columns: tuple[Column, ...], looks: dict[str, Any]) -> None:
    """Row 2, with what the schema says of each field as a comment; the whole sheet is explained in the first."""
    how, needed = words("export_how")
    for place, column in enumerate(columns):
        field = column.field
        mark = " *" if field and field.required else ""
        sheet.write_string(HEAD - 1, place, column.label + mark, looks["label"])
        said = "\n".join(filter(None, [field.help, needed if field.required else ""])) if field else ""
        if place == 0:
            said = how
        if said:
            sheet.write_comment(HEAD - 1, place, said, {"author": "zwgk", "x_scale": 2, "y_scale": 1 + len(said) / 60})
        hidden = {"hidden": True} if column.key == DIGEST else {}
        sheet.set_column(place, place, _width(column), None, hidden)
    sheet.set_row(HEAD - 1, 30)


def _width(column: Column) -> int:
    if not column.field:
        return 20
    return _WIDTHS.get(column.field.where[0], 22 if column.field.required else 14)


def _height(columns: tuple[Column, ...], row: tuple[str, ...]) -> float:
    pairs = zip(columns, row, strict=True)
    return max(height([text.split("\n")], _width(column), 10) for column, text in pairs if column.key != DIGEST)


def _offer(sheet: Any, place: int, column: Column, spare: tuple[int, int], places: dict[str, str]) -> None:
    """The drop-down of a column. It only helps: a cell may say more than one of the names, or a name and more."""
    shape = column.field.shape if column.field else None
    scalar: Scalar | None = None
    if shape:
        scalar = shape.scalar or (shape.each.scalar if shape.each else None)
    rows = (HEAD, spare[1])
    if column.key == DOMAIN:
        rows, scalar = spare, Scalar("domains")
    if scalar is None or not (scalar.registry in places or scalar.choices):
        return
    source: Any = places.get(scalar.registry) or [label for _, label in scalar.choices]
    options = {"validate": "list", "source": source, "show_error": column.key == DOMAIN, "ignore_blank": True}
    if column.field and column.field.help:
        options |= {"input_title": column.label[:32], "input_message": column.field.help[:_MOST_PROMPT]}
    sheet.data_validation(rows[0], place, rows[1], place, options)


def _paper(sheet: Any) -> None:
    sheet.set_landscape()
    sheet.set_paper(8)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(HEAD - 1)
    sheet.set_footer(f"&C{words('export_page')[0]}")
