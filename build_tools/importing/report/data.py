"""The plan as JSON, for programs and for keeping: every row, every new entry, every cell."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from build_tools.importing.fates import Fates
from build_tools.importing.report.lines import summary
from build_tools.importing.report.page import said_of
from build_tools.importing.report.wording import entry, finding, remark, told
from build_tools.importing.shape import Note, Plan, Result, Spot
from build_tools.personal import masked
from build_tools.tables.shape import Place


def render(plan: Plan, language: str) -> str:
    """The whole report."""
    made = {
        "format": 1,
        "summary": summary(plan, language),
        "files": [
            {
                "name": source.name,
                "outcome": source.reading.outcome,
                "remarks": [remark(one, language) for one in source.reading.remarks],
            }
            for source in plan.sources
        ],
        "entries": [
            {"registry": one.registry, "id": one.id, "data": one.data, "known": one.known, "said": entry(one, language)}
            for one in plan.entries
        ],
        "rows": [_row(one, language) for one in plan.results],
        "findings": [
            {"code": one.found.code, "path": one.found.where.path, "said": finding(one, language), **_cell(one.spot)}
            for one in plan.findings
        ],
        "cells": list(_cells(plan, language)),
        "changed": list(plan.after),
    }
    return json.dumps(_masked(made), ensure_ascii=False, indent=2)


def _masked(data: Any) -> Any:
    """Identity numbers hidden in every text, before anything is put beside their digits."""
    if isinstance(data, dict):
        return {key: _masked(one) for key, one in data.items()}
    if isinstance(data, list):
        return [_masked(one) for one in data]
    return masked(data) if isinstance(data, str) else data


def _row(one: Result, language: str) -> dict[str, Any]:
    return {
        **_cell(one.spot("title")),
        "outcome": one.kind,
        "id": one.id or None,
        "item": one.data or None,
        "differences": [{"field": each.field, "old": each.old, "new": each.new} for each in one.differences],
        "doubts": [_note(note, language) for note in one.doubts],
        "reasons": [_note(note, language) for note in one.reasons],
    }


def _note(note: Note, language: str) -> dict[str, Any]:
    return {"code": note.code, "said": told(note, language), **note.args, **_cell(note.spot)}


def _cell(spot: Spot | None) -> dict[str, int]:
    """A cell as people count: file, table, row and column from 1."""
    if spot is None:
        return {}
    place = spot.place
    return {"file": spot.source + 1, "table": place.grid + 1, "row": place.row, "column": place.column}


def _cells(plan: Plan, language: str) -> Iterator[dict[str, Any]]:
    fates = Fates(plan)
    for number, source in enumerate(plan.sources):
        for grid, table in enumerate(source.reading.grids):
            for row, cells in enumerate(table.rows, 1):
                for column, cell in enumerate(cells, 1):
                    spot = Spot(number, Place(grid, row, column))
                    fate = fates.of(spot)
                    if cell.master is None and fate.mark != "empty":
                        said = said_of(fate, plan, language)
                        yield {**_cell(spot), "text": cell.text, "fate": fate.mark, "said": said}
