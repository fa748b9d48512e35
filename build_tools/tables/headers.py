"""Header rows: where they are, and which field of the standard table each column holds."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache

from build_tools import fields
from build_tools.tables import levels, words
from build_tools.tables.channels import known
from build_tools.tables.shape import Cell, Grid

SPLIT = ("audience", "method", "levels", "channels", "five_open", "formats")
"""The fields whose choices may each have a column of their own."""

_MOST_HEADER_ROWS = 5


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its field, the choice it stands for where it is a column of ticks, its header as written."""

    index: int
    field: str
    part: str = ""
    header: str = ""
    doubt: str = ""


@dataclass(frozen=True, slots=True)
class Layout:
    """The header rows of a table (from, to, exclusive), its columns, and whether □ stands for “may” there."""

    first: int
    last: int
    columns: tuple[Column, ...]
    optional: bool = False

    def of(self, field: str) -> list[Column]:
        """The columns of a field."""
        return [column for column in self.columns if column.field == field]


@cache
def field_of(text: str) -> str:
    """The field that a header names, or nothing."""
    if words.pattern("column", "slashed").fullmatch(_slashed(text)):
        return "slashed"
    key = words.header_key(text)
    if not key or len(key) > 30:
        return ""
    for name, expression in words.named("column"):
        if expression.fullmatch(key):
            return name
    return _schema_headers().get(key, "")


def _slashed(text: str) -> str:
    inner = words.in_brackets(text).strip("（）()[]【】")
    return inner or words.compact(text)


@cache
def _schema_headers() -> dict[str, str]:
    """The headers that the schema of the items lists, as keys, with our names of their fields."""
    named = words.table("schema")
    listed = [*fields.fields("item"), *fields.fields("item", ("subject",))]
    return {
        words.header_key(header): named[field.key] for field in listed for header in field.headers if field.key in named
    }


def header_words(texts: Iterable[str]) -> int:
    """How many different fields these texts name."""
    return len({name for text in texts if (name := field_of(text))})


def own(row: tuple[Cell, ...], number: int) -> list[Cell]:
    """The cells of a row that are not the rest of a cell above or to the left, and not empty."""
    return [cell for cell in row if cell.master is None and cell.text.strip()]


def starts(grid: Grid, number: int) -> bool:
    """Whether a header begins in this row: most of its cells name fields."""
    texts = [cell.text for cell in own(grid.rows[number], number)]
    named = header_words(texts)
    if named < 3 and not (named == 2 and len(texts) <= 3):
        return False
    recognised = sum(1 for text in texts if field_of(text) or _part_of_any(text))
    return recognised * 10 >= len(texts) * 5


@cache
def _part_of_any(text: str) -> bool:
    return any(part_of(name, text) for name in SPLIT)


@cache
def part_of(field: str, text: str) -> str:
    """The choice of a field that a header over ticks names, or nothing. Several levels are joined by a comma."""
    key = words.header_key(text)
    if not key:
        return ""
    if field == "levels":
        return ",".join(levels.in_header(words.compact(text)))
    if field == "channels":
        return (known(text) or "") if key else ""
    return next((name for name, expression in words.named("part", field) if expression.fullmatch(key)), "")


def layout(grid: Grid, number: int) -> Layout:
    """The header that begins in a row, with all rows that belong to it."""
    first, last = number, number + 1
    while first and any(cell.master and cell.master.row <= first and cell.text for cell in grid.rows[first]):
        first -= 1
    while last < len(grid.rows) and last - first < _MOST_HEADER_ROWS and _goes_on(grid, first, last):
        last += 1
    rows = grid.rows[first:last]
    found = [_column(index, _path(rows, index)) for index in range(len(rows[0]))]
    if found and not found[0].header and last < len(grid.rows) and grid.rows[last][0].text.strip().isdigit():
        found[0] = replace(found[0], field="seq", header=" ")
    legend = "".join(cell.text for row in rows for cell in row if cell.master is None)
    return Layout(first, last, _settled([one for one in found if one.header]), means_optional(legend))


