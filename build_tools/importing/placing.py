"""Findings of the check in files that an import makes → the cells of the table that gave rise to them."""

from __future__ import annotations

from build_tools.diagnostics import Diagnostic, Severity
from build_tools.importing.cells import KEYS
from build_tools.importing.shape import Entry, Placed, Result, Spot
from build_tools.source import Document
from build_tools.trial import State


def placed(found: tuple[Diagnostic, ...], results: list[Result], entries: list[Entry], after: State) -> list[Placed]:
    """Each finding with its cell; without one where it lies in a file that no row made."""
    by_path = {one.path: one for one in results if one.path}
    made: list[Placed] = []
    for one in found:
        document = after.loaded.documents.get(one.where.path)
        result = by_path.get(one.where.path)
        spot = _of_item(one, document, result) if result else _of_entry(one, document, entries, after)
        made.append(Placed(one, spot))
    return made


def _of_item(found: Diagnostic, document: Document | None, result: Result) -> Spot | None:
    """The cell of the field that a finding lies in, or that it misses; none where it is about the whole item."""
    missing = found.args.get("missing", "")
    if (found.where.line, found.where.column) == (1, 1) and not missing and found.severity is Severity.WARNING:
        return None
    names = [name for name, where in KEYS.items() if missing in where]
    names += _fields(document, found.where.line)
    return result.spot(*names, "title")


def _fields(document: Document | None, line: int) -> list[str]:
    """The fields of a row that may lie behind a line of an item: those of the key inmost there first."""
    keys = document.spans().keys if document else {}
    starts = sorted((span.line, len(where), where) for where, span in keys.items() if span.line <= line)
    if not starts:
        return []
    where = starts[-1][2]
    exact = [name for name, one in KEYS.items() if one == where[: len(one)] and len(one) > 1]
    return exact + [name for name, one in KEYS.items() if one[0] == where[0]]


def _of_entry(found: Diagnostic, document: Document | None, entries: list[Entry], after: State) -> Spot | None:
    keys = document.spans().keys if document else {}
    above = [(span.line, where[0]) for where, span in keys.items() if len(where) == 1 and span.line <= found.where.line]
    key = max(above)[1] if above else ""
    named = (one for one in entries if one.id == key)
    return next((one.spot for one in named if after.loaded.registry(one.registry) == found.where.path), None)
