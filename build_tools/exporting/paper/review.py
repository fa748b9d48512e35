"""What a department looks through and signs: each of its items, whether it is right, what is missing."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from build_tools import fields
from build_tools.diagnostics import UserError
from build_tools.exporting.layout import Line, Table
from build_tools.exporting.paper import word
from build_tools.exporting.paper.typesetting import pdf as typeset
from build_tools.exporting.volume import Volume
from build_tools.messages import say

_PAGE = 900
"""So many characters of one item fill a page; what is shorter is not torn apart."""
_SHOWN = ("content", "basis", "time_limit", "publishing_body", "inquiry_contact")


def pdf(volume: Volume) -> bytes:
    """A4 upright."""
    return typeset("review", _data(volume))


def docx(volume: Volume) -> bytes:
    """The same as a Word file, to be filled in on the screen."""
    data = _data(volume)
    made = word.Sheet(data["title"])
    made.heading(data["title"])
    made.paragraph(data["lead"])
    for number, one in enumerate(data["entries"], 1):
        made.heading(f"{number}. {one['name']}", level=2)
        made.paragraph(one["about"])
        made.plain_table([], [(label, "\n".join(words)) for label, words in one["facts"]], (1, 5))
        made.paragraph(f"{data['right']}　{data['wrong']}{'＿' * 24}")
    made.paragraph(data["missing"])
    made.paragraph("＿" * 40)
    made.paragraph("　".join(f"{one}{'＿' * 8}" for one in data["signed"]))
    return made.save()


def _data(volume: Volume) -> dict[str, Any]:
    body = volume.selection.body
    if body is None:
        raise UserError("sheet-needs-body", kind="review")
    name = volume.index.catalog.bodies[body].name
    items = len(volume.selection.items)
    return {
        "title": say("review_sheet_title", body=name),
        "lead": say("review_sheet_lead", body=name, items=items),
        "entries": [_entry(line, table) for table in volume.tables for line in table.lines],
        "right": say("review_sheet_right"),
        "wrong": say("review_sheet_wrong"),
        "missing": say("review_sheet_missing"),
        "signed": [say("review_sheet_clerk"), say("review_sheet_head"), say("review_sheet_day")],
    }


def _entry(line: Line, table: Table) -> dict[str, Any]:
    subject, facts = line.item.subject, list(_facts(line, table))
    return {
        "name": subject.name,
        "about": " · ".join((line.item.id, table.domain.name, subject.category)),
        "facts": facts,
        "long": sum(len(word) for _, words in facts for word in words) > _PAGE,
    }


def _facts(line: Line, table: Table) -> Iterator[tuple[str, list[str]]]:
    for column, cell in zip(table.columns, line.cells, strict=True):
        if column.key in _SHOWN:
            yield column.label, cell.text().split("\n")
        elif column.key == "channel":
            used = [box.name for box in cell.boxes if box.state != "unused"]
            yield column.label, ["、".join(used)]
    for group in dict.fromkeys(one.group for one in table.columns if one.kind == "tick"):
        pairs = zip(table.columns, line.cells, strict=True)
        told = [(one, cell) for one, cell in pairs if one.group == group and cell.lines]
        said = (one.label if one.kind == "tick" else cell.text() for one, cell in told)
        yield group, ["、".join(said)]
    if line.item.remarks:
        yield fields.label("item", ("remarks",)), [line.item.remarks]
