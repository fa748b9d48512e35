"""The way back: what an office has changed in our workbook or CSV becomes changes of files, and nothing else does.

A cell that says what it said is no change. A file of the catalog that was changed since is told, not overwritten; a
row that is missing is told, never deleted.
"""

from __future__ import annotations

import copy
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from build_tools.canonical import dump
from build_tools.diagnostics import Diagnostic, Severity, Span
from build_tools.exporting.names import Names
from build_tools.exporting.notation import written
from build_tools.exporting.reading import Cannot, understood
from build_tools.exporting.shapes import Field, item_fields
from build_tools.exporting.work_sheet import DIGEST, DOMAIN, data_of, digest, value_at
from build_tools.importing.amending import amended
from build_tools.importing.work_file import WorkFile, WorkRow, read_work, recognised
from build_tools.model import Item
from build_tools.numbering import next_id
from build_tools.trial import Files, State

__all__ = ["Edit", "WorkPlan", "plan_workbook", "recognised"]


@dataclass(frozen=True, slots=True)
class Edit:
    """One cell that says something new: the item, the label of the field, the row, what stood there, what stands."""

    item: str
    label: str
    row: int
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class WorkPlan:
    """What would be written (``changes``: path → bytes), the edits it comes from, new items, and what is told.

    Of the findings an error means that the row it names is not written.
    """

    file: WorkFile
    changes: Files
    edits: tuple[Edit, ...]
    added: tuple[tuple[str, int], ...]
    told: tuple[Diagnostic, ...]
    rows: Mapping[str, int]
    """Which row each changed file comes from."""

    def column(self, field: str) -> tuple[int, str]:
        """The place and label of the first column of a field of an item."""
        below = (spot for key, spot in self.file.columns.items() if key.partition(".")[0] == field)
        return next(below, (0, field))


def plan_workbook(path: Path, before: State) -> WorkPlan:
    """What reading the file back would do to the catalog. Raises UserError where it is no file of ours."""
    work = _Work(read_work(path), before)
    work.run()
    return WorkPlan(work.file, work.changes, tuple(work.edits), tuple(work.added), tuple(work.told), work.rows)


