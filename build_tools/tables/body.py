"""The rows under a header: which are items, which go on from the row above, which are titles, notes or nothing."""

from __future__ import annotations

from dataclasses import dataclass, field

from build_tools.tables import headings, words
from build_tools.tables.headers import Layout, own
from build_tools.tables.shape import Cell, Grid, Place

NAMING = ("seq", "category", "title", "subtitle", "slashed")
_LONGEST_SECTION = 30


@dataclass(slots=True)
class Item:
    """The rows that one item takes, and a doubt about their belonging together."""

    rows: list[int] = field(default_factory=list)
    codes: list[str] = field(default_factory=list)


def place_of(cell: Cell, number: int, row: int, column: int) -> Place:
    """Where a cell stands in its file."""
    return cell.master or Place(number, row + 1, column + 1)


def distinct(grid: Grid, number: int, row: int) -> dict[Place, Cell]:
    """The cells of a row that are not empty, each once, in their order."""
    found: dict[Place, Cell] = {}
    for column, cell in enumerate(grid.rows[row]):
        if cell.text.strip() or cell.links:
            found.setdefault(place_of(cell, number, row, column), cell)
    return found


def kind(grid: Grid, number: int, row: int, layout: Layout) -> str:
    """What a row under a header is: blank, numbering, only-number, domain, section, note, example, more or item."""
    cells = distinct(grid, number, row)
    mine = own(grid.rows[row], row)
    if not cells or not mine:
        return "blank"
    texts = [words.compact(cell.text) for cell in mine]
    start = int(_digits(texts[0]))
    if len(texts) > 3 and texts == [str(start + step) for step in range(len(texts))]:
        return "numbering"
    first_place, first = next(iter(cells.items()))
    if len(cells) == 1:
        return _alone(grid, row, first_place, first, layout)
    fields = {column.field for column in layout.columns if grid.rows[row][column.index] in mine}
    if fields <= {"seq"}:
        return "only-number"
    number_given = any(_text(grid, row, layout, name).isdigit() for name in ("seq",))
    signed = all(headings.is_footer(text) for text in texts) or first_place.column - 1 in {
        column.index for column in layout.of("seq")
    }
    if headings.is_footer(first.text) and (signed or not _text(grid, row, layout, "content")) and not number_given:
        return "note"
    named = [_text(grid, row, layout, name) for name in ("seq", "category", "title")]
    if any(words.pattern("example").match(one) for one in named if one):
        return "example"
    return "item"


def _digits(text: str) -> str:
    return text if text.isdigit() and text.isascii() and len(text) < 4 else "0"


def _text(grid: Grid, row: int, layout: Layout, name: str) -> str:
    return "".join(words.compact(grid.rows[row][column.index].text) for column in layout.of(name))


def _alone(grid: Grid, row: int, place: Place, cell: Cell, layout: Layout) -> str:
    """What a row with a single text is."""
    if headings.domain(cell.text):
        return "domain"
    if headings.is_footer(cell.text):
        return "note"
    wide = sum(1 for one in grid.rows[row] if one is cell or one.master == place) * 2 > len(grid.rows[row])
    column = place.column - 1
    fields = {one.field for one in layout.columns if one.index == column}
    if not wide and fields & {"content", "basis", "time_limit", "publisher", "channels", "audience"}:
        return "more"
    if not wide and fields & {"seq"} and words.compact(cell.text).isdigit():
        return "only-number"
    short = len(words.compact(cell.text)) <= _LONGEST_SECTION
    last = all(not own(grid.rows[later], later) for later in range(row + 1, len(grid.rows)))
    if headings.resets_domain(cell.text) and short:
        return "title"
    return "section" if short and not last and (wide or column == 0 or headings.is_section(cell.text)) else "note"


def goes_on(grid: Grid, number: int, row: int, layout: Layout, last: int | None) -> str:
    """Whether an item's row is more of the item above: by merged cells, by its emptiness (a doubt), or not at all."""
    if last is None:
        return ""
    shared = {name: _shared(grid, number, row, last, layout, name) for name in ("seq", "title", "subtitle", "content")}
    if shared["title"] and shared["content"] and shared["seq"] is not False and shared["subtitle"] is not False:
        return "merged"
    named = [column.index for column in layout.columns if column.field in NAMING]
    cells = [grid.rows[row][index] for index in named]
    if not any(cell.text.strip() and (cell.master is None or cell.master.row == row + 1) for cell in cells):
        titles = [
            grid.rows[row][column.index] for name in ("title", "subtitle", "slashed") for column in layout.of(name)
        ]
        if titles and not any(cell.text.strip() for cell in titles):
            return "table-row-goes-on"
    return ""


def _shared(grid: Grid, number: int, row: int, last: int, layout: Layout, name: str) -> bool | None:
    """Whether two rows have the same merged cell under a field; None where there is no such column."""
    columns = layout.of(name)
    if not columns:
        return None
    pairs = [(grid.rows[row][one.index], grid.rows[last][one.index], one.index) for one in columns]
    return all(place_of(a, number, row, at) == place_of(b, number, last, at) for a, b, at in pairs)
