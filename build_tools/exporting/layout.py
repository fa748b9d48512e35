"""The official table 「标准目录」 as a value: what xlsx, html, docx and pdf draw, each in its own way."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from build_tools import fields
from build_tools.exchange.wording import contact_words
from build_tools.exporting.boxes import Box, boxes, used_channels
from build_tools.exporting.rows import Law, Part, Row, columns, rows
from build_tools.exporting.selection import Selection
from build_tools.index import Index
from build_tools.messages import page as words
from build_tools.model import Body, Channel, Domain, Item

Kind = Literal["serial", "text", "list", "boxes", "tick"]

MARKS = {"used": "■", "optional": "□", "unused": "□"}
TICK = "√"
_MOST_CONTACTS = 2
_ENDINGS = tuple("；;。.！？：:，,、")


@dataclass(frozen=True, slots=True)
class Column:
    """One column. ``group`` is the heading over it that it shares with its neighbours, else empty.

    ``width`` is the room it needs in Chinese characters; what the paper has to give is shared out in proportion.
    """

    key: str
    label: str
    group: str
    kind: Kind
    width: int


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell. ``boxes`` are the ■□ of the channel column; a tick is the text 「√」.

    ``rows`` is how many rows the cell spans; 0: it is covered by the cell above.
    """

    lines: tuple[str, ...] = ()
    boxes: tuple[Box, ...] = ()
    rows: int = 1

    def text(self) -> str:
        """Everything in the cell, one entry a line."""
        return "\n".join([*self.lines, *map(box_words, self.boxes)])


@dataclass(frozen=True, slots=True)
class Line:
    """One row of the table: the item and its cells, one a column."""

    item: Item
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """The table of one domain."""

    domain: Domain
    title: str
    columns: tuple[Column, ...]
    lines: tuple[Line, ...]
    notes: tuple[str, ...]

    def groups(self) -> Iterator[tuple[str, int]]:
        """The upper row of the header: each heading with how many columns it spans; columns alone have none."""
        place = 0
        while place < len(self.columns):
            group = self.columns[place].group
            end = place + 1
            while group and end < len(self.columns) and self.columns[end].group == group:
                end += 1
            yield group, end - place
            place = end


def box_words(box: Box) -> str:
    """A box with its mark, as the printed table has it."""
    said = [*([box.of] if box.of else []), *([words("export_optional")[0]] if box.state == "optional" else [])]
    return f"{MARKS[box.state]}{box.name}" + (f"（{'；'.join(said)}）" if said else "")


def tables(selection: Selection, index: Index) -> tuple[Table, ...]:
    """One table for each domain that has items among those chosen."""
    return tuple(_table(domain, items, selection, index) for domain, items in selection.by_domain(index))


def _table(domain: Domain, items: tuple[Item, ...], selection: Selection, index: Index) -> Table:
    title = index.catalog.site.name + words("domain", name="", domain=domain.name, items=len(items))[0]
    head = tuple(_columns(index))
    offered = used_channels(index.by_domain.get(domain.id, items), index)
    lines: list[Line] = []
    for category, group in rows(items, index, selection.level):
        for number, row in enumerate(group):
            span = len(group) if number == 0 else 0
            lines.append(Line(row.item, tuple(_cells(row, category, span, offered, index))))
    return Table(domain, title, head, tuple(lines), tuple(words("export_notes")[0].split("|")))


def _columns(index: Index) -> Iterator[Column]:
    """The columns in the official order; ticks have a column for each value."""

    def label(*where: str) -> str:
        return fields.label("item", where)

    subject, ticks = label("subject"), columns()
    yield Column("serial", words("table")[0], "", "serial", 3)
    yield Column("category", label("subject", "category"), subject, "text", 6)
    yield Column("title", label("subject", "title"), subject, "text", 9)
    yield Column("content", label("content"), "", "list", 22)
    yield Column("basis", label("basis"), "", "list", 16)
    yield Column("time_limit", label("time_limit"), "", "list", 10)
    yield Column("publishing_body", label("publishing_body"), "", "list", 8)
    yield Column("channel", label("channel"), "", "boxes", 17)
    for key, name in ticks["audience"].items():
        kind, width = ("text", 4) if key == "group" else ("tick", 3)
        yield Column(f"audience.{key}", name, label("audience"), kind, width)  # type: ignore[arg-type]
    for key, name in ticks["method"].items():
        yield Column(f"method.{key}", name, label("method"), "tick", 3)
    for key, name in index.levels():
        yield Column(f"level.{key}", name, label("level"), "tick", 3)
    yield Column("inquiry_contact", label("inquiry_contact"), "", "list", 12)


def _cells(row: Row, category: str, span: int, offered: list[Channel], index: Index) -> Iterator[Cell]:
    ticks = columns()
    yield _lines(str(row.serial))
    yield Cell((category,), rows=span)
    yield _lines(row.item.subject.name)
    yield _series(row.item.content)
    yield _series(map(_law, row.basis))
    yield _series(map(_part, row.time_limit))
    yield _series(_bodies(*one) for one in row.bodies)
    yield Cell(boxes=tuple(boxes(row.item, offered, index)))
    yield _tick(row.everyone)
    yield _lines("、".join(row.groups))
    yield from (_tick(key in row.methods) for key in ticks["method"])
    yield from (_tick(key in row.levels) for key, _ in index.levels())
    yield _series(_contacts(row))


def _contacts(row: Row) -> Iterator[str]:
    """Whom to ask; of many, as a role has them, the first."""
    yield from (contact_words(*one) for one in row.contacts[:_MOST_CONTACTS])
    if len(row.contacts) > _MOST_CONTACTS:
        yield words("export_contacts", count=len(row.contacts))[0]


def _series(lines: Iterable[str]) -> Cell:
    """Entries one below the other, with 「；」 between: where lines are joined again, each still ends."""
    *others, last = [*lines] or [""]
    return Cell((*(one if one.endswith(_ENDINGS) else f"{one}；" for one in others), last))


def _lines(text: str) -> Cell:
    return Cell((text,) if text else ())


def _tick(yes: bool) -> Cell:
    return Cell((TICK,) if yes else ())


def _law(law: Law) -> str:
    return f"{law.title}{f'（{law.number}）' if law.number else ''}{law.articles}"


def _part(part: Part[str]) -> str:
    return (f"{part.level}：" if part.level else "") + "；".join(part.values)


def _bodies(level: str, bodies: tuple[Body, ...]) -> str:
    return (f"{level}：" if level else "") + "、".join(body.name for body in bodies)
