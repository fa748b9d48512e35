"""Workbooks, new and old → grids. Nothing is computed: a formula gives the value that was stored with it."""

from __future__ import annotations

import datetime
import html
import io
import os
import posixpath
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, PasswordError, SheetVisibleEnum

from build_tools.tables import containers, ole
from build_tools.tables.shape import Grid, Place, Remark
from build_tools.tables.spans import MOST_CELLS, MOST_COLUMNS, MOST_ROWS, Piece, Refused, grid

_CELL = re.compile(rb"<(?:\w+:)?c\s(?:[^>]*?\s)?r=[\"']([A-Z]{1,3})([0-9]{1,7})[\"'][^>]*?(?<!/)>(?!</)")
_FORMULA = re.compile(rb"r=[\"']([A-Z]{1,3})([0-9]{1,7})[\"'][^>]*><(?:\w+:)?f[\s>/]")
_LINK = re.compile(rb"<(?:\w+:)?hyperlink\s([^>]*)>")
_HIDDEN_ROW = re.compile(rb"<(?:\w+:)?(?:row|col)\s[^>]*\bhidden=[\"'](?:1|true)[\"']")
_SHEET = re.compile(rb"<(?:\w+:)?sheet\s([^>]*)>")
_RELATION = re.compile(rb"<(?:\w+:)?Relationship\s([^>]*)>")
_ATTRIBUTE = re.compile(rb"([\w:]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")
_DOCTYPE = re.compile(rb"(?i)<!(?:DOCTYPE|ENTITY)|<\x00!\x00D\x00O")
_REFERENCE = re.compile("([A-Z]{1,3})([0-9]{1,7})")
_NOT_HIDDEN = SheetVisibleEnum.Visible


@dataclass(slots=True)
class Extra:
    """What the values of a sheet do not tell: places with formulas, links by place, whether rows are hidden."""

    formulas: list[tuple[int, int]] = field(default_factory=list)
    links: dict[tuple[int, int], str] = field(default_factory=dict)
    hides: bool = False


def read_new(raw: bytes) -> tuple[list[Grid], list[Remark]]:
    """The grids of an .xlsx, one for each sheet that is shown."""
    found = containers.parts(raw)
    if any(_DOCTYPE.search(data) for data in found.values()):
        raise Refused("table-doctype")
    extras = {name: _extra(found, part) for name, part in _sheet_parts(found)}
    return _read(containers.repacked(found), extras)


def marked(raw: bytes, mark: str) -> tuple[str, Sequence[Sequence[object]]] | None:
    """The name and the stored values of the first sheet that begins with a mark, every row at its number; or None."""
    found = containers.parts(raw)
    if any(_DOCTYPE.search(data) for data in found.values()):
        raise Refused("table-doctype")
    for _, part in _sheet_parts(found):
        _extra(found, part)
    with _contained(), CalamineWorkbook.from_filelike(containers.repacked(found)) as book:
        for name in book.sheet_names:
            sheet = book.get_sheet_by_name(name)
            first = sheet.to_python(skip_empty_area=False, nrows=1)
            if first and first[0] and str(first[0][0]).startswith(mark):
                return name, sheet.to_python(skip_empty_area=False)
    return None


def read_old(raw: bytes) -> tuple[list[Grid], list[Remark]]:
    """The grids of an .xls, once its records were seen to claim no more places than there is room for."""
    claims = ole.sheets(raw)
    for sheet in claims:
        _bounded(sheet.rows, sheet.columns)
    extras = {str(number): Extra(sheet.formulas, sheet.links) for number, sheet in enumerate(claims)}
    return _read(io.BytesIO(raw), extras)


@contextmanager
def _contained() -> Iterator[None]:
    """The reader of workbooks panics at some damaged files: that is a refusal too, and its outcry is not shown."""
    kept, nowhere = os.dup(2), os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(nowhere, 2)
        yield
    except Refused:
        raise
    except PasswordError as error:
        raise Refused("table-encrypted") from error
    except BaseException as error:
        if isinstance(error, (KeyboardInterrupt, SystemExit, MemoryError)):
            raise
        raise Refused("table-damaged") from error
    finally:
        os.dup2(kept, 2)
        os.close(kept)
        os.close(nowhere)


