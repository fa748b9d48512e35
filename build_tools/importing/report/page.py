"""One HTML file that needs nothing else: the tables as they were, each cell signed by what became of it."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from build_tools.importing.fates import CellFate, Fates
from build_tools.importing.report.lines import lines
from build_tools.importing.report.wording import difference, doubted, finding, seen, skipped, told
from build_tools.importing.shape import Difference, Note, Placed, Plan, Spot
from build_tools.messages import say
from build_tools.tables.shape import Cell, Doubt, Grid, Place
from build_tools.text import shorten

SIGNS = {"field": "√", "unsure": "?", "finding": "!", "left": "×", "skipped": "-", "empty": ""}
_LONGEST = 2000


def render(plan: Plan, language: str) -> str:
    """The page."""
    fates = Fates(plan)
    *told_lines, total = lines(plan, language, most=None)
    made: str = _template().render(
        title=say("import_title", language),
        language={"zh": "zh-CN"}.get(language, language),
        total=total,
        lines=told_lines,
        details=say("import_details", language),
        legend=[
            ("field", SIGNS["field"], say("import_mark_field", language)),
            ("unsure", SIGNS["unsure"], say("import_mark_unsure", language)),
            ("finding", SIGNS["finding"], say("import_mark_finding", language)),
            ("left", SIGNS["left"], say("import_mark_left", language)),
            ("skipped", SIGNS["skipped"], say("import_mark_skipped", language)),
        ],
        files=[
            (
                seen(source.name),
                [
                    _grid(grid, Spot(file, Place(number, 0, 0)), fates, language)
                    for number, grid in enumerate(source.reading.grids)
                ],
            )
            for file, source in enumerate(plan.sources)
        ],
    )
    return made


def said_of(fate: CellFate, plan: Plan, language: str) -> list[str]:
    """All that is said of a cell."""
    return [_sentence(one, plan, language) for one in fate.said]


def _sentence(one: str | Note | Doubt | Difference | Placed, plan: Plan, language: str) -> str:
    if isinstance(one, Note):
        return told(one, language)
    if isinstance(one, Doubt):
        return doubted(one, language)
    if isinstance(one, Difference):
        return difference(one, plan.names, language)
    if isinstance(one, Placed):
        return finding(one, language)
    return skipped(one, language)


def _grid(grid: Grid, start: Spot, fates: Fates, language: str) -> dict[str, Any]:
    number = start.place.grid
    return {
        "name": say("import_table", language, number=number + 1, name=seen(grid.name)),
        "headings": [seen(one, 200) for one in grid.headings],
        "width": range(1, max((len(row) for row in grid.rows), default=0) + 1),
        "rows": [
            [
                _cell(cell, Spot(start.source, Place(number, row, column)), grid, fates, language)
                for column, cell in enumerate(cells, 1)
                if cell.master is None
            ]
            for row, cells in enumerate(grid.rows, 1)
        ],
    }


def _cell(cell: Cell, spot: Spot, grid: Grid, fates: Fates, language: str) -> dict[str, Any]:
    fate = fates.of(spot)
    width, height = _spread(spot.place, grid)
    return {
        "text": "\n".join(seen(line, _LONGEST) for line in shorten(cell.text, _LONGEST).splitlines()),
        "mark": fate.mark,
        "sign": SIGNS[fate.mark],
        "said": said_of(fate, fates.plan, language) if fate.mark != "field" else [],
        "field": "、".join(said_of(fate, fates.plan, language)) if fate.mark == "field" else "",
        "width": width,
        "height": height,
    }


def _spread(place: Place, grid: Grid) -> tuple[int, int]:
    """How many columns and rows a merged cell takes."""
    columns = rows = 1
    while place.column + columns <= len(grid.rows[place.row - 1]) and (
        grid.rows[place.row - 1][place.column + columns - 1].master == place
    ):
        columns += 1
    while place.row + rows <= len(grid.rows) and grid.rows[place.row + rows - 1][place.column - 1].master == place:
        rows += 1
    return columns, rows


@cache
def _template() -> Any:
    loader = FileSystemLoader(Path(__file__).parent)
    made = Environment(loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    return made.get_template("page.html")