def means_optional(text: str) -> bool:
    """Whether a legend says that the empty box stands for what may be chosen, not for what was not."""
    found = words.pattern("sign", "legend").findall(words.compact(text))
    off = words.table("sign")["off"]
    return any(sign in off and words.pattern("sign", "may").search(meaning) for sign, meaning in found)


def _goes_on(grid: Grid, first: int, number: int) -> bool:
    """Whether a row still belongs to the header above it."""
    row = grid.rows[number]
    merged = [cell for cell in row if cell.master and first < cell.master.row <= number and cell.text.strip()]
    if any(field_of(cell.text) for cell in merged if cell.master and cell.master.row <= number):
        return True
    cells = own(row, number)
    texts = [cell.text for cell in cells]
    if len(texts) < 2 or starts(grid, number):
        return False
    below = [text for text in texts if field_of(text) or _part_of_any(text)]
    return len(below) * 4 >= len(texts) * 3


def _path(rows: tuple[tuple[Cell, ...], ...], index: int) -> list[str]:
    """The different texts over a column, from the top; in a plain-text table a group's title stands over blanks too."""
    path: list[str] = []
    for depth, row in enumerate(rows):
        text = row[index].text.strip()
        if not text and len(rows) > 1 and depth < len(rows) - 1 and rows[-1][index].text.strip():
            text = _group_before(row, rows[-1], index)
        if text and text not in path:
            path.append(text)
    return path


def _group_before(row: tuple[Cell, ...], last: tuple[Cell, ...], index: int) -> str:
    """The title to the left that blanks in its row continue, as long as each of them has a title below."""
    for column in range(index - 1, -1, -1):
        if not last[column].text.strip() and not row[column].text.strip():
            return ""
        if row[column].text.strip():
            return row[column].text.strip() if last[column].text.strip() else ""
    return ""


def _column(index: int, path: list[str]) -> Column:
    """What a column is, by the lowest of its titles that names a field and what stands below that."""
    header = "".join(words.compact(text) for text in path)
    for depth in range(len(path) - 1, -1, -1):
        name = field_of(path[depth])
        if not name or (name in ("item", "method") and depth and _in_group(path[:depth], path[depth])):
            continue
        below = path[depth + 1 :]
        part = next((part for text in below if (part := part_of(name, text))), "") if name in SPLIT else ""
        part = part or (part_of("levels", path[depth]) if name == "levels" else "")
        return Column(index, name, part, header, "table-header-part" if below and not part else "")
    for depth in range(len(path) - 1, -1, -1):
        for name in SPLIT:
            if part := part_of(name, path[depth]):
                return Column(index, name, part, header)
    return Column(index, "", "", header)


def _in_group(above: list[str], text: str) -> bool:
    """Whether a title is the choice of the group over it rather than a field of its own."""
    return any(part_of(field_of(group), text) for group in above if field_of(group) in SPLIT)


def _settled(found: list[Column]) -> tuple[Column, ...]:
    """Columns whose meaning depends on what other columns there are."""
    names = {column.field for column in found}
    category = bool(names & {"category", "slashed"})
    turns: dict[str, tuple[str, str]] = {}
    if "catalogue" in names and not category:
        turns["catalogue"] = ("category", "")
        category = True
    if "class" in names and not category and names & {"title", "item"}:
        turns["class"] = ("category", "")
        category = True
    if "duration" in names:
        turns["duration"] = ("retention", "") if "time_limit" in names else ("time_limit", "table-header-like")
    if "responsible" in names and "publisher" not in names:
        turns["responsible"] = ("publisher", "table-header-like")
    if "item" in names:
        turns["item"] = ("title", "") if "title" not in names else ("subtitle" if category else "category", "")
    if "title" not in names and "item" not in names and "slashed" not in names:
        if "category" in names and "subtitle" not in names:
            turns["category"] = ("title", "table-header-like")
        elif "content" in names and not names & {"category", "subtitle"}:
            turns["content"] = ("title", "table-header-like")
    return tuple(
        replace(one, field=turns[one.field][0], doubt=one.doubt or turns[one.field][1]) if one.field in turns else one
        for one in found
    )
