"""A whole file: its grids one after the other, the rows they give, and what is to be said of them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from build_tools.tables import body, containers, delimited, headers, headings, record, web, word, words, workbook
from build_tools.tables.headers import Layout
from build_tools.tables.record import Above
from build_tools.tables.shape import Fate, Grid, Place, Reading, Remark
from build_tools.tables.spans import Refused
from build_tools.tables.stretch import Sofar, Stretch, enter

READERS = {
    "xlsx": workbook.read_new,
    "xls": workbook.read_old,
    "docx": word.read,
    "html": web.read,
    "csv": delimited.read,
}
CALM = {"table-note", "table-formulas", "table-macros", "table-class-as-domain"}
"""Remarks that tell what was done and leave nothing to decide."""


def read(path: Path) -> Reading:
    """Everything in a file of tables. Whatever it holds, there is an answer; what cannot be used is refused."""
    try:
        with path.open("rb") as stream:
            raw = stream.read(containers.MOST_BYTES + 1)
        grids, remarks = READERS[containers.kind(raw)](raw)
        if containers.has_macros(raw):
            remarks = [*remarks, Remark("table-macros")]
        return read_grids(grids, remarks)
    except Refused as refusal:
        return Reading("refuse", remarks=(Remark(refusal.code, refusal.args_by_name),))
    except OSError:
        return Reading("refuse", remarks=(Remark("table-file-closed"),))
    except Exception:
        return Reading("refuse", remarks=(Remark("table-damaged"),))


def read_grids(grids: list[Grid], remarks: list[Remark]) -> Reading:
    """The rows of grids that are already there."""
    sofar = Sofar(remarks=list(remarks))
    sheets = [one for one in grids if one.name]
    for number, grid in enumerate(grids):
        _grid(sofar, number, grid, len(sheets) > 1)
        _close(sofar)
    for number, grid in enumerate(grids):
        _leftovers(sofar, number, grid)
    fates = tuple(sofar.fates[place] for place in sorted(sofar.fates))
    if not sofar.rows:
        code = "table-none-filled" if any(one.code == "table-empty" for one in sofar.remarks) else "table-none"
        return Reading("refuse", tuple(grids), (), (Remark(code), *sofar.remarks), fates)
    doubtful = any(row.doubts for row in sofar.rows) or any(one.code not in CALM for one in sofar.remarks)
    return Reading("warn" if doubtful else "ok", tuple(grids), tuple(sofar.rows), tuple(sofar.remarks), fates)


def _grid(sofar: Sofar, number: int, grid: Grid, many: bool) -> None:
    """One grid: every header in it begins a stretch of items."""
    named = headings.nearest_domain(grid.headings)
    if named or any(map(headings.resets_domain, grid.headings)):
        enter(sofar, named)
    elif likely := headings.likely_domain(grid.headings, bool(sofar.rows)):
        enter(sofar, likely, Place(number, 1, 1), "table-section")
    starts = [row for row in range(len(grid.rows)) if headers.starts(grid, row)]
    if not starts:
        _goes_on(sofar, number, grid)
        return
    if grid.name and not named:
        enter(sofar, "")
        _by_sheet(sofar, number, grid, many)
    sofar.above = Above(optional=any(map(headers.means_optional, [*grid.headings, *_lone_texts(grid, number)])))
    row = 0
    while row < len(grid.rows):
        if row in starts:
            layout = headers.layout(grid, row)
            row = _stretch(sofar, number, grid, layout, min([one for one in starts if one >= layout.last], default=0))
        else:
            _before(sofar, number, grid, row)
            row += 1


def _lone_texts(grid: Grid, number: int) -> list[str]:
    return [
        next(iter(cells.values())).text
        for row in range(len(grid.rows))
        if len(cells := body.distinct(grid, number, row)) == 1
    ]


def _by_sheet(sofar: Sofar, number: int, grid: Grid, many: bool) -> None:
    """A sheet's name stands for a title: surely where it reads like one, else as a doubt, in a book of many sheets."""
    plain = words.compact(grid.name)
    found = headings.domain(plain)
    if found:
        enter(sofar, found)
    elif many and len(plain) > 1 and not plain.isascii() and not words.pattern("heading", "no_sheet").fullmatch(plain):
        enter(sofar, plain, Place(number, 1, 1), "table-sheet-name")


def _before(sofar: Sofar, number: int, grid: Grid, row: int) -> None:
    """A row over a header: a title may name the domain."""
    for place, cell in body.distinct(grid, number, row).items():
        named = headings.domain(cell.text)
        if named or headings.resets_domain(cell.text):
            enter(sofar, named, place)
        note = headings.is_footer(cell.text)
        sofar.fates.setdefault(place, Fate(place, "skipped", "table-note" if note else "table-title"))
        if named:
            sofar.fates[place] = Fate(place, "field", "domain")


def _goes_on(sofar: Sofar, number: int, grid: Grid) -> None:
    """A grid without a header: the rest of the table before it if it is as wide, else no catalogue."""
    width = len(grid.rows[0])
    if sofar.layout is None or width != sofar.width or grid.headings or width < 4:
        return
    layout = replace(sofar.layout, first=0, last=0)
    sofar.remarks.append(Remark("table-without-header", {}, Place(number, 1, 1)))
    _stretch(sofar, number, grid, layout, 0)


def _stretch(sofar: Sofar, number: int, grid: Grid, layout: Layout, until: int) -> int:
    """The rows from a header to the next one, or to the end. Returns the row after them."""
    end = until or len(grid.rows)
    for row in range(layout.first, layout.last):
        for place in body.distinct(grid, number, row):
            sofar.fates[place] = Fate(place, "skipped", "table-header")
    again = (
        not sofar.fresh
        and sofar.layout is not None
        and [one.field for one in sofar.layout.columns] == [one.field for one in layout.columns]
    )
    if not again:
        sofar.above = Above(optional=sofar.above.optional)
    sofar.layout, sofar.width, sofar.fresh = layout, len(grid.rows[0]), False
    sofar.above.lost = record.lost_fields(grid, range(layout.last, end), layout)
    _columns(sofar, number, layout, again)
    before = len(sofar.rows)
    stretch = Stretch(sofar, number, grid, layout)
    if again and sofar.pending and sofar.pending.number == number:
        stretch.open_item, sofar.pending.open_item = sofar.pending.open_item, None
    _close(sofar)
    sofar.pending = stretch
    stretch.read(range(layout.last, end))
    if len(sofar.rows) == before and not stretch.open_item and layout.last and not again:
        sofar.remarks.append(Remark("table-empty", {"domain": sofar.domain}, Place(number, layout.first + 1, 1)))
    return end


def _close(sofar: Sofar) -> None:
    """Finish the item that a repeated header might have cut in two."""
    if sofar.pending:
        sofar.pending.close()
        sofar.pending = None


def _columns(sofar: Sofar, number: int, layout: Layout, again: bool) -> None:
    """Say which columns are not read."""
    for column in layout.columns if not again else ():
        if not column.field:
            place = Place(number, max(layout.last, 1), column.index + 1)
            sofar.remarks.append(Remark("table-unknown-column", {"header": column.header}, place))


def _leftovers(sofar: Sofar, number: int, grid: Grid) -> None:
    """Every cell that nothing was made of is skipped, and so it is said."""
    for row in range(len(grid.rows)):
        for place in body.distinct(grid, number, row):
            sofar.fates.setdefault(place, Fate(place, "skipped", "table-no-catalogue"))
