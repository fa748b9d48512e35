"""Sources → the plan: every row drafted, recognised or numbered, tried with the whole catalog before it counts."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from build_tools.catalog import Catalog
from build_tools.diagnostics import Severity, UserError
from build_tools.fields import ENTRIES
from build_tools.importing.changes import changes, unreadable
from build_tools.importing.drafting import Drafting
from build_tools.importing.known import Known, differences, key
from build_tools.importing.placing import placed
from build_tools.importing.registers import Registers
from build_tools.importing.shape import Entry, Note, Placed, Plan, Result, Source
from build_tools.messages import words
from build_tools.model import Item
from build_tools.numbering import LEAST_DIGITS, next_id
from build_tools.trial import State, Trial


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the command was asked for: the domain of rows that name none, and whether items that are there change."""

    domain: str = ""
    update: bool = False
    language: str = "zh"


def planned(sources: Sequence[Source], before: State, trial: Trial, wishes: Wishes) -> Plan:
    """What importing these files would do to the catalog as it is ``before``. Raises UserError where a registry is
    not there to be asked.
    """
    missing = next((name for name in ENTRIES if f"catalog/{name}.yml" not in before.files), None)
    if missing:
        raise UserError("registry-not-there", path=f"catalog/{missing}.yml")
    results = [
        Result(number, row)
        for number, source in enumerate(sources)
        if source.reading.outcome != "refuse"
        for row in source.reading.rows
    ]
    registers = Registers(before.loaded.catalog)
    drafting = Drafting(registers, [source.name for source in sources], wishes.domain)
    for one in results:
        drafting.fill(one)
    _recognise(results, before, wishes)
    plan = Plan(tuple(sources))
    again = True
    while again:  # each time at least one row less is to be written
        plan, again = _tried(plan, results, registers, (before, trial), wishes.language)
    for one in results:
        if one.twin and one.twin.kind == "left":
            one.kind = "left"
    return plan


def _recognise(results: list[Result], before: State, wishes: Wishes) -> None:
    """Find the rows that are items already, and those written twice in the tables."""
    known = Known(before)
    seen: dict[tuple[str, ...], Result] = {}
    for one in results:
        if one.kind == "left":
            continue
        first = seen.setdefault((one.domain, *key(one)), one)
        if first is not one:
            same = first.data == one.data
            code = "import_twice_same" if same else "import_twice"
            one.leave(code, one.spot("title"), title=key(one)[1], row=_row(first))
            one.kind, one.twin = ("same", first) if same else ("left", None)
            continue
        item, exact = known.item(one)
        if item is not None:
            _compare(one, item, exact, known, wishes)


def _compare(one: Result, item: Item, exact: bool, known: Known, wishes: Wishes) -> None:
    one.id, one.path, one.known = item.id, item.path, True
    if item.retired:
        one.leave("import_retired", one.spot("title"), id=item.id, date=item.retired.date)
        return
    if not exact:
        args = {"read": "／".join(filter(None, key(one))), "assumed": f"{item.id}（{item.subject.name}）"}
        one.doubts.append(Note("import_item_meant", args, one.spot("title")))
    one.differences = list(differences(one, known.data(item)))
    one.kind = "differs" if one.differences else "same"
    if one.differences and wishes.update:
        if known.readable(item):
            one.kind = "updated"
        else:
            one.leave("import_unreadable", one.spot("title"), path=item.path)


def _tried(
    plan: Plan, results: list[Result], registers: Registers, now: tuple[State, Trial], language: str
) -> tuple[Plan, bool]:
    """The plan as it stands; rows that make an error are left out, and then it has to be made again."""
    before, trial = now
    _settle(results)
    _number([one for one in results if one.kind == "new"], before.loaded.catalog)
    entries = list(_used(results, registers))
    unread = [(one, found) for one in entries for found in unreadable(one)]
    for one, fault in unread:
        _leave(_using(results, {one.id}), Placed(fault, one.spot), language)
    if unread:
        return plan, True
    after = changes(before.loaded.root, results, entries, before.files)
    state = trial.of({**before.files, **after})
    found = placed(state.since(before).diagnostics, results, entries, state)
    errors = [one for one in found if one.found.severity is Severity.ERROR]
    left = [one for one in errors if _left(one, results, entries, language)]
    stuck = [] if left else [one.found for one in errors]
    made = replace(
        plan,
        results=tuple(results),
        entries=tuple(entries),
        findings=tuple(found),
        blocked=tuple(stuck),
        before={path: before.files.get(path) for path in after},
        after=after,
        names={key: names[0] for name in ENTRIES for key, names in registers.called(name).items()},
    )
    return made, bool(left)


def _left(one: Placed, results: list[Result], entries: list[Entry], language: str) -> bool:
    """Leave out the rows that an error comes from; whether there are any."""
    concerned = [each for each in results if each.path == one.found.where.path and each.written]
    if not concerned and one.spot:
        concerned = _using(results, {entry.id for entry in entries if entry.spot == one.spot})
    _leave(concerned, one, language)
    return bool(concerned)


def _using(results: list[Result], ids: set[str]) -> list[Result]:
    """The rows to be written that name one of these new entries."""
    return [one for one in results if one.written and ids & {one.domain, *_names(one.data)}]


def _leave(concerned: list[Result], one: Placed, language: str) -> None:
    said = words(one.found.code, one.found.args, language)
    for each in concerned:
        each.leave("import_error", one.spot, code=one.found.code, title=said.title, text=said.text)


def _settle(results: list[Result]) -> None:
    """Rows that are not written have no number of their own."""
    for one in results:
        if one.kind == "left" and one.path and not one.known:
            one.id = one.path = ""


def _number(new: list[Result], catalog: Catalog) -> None:
    """Ids for new items, one after the other in each domain."""
    given: Counter[str] = Counter()
    for one in new:
        first = next_id(one.domain, catalog)
        number = first.rpartition("-")[2]
        width = max(len(number), LEAST_DIGITS)
        one.id = f"{one.domain}-{int(number) + given[one.domain]:0{width}}"
        one.path = f"catalog/items/{one.domain}/{one.id}.yml"
        given[one.domain] += 1


def _used(results: list[Result], registers: Registers) -> Iterator[Entry]:
    """The new entries that rows to be written name, and no others."""
    named: set[str] = set()
    for one in results:
        if one.kind == "new":
            named |= {one.domain, *_names(one.data)}
        elif one.kind == "updated":
            named |= {*_names([each.new for each in one.differences])}
    yield from (entry for (_, name), entry in registers.entries.items() if name in named)


def _names(data: Any) -> Iterator[str]:
    """Every text of an item that may be an id."""
    if isinstance(data, dict):
        for name, value in data.items():
            yield name
            yield from _names(value)
    elif isinstance(data, list):
        for value in data:
            yield from _names(value)
    elif isinstance(data, str) and re.fullmatch("[a-z][a-z0-9-]*", data):
        yield data


def _row(one: Result) -> str:
    spot = one.spot("title")
    return str(spot.place.row) if spot else "?"
