"""The catalog as a volume 「汇编成册」: cover, contents, a chapter for each domain, the bodies with their contacts."""

from __future__ import annotations

from build_tools import fields
from build_tools.exporting.paper import word
from build_tools.exporting.paper.sheet_data import bodies, front, lead, table_data
from build_tools.exporting.paper.typesetting import pdf as typeset
from build_tools.exporting.volume import Volume
from build_tools.messages import say


def pdf(volume: Volume) -> bytes:
    """A4 across, with bookmarks and page numbers."""
    index = {"title": say("booklet_bodies"), "columns": _columns(), "bodies": bodies(volume)}
    tables = [table_data(one) for one in volume.tables]
    return typeset("booklet", {**front(volume), "paper": "a4", "size": 7, "tables": tables, "index": index})


def docx(volume: Volume) -> bytes:
    """The same as a Word file; Word fills in the page numbers of the contents when it opens it."""
    head = front(volume)
    made = word.Sheet(head["title"], across=True)
    made.cover(head)
    made.contents(head["contents"], [*(table.title for table in volume.tables), say("booklet_bodies")])
    for table in volume.tables:
        made.heading(table.title, new_page=True)
        made.paragraph(lead(table))
        made.official(table)
    made.heading(say("booklet_bodies"), new_page=True)
    rows = [
        (one["name"], one["phone"], one["address"], one["hours"], "；".join(each["name"] for each in one["domains"]))
        for one in bodies(volume)
    ]
    made.plain_table(_columns(), rows, (3, 2, 4, 3, 5))
    return made.save()


def _columns() -> list[str]:
    def label(*where: str) -> str:
        return fields.label("bodies", ("*", *where))

    contact = (label("contact", key) for key in ("phone", "address", "hours"))
    return [label("name"), *contact, fields.label("site", ("not_applicable", 0, "domain"))]