@dataclass(slots=True)
class _Work:
    file: WorkFile
    before: State
    changes: Files = field(default_factory=dict)
    edits: list[Edit] = field(default_factory=list)
    added: list[tuple[str, int]] = field(default_factory=list)
    told: list[Diagnostic] = field(default_factory=list)
    names: Names = field(init=False)
    digests: dict[str, str] = field(default_factory=dict)
    numbers: dict[str, str] = field(default_factory=dict)
    rows: dict[str, int] = field(default_factory=dict)

    def run(self) -> None:
        """Go through the rows."""
        catalog = self.before.loaded.catalog
        self.names = Names(catalog)
        self.digests = {digest(self.before.files[item.path]): item.id for item in catalog.items.values()}
        for key in self.file.columns.keys() - {"id", DOMAIN, DIGEST, *(one.key for one in item_fields())}:
            self._tell("work-column", 1, key)
        ids = [row.cells.get("id", "").strip() for row in self.file.rows]
        count = Counter(ids)
        for row, key in zip(self.file.rows, ids, strict=True):
            if key and count[key] > 1:
                self._tell("work-id-twice", row.number, "id", id=key)
            elif key in catalog.items:
                self._known(row, catalog.items[key])
            elif key:
                self._tell("work-id-unknown", row.number, "id", id=key, meant=self._was(row, ids))
            elif self._was(row, ids):
                self._tell("work-id-unknown", row.number, "id", id="", meant=self._was(row, ids))
            else:
                self._new(row)
        for gone in sorted(self.file.ids - set(ids) - {one.args.get("meant", "") for one in self.told}):
            if gone in catalog.items and catalog.items[gone].retired is None:
                self._tell("work-row-gone", 1, "id", Severity.WARNING, id=gone)

    def _was(self, row: WorkRow, ids: list[str]) -> str:
        """The id that stood in the row, where it is nowhere else; a row copied for a new item is no such."""
        id_ = self.digests.get(row.cells.get(DIGEST, "").strip(), "")
        return "" if id_ in ids else id_

    def _known(self, row: WorkRow, item: Item) -> None:
        """A row of an item there is: change what its cells say anew."""
        raw = self.before.files[item.path]
        data = data_of(raw, item.path)
        typed = row.cells.get(DOMAIN, "").strip()
        if typed and self.names.meant("domains", typed) != item.domain:
            self._tell("work-domain", row.number, DOMAIN, id=item.id, name=self.names.shown("domains", item.domain))
            return
        found = len(self.told)
        changed = list(self._changed(row, data))
        if len(self.told) > found or not changed:
            return
        if row.cells.get(DIGEST, "").strip() != digest(raw):
            labels = "、".join(one.labels[-1] for one, _ in changed)
            self._tell("work-conflict", row.number, changed[0][0].key, id=item.id, labels=labels)
            return
        made = copy.deepcopy(data)
        for one, value in changed:
            put(made, one.where, value)
        after = amended(item.path, raw, made)
        if after is None:
            self._tell("work-layout", row.number, changed[0][0].key, id=item.id, path=item.path)
            return
        self.changes[item.path], self.rows[item.path] = after, row.number
        for one, value in changed:
            old = value_at(data, one.where)
            texts = ("" if part is None else written(part, one.shape, self.names) for part in (old, value))
            self.edits.append(Edit(item.id, one.labels[-1], row.number, *texts))

    def _changed(self, row: WorkRow, data: dict[str, Any]) -> Iterator[tuple[Field, Any]]:
        """Each field whose cell says something else than the data, with what it says; cells that say nothing
        readable are told.
        """
        for one in item_fields():
            if one.key not in row.cells:
                continue
            old, text = value_at(data, one.where), row.cells[one.key]
            now = "" if old is None else written(old, one.shape, self.names)
            if text.strip() == now.strip() or (self.file.narrow and text == _narrowed(now)):
                continue
            try:
                value = self._value(row, one)
            except Cannot:
                continue
            if value != old:
                yield one, value

    def _value(self, row: WorkRow, one: Field) -> Any:
        """What a cell says, None for nothing. Raises Cannot, having told it."""
        text = row.cells.get(one.key, "")
        if not text.strip():
            return None
        try:
            return understood(text, one.shape, self.names)
        except Cannot as error:
            self._tell(error.code, row.number, one.key, Severity.ERROR, **error.args_by_name)
            raise

    def _new(self, row: WorkRow) -> None:
        """A row without an id: a new item with the next number of its domain."""
        typed = row.cells.get(DOMAIN, "").strip()
        domain = self.names.meant("domains", typed) if typed else None
        if domain is None:
            self._tell("work-domain-needed", row.number, DOMAIN, typed=typed)
            return
        found = len(self.told)
        data: dict[str, Any] = {}
        for one in item_fields():
            try:
                value = self._value(row, one)
            except Cannot:
                continue
            if value is not None:
                put(data, one.where, value)
            elif one.required:
                self._tell("cell-empty", row.number, one.key)
        if len(self.told) > found or self._read_before(domain, data):
            return
        key = self._next(domain)
        path = f"{self.before.loaded.root}/items/{domain}/{key}.yml"
        self.changes[path], self.rows[path] = dump("item", data).encode(), row.number
        self.added.append((key, row.number))

    def _read_before(self, domain: str, data: dict[str, Any]) -> bool:
        """Whether there is such an item already: the same file is read back a second time."""
        paths = (item.path for item in self.before.loaded.catalog.items.values() if item.domain == domain)
        return any(data_of(self.before.files[path], path) == data for path in paths)

    def _next(self, domain: str) -> str:
        """The next number of a domain, also behind those given out here."""
        if domain in self.numbers:
            head, _, number = self.numbers[domain].rpartition("-")
            self.numbers[domain] = f"{head}-{int(number) + 1:0{len(number)}}"
        else:
            self.numbers[domain] = next_id(domain, self.before.loaded.catalog)
        return self.numbers[domain]

    def _tell(self, code: str, row: int, key: str, severity: Severity = Severity.ERROR, **args: str) -> None:
        place, label = self.file.columns.get(key, (0, key))
        span = Span(self.file.name, row, place + 1, row, place + 1)
        where = {"sheet": self.file.sheet or self.file.name, "row": str(row), "column": label, "cell": cell_name(place)}
        self.told.append(Diagnostic(span, code, severity, args={**args, **where}))


def cell_name(place: int) -> str:
    """The letters of a column, counted from 0."""
    name = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        name = chr(ord("A") + rest) + name
    return name


def put(data: dict[str, Any], where: tuple[str, ...], value: Any) -> None:
    """Put a value at a place, None to take it away; a mapping left empty goes too."""
    *outer, last = where
    chain = [data]
    for key in outer:
        chain.append(chain[-1].setdefault(key, {}))
    if value is None:
        chain[-1].pop(last, None)
    else:
        chain[-1][last] = value
    for above, key in zip(reversed(chain[:-1]), reversed(outer), strict=True):
        if not above[key]:
            del above[key]


def _narrowed(text: str) -> str:
    """The text as a program for Chinese Windows saves it, which has not every character."""
    return text.encode("gbk", "replace").decode("gbk")