def _read(stream: io.BytesIO, extras: dict[str, Extra]) -> tuple[list[Grid], list[Remark]]:
    grids: list[Grid] = []
    remarks: list[Remark] = []
    total = 0
    with _contained(), CalamineWorkbook.from_filelike(stream) as book:
        for number, sheet in enumerate(book.sheets_metadata):
            if sheet.visible != _NOT_HIDDEN:
                remarks.append(Remark("table-hidden-sheet", {"name": sheet.name}))
                continue
            extra = extras.get(sheet.name) or extras.get(str(number)) or Extra()
            try:
                pieces = _pieces(book.get_sheet_by_name(sheet.name), extra)
            except (CalamineError, ValueError, IndexError):
                remarks.append(Remark("table-sheet-unreadable", {"name": sheet.name}))
                continue
            total += len(pieces)
            if total > MOST_CELLS:
                raise Refused("table-too-large", rows=str(total), columns="1")
            made = grid(len(grids), sheet.name, (), pieces)
            if made:
                remarks += _remarks(len(grids), sheet.name, extra)
                grids.append(made)
    return grids, remarks


def _remarks(number: int, name: str, extra: Extra) -> list[Remark]:
    said: list[Remark] = []
    if extra.formulas:
        row, column = extra.formulas[0]
        count = str(len(extra.formulas))
        said.append(Remark("table-formulas", {"count": count, "name": name}, Place(number, row + 1, column + 1)))
    if extra.hides:
        said.append(Remark("table-hidden-rows", {"name": name}))
    return said


def _pieces(sheet: CalamineSheet, extra: Extra) -> list[Piece]:
    """The cells of a sheet with something in them, merged ones with all they cover."""
    first = sheet.start
    if first is None:
        return []
    spans = {start: (end[0] - start[0] + 1, end[1] - start[1] + 1) for start, end in sheet.merged_cell_ranges or ()}
    found: list[Piece] = []
    for row, values in enumerate(sheet.to_python(skip_empty_area=True), first[0]):
        for column, value in enumerate(values, first[1]):
            if value == "":
                continue
            rows, columns = spans.get((row, column), (1, 1))
            link = extra.links.get((row, column))
            found.append(Piece(row, column, _text(value), rows, columns, (link,) if link else ()))
    return found


def _text(value: object) -> str:
    """A stored value as a person reads it."""
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    if isinstance(value, datetime.datetime) and value.time() == datetime.time():
        return value.date().isoformat()
    return str(value).replace("_x000D_", "").replace("\r\n", "\n").replace("\r", "\n")


def _bounded(rows: int, columns: int) -> None:
    if rows > MOST_ROWS or columns > MOST_COLUMNS or rows * columns > MOST_CELLS * 4:
        raise Refused("table-too-large", rows=str(rows), columns=str(columns))


def _extra(found: dict[str, bytes], part: str) -> Extra:
    """What one sheet's part says besides its values, and that it claims no more places than there is room for."""
    data = found.get(part, b"")
    rows = columns = 0
    for hit in _CELL.finditer(data):
        rows, columns = max(rows, int(hit[2])), max(columns, _column(hit[1].decode()))
    _bounded(rows, columns)
    extra = Extra([_place(hit) for hit in _FORMULA.finditer(data)], hides=bool(_HIDDEN_ROW.search(data)))
    folder, _, name = part.rpartition("/")
    targets = dict(_relations(found.get(f"{folder}/_rels/{name}.rels", b"")))
    for hit in _LINK.finditer(data):
        about = _attributes(hit[1])
        place = _REFERENCE.match(about.get("ref", ""))
        target = targets.get(about.get("r:id", ""), "")
        if place and target:
            extra.links[int(place[2]) - 1, _column(place[1]) - 1] = target
    return extra


def _place(hit: re.Match[bytes]) -> tuple[int, int]:
    return int(hit[2]) - 1, _column(hit[1].decode()) - 1


def _sheet_parts(found: dict[str, bytes]) -> Iterator[tuple[str, str]]:
    """The name of each sheet and its part."""
    targets = dict(_relations(found.get("xl/_rels/workbook.xml.rels", b"")))
    for hit in _SHEET.finditer(found.get("xl/workbook.xml", b"")):
        about = _attributes(hit[1])
        target = targets.get(about.get("r:id", ""), "")
        yield about.get("name", ""), posixpath.normpath(posixpath.join("xl", target)).lstrip("/")


def _relations(data: bytes) -> Iterator[tuple[str, str]]:
    for hit in _RELATION.finditer(data):
        about = _attributes(hit[1])
        yield about.get("Id", ""), about.get("Target", "")


def _attributes(data: bytes) -> dict[str, str]:
    return {
        name.decode(): html.unescape((one or other).decode("utf-8", "replace"))
        for name, one, other in _ATTRIBUTE.findall(data)
    }


def _column(letters: str) -> int:
    """A column's letters as its number from 1."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number
