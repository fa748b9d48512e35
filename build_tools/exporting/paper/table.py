"""The official tables on paper: PDF for printing, Word for whoever works on."""

from __future__ import annotations

from build_tools.exporting.paper import word
from build_tools.exporting.paper.sheet_data import front, table_data
from build_tools.exporting.paper.typesetting import pdf as typeset
from build_tools.exporting.volume import Volume


def pdf(volume: Volume) -> bytes:
    """One table a domain, on A3 across."""
    head = front(volume)
    tables = [table_data(one) for one in volume.tables]
    return typeset("table", {"title": head["title"], "foot": head["title"], "paper": "a3", "size": 9, "tables": tables})


def docx(volume: Volume) -> bytes:
    """The same as a Word file."""
    title = front(volume)["title"]
    made = word.Sheet(title, across=True, wide=True)
    for number, table in enumerate(volume.tables):
        made.heading(table.title, new_page=number > 0)
        made.official(table)
    return made.save()
