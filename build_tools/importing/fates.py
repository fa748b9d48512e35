"""What became of every cell, by reading and by importing: none is without an answer."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from build_tools.importing.cells import KEYS
from build_tools.importing.shape import Difference, Note, Placed, Plan, Result, Spot
from build_tools.tables.shape import Doubt, Place

Mark = Literal["empty", "skipped", "field", "unsure", "finding", "left"]
_FROM_ABOVE = ("domain", "category")
"""Fields that may come from a title over the table instead of a cell of the row."""

_RANK: tuple[Mark, ...] = ("empty", "skipped", "field", "unsure", "finding", "left")


@dataclass(slots=True)
class CellFate:
    """A cell's mark and all that is said of it: names of fields, doubts, reasons."""

    mark: Mark = "empty"
    said: list[str | Note | Doubt | Difference | Placed] = field(default_factory=list)

    def add(self, mark: Mark, what: str | Note | Doubt | Difference | Placed) -> None:
        """The graver mark counts; each thing is said once."""
        self.mark = max(self.mark, mark, key=_RANK.index)
        if what and what not in self.said:
            self.said.append(what)


class Fates:
    """The fates of all cells of a plan."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.cells: dict[Spot, CellFate] = {}
        self.read = [{fate.place: fate.what for fate in source.reading.fates} for source in plan.sources]
        settled = _spots(plan, written=False) - _spots(plan, written=True)
        for number, source in enumerate(plan.sources):
            for fate in source.reading.fates:
                spot = Spot(number, fate.place)
                if fate.kind != "field" and not (fate.kind == "unsure" and spot in settled):
                    self._add(spot, fate.kind, fate.what)
        for result in plan.results:
            self._row(result)
        for one in plan.findings:
            self._add(one.spot, "finding", one)
        for number, read in enumerate(self.read):
            self._others(number, read)

    def of(self, spot: Spot) -> CellFate:
        """The fate of one cell; a merged one shares that of its first."""
        cell = self.plan.sources[spot.source].reading.grids[spot.place.grid].rows[spot.place.row - 1]
        master = cell[spot.place.column - 1].master
        return self.cells.get(spot) or self.cells.get(Spot(spot.source, master or spot.place)) or CellFate()

    def doubtful(self) -> int:
        """How many cells somebody should look at."""
        return sum(one.mark in ("unsure", "finding") for one in self.cells.values())

    def _add(self, spot: Spot | None, mark: Mark, what: str | Note | Doubt | Difference | Placed) -> None:
        if spot is not None:
            self.cells.setdefault(spot, CellFate()).add(mark, what)

    def _row(self, result: Result) -> None:
        left = result.kind == "left"
        reading = self.read[result.source]
        for name, place in result.row.places.items():
            spot = Spot(result.source, place)
            if name in _FROM_ABOVE and reading.get(place, name) != name:  # the place of the row stands for the title's
                continue
            if left:
                self._add(spot, "skipped", Note("import_row_left", {}, spot))
            elif name in KEYS:
                self._add(spot, "field", name)
            else:
                self._add(spot, "skipped", Note("import_not_kept", {}, spot))
        for reason in result.reasons if left else ():
            self._add(reason.spot, "left", reason)
        for doubt in result.row.doubts if result.written else ():
            self._add(Spot(result.source, doubt.place), "unsure", doubt)
        for note in () if left else result.asked():
            self._add(note.spot, "unsure", note)
        for one in result.differences if not left else ():
            names = [name for name, where in KEYS.items() if where[0] == one.field]
            self._add(result.spot(*names), "unsure", one)

    def _others(self, number: int, read: dict[Place, str]) -> None:
        """Cells that hold something and that nothing was said of yet."""
        for grid, table in enumerate(self.plan.sources[number].reading.grids):
            for row, cells in enumerate(table.rows, 1):
                for column, cell in enumerate(cells, 1):
                    spot = Spot(number, Place(grid, row, column))
                    if cell.text.strip() and cell.master is None and spot not in self.cells:
                        what = read.get(spot.place, "")
                        code = "import_not_kept" if what else "import_untold"
                        self._add(spot, *(("field", what) if what in KEYS else ("skipped", Note(code, {}, spot))))


def _spots(plan: Plan, *, written: bool) -> set[Spot]:
    """The cells of the rows that are written, or of the others: of those nothing is left to settle."""
    rows = (one for one in plan.results if one.written is written)
    return {Spot(one.source, place) for one in rows for place in one.row.places.values()}
