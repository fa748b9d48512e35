"""The plan for the terminal: what is new, doubtful, different, not written; the sum in the last line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from build_tools.importing.fates import Fates
from build_tools.importing.report.wording import (
    advice,
    difference,
    doubted,
    entry,
    finding,
    heading,
    places,
    remark,
    seen,
    told,
)
from build_tools.importing.shape import Plan, Spot
from build_tools.messages import say

_MOST = 30
_MOST_PLACES = 6


def render(plan: Plan, language: str) -> str:
    """Everything, in full."""
    return "\n".join(lines(plan, language, most=None))


def lines(plan: Plan, language: str, most: int | None = _MOST) -> Iterator[str]:
    """The sections that have something to say, each cut after ``most`` lines, and the sum."""
    for phrase, found in (
        ("import_files", list(_files(plan, language))),
        ("import_entries", [entry(one, language) + _at([one.spot], plan, language) for one in plan.entries]),
        ("import_updated", list(_differences(plan, "updated", language))),
        ("import_differs", list(_differences(plan, "differs", language))),
        ("import_doubts", list(_doubts(plan, language))),
        ("import_findings", list(_findings(plan, language))),
        ("import_left", list(_left(plan, language))),
    ):
        if found:
            yield say(phrase, language)
            yield from (f"  {line}" for line in found[:most])
            if most is not None and len(found) > most:
                yield "  " + say("import_more", language, count=len(found) - most)
    yield summary(plan, language)


def summary(plan: Plan, language: str) -> str:
    """The sum in one line."""
    args = {
        "rows": len(plan.results),
        "new": len(list(plan.of("new"))),
        "known": len(list(plan.of("same", "differs", "updated"))),
        "differs": sum(len(one.differences) for one in plan.of("differs")),
        "updated": sum(len(one.differences) for one in plan.of("updated")),
        "left": len(list(plan.of("left"))),
        "doubts": Fates(plan).doubtful(),
    }
    return say("import_summary_updated" if args["updated"] else "import_summary", language, **args)


def _files(plan: Plan, language: str) -> Iterator[str]:
    for source in plan.sources:
        reading = source.reading
        phrase = "import_refused" if reading.outcome == "refuse" else "import_file"
        yield say(phrase, language, file=seen(source.name), tables=len(reading.grids), rows=len(reading.rows))
        for one in reading.remarks:
            spot = Spot(plan.sources.index(source), one.place) if one.place else None
            yield "  " + remark(one, language) + _at([spot], plan, language)
            todo = advice(one, language) if reading.outcome == "refuse" else ""
            if todo:
                yield "  " + say("fix", language) + say("import_colon", language) + todo


def _differences(plan: Plan, kind: str, language: str) -> Iterator[str]:
    for one in plan.results:
        for each in one.differences if one.kind == kind else ():
            yield f"{one.id} {heading(one)}" + say("import_colon", language) + difference(each, plan.names, language)


def _doubts(plan: Plan, language: str) -> Iterator[str]:
    notes: list[tuple[str, Spot | None]] = []
    for one in plan.results:
        if one.written:
            for doubt in one.row.doubts:
                spot = Spot(one.source, doubt.place)
                notes.append((doubted(doubt, language), spot))
        notes += [(told(note, language), note.spot) for note in one.asked()]
    return _grouped(notes, plan, language)


def _findings(plan: Plan, language: str) -> Iterator[str]:
    return _grouped([(finding(one, language), one.spot) for one in plan.findings], plan, language)


def _left(plan: Plan, language: str) -> Iterator[str]:
    """Each reason once, with the names of the rows it holds for."""
    groups: dict[str, list[tuple[str, Spot | None]]] = {}
    for one in plan.of("left"):
        for reason in one.reasons:
            groups.setdefault(told(reason, language), []).append((heading(one), reason.spot))
    for text, rows in groups.items():
        shown = "、".join(name for name, _ in rows[:_MOST_PLACES])
        more = say("import_and_rows", language, count=len(rows)) if len(rows) > _MOST_PLACES else ""
        at = _at([spot for _, spot in rows], plan, language)
        yield f"{shown}{more}" + say("import_colon", language) + text + at


def _grouped(said: Iterable[tuple[str, Spot | None]], plan: Plan, language: str) -> Iterator[str]:
    """What is said of many cells in the same words is said once."""
    groups: dict[str, list[Spot | None]] = {}
    for text, spot in said:
        groups.setdefault(text, []).append(spot)
    for text, spots in groups.items():
        yield text + _at(spots, plan, language)


def _at(spots: list[Spot | None], plan: Plan, language: str) -> str:
    """The cells in brackets, the first of many; the number of rows where the table has no such column."""
    cells = [one for one in spots if one]
    if not cells:
        return say("import_rows", language, count=len(spots)) if len(spots) > 1 else ""
    found = places(cells, plan, language)
    shown = "、".join(found[:_MOST_PLACES])
    if len(found) > _MOST_PLACES:
        shown += say("import_and_more", language, count=len(cells))
    return say("import_at", language, places=shown)
