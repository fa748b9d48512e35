"""The official tables and the index of bodies as plain data, for whatever sets them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from build_tools.catalog import members
from build_tools.exchange.dates import catalog_date
from build_tools.exporting.layout import Cell, Table
from build_tools.exporting.volume import Volume
from build_tools.index import Index
from build_tools.messages import say
from build_tools.model import Body, Item


def table_data(table: Table) -> dict[str, Any]:
    """A table: columns, the upper row of its heading, rows of cells that are not covered by one above."""
    return {
        "id": table.domain.id,
        "title": table.title,
        "lead": lead(table),
        "columns": [{"label": one.label, "kind": one.kind, "width": one.width} for one in table.columns],
        "groups": list(table.groups()),
        "rows": [[_cell(cell) for cell in line.cells if cell.rows] for line in table.lines],
        "notes": table.notes,
    }


def _cell(cell: Cell) -> dict[str, Any]:
    return {"lines": cell.text().split("\n"), "rows": cell.rows}


def lead(table: Table) -> str:
    """What a chapter begins with: how many items, and what the domain goes back to."""
    said = [say("booklet_items", items=len(table.lines))]
    said += [say("booklet_guideline", guideline=table.domain.guideline)] if table.domain.guideline else []
    return "".join(said)


def front(volume: Volume) -> dict[str, Any]:
    """The cover: whose catalog it is, how much is in it, who stands for it, of what date."""
    site = volume.index.catalog.site
    day = catalog_date(volume.index)
    items = len(volume.selection.items)
    return {
        "county": site.name,
        "name": say("booklet_name"),
        "title": say("paper_catalog", name=site.name, edition=site.edition or "").strip(),
        "counted": say("booklet_counted", domains=len(volume.tables), items=items),
        "sponsor": site.footer.sponsor or site.name,
        "edition": " ".join(filter(None, (site.edition, day and say("booklet_day", day=day)))),
        "contents": say("booklet_contents"),
    }


def bodies(volume: Volume) -> list[dict[str, Any]]:
    """Every office that publishes one of the items, how to reach it, and the domains it is in."""
    index = volume.index
    found: dict[str, dict[str, str]] = {}
    for item in volume.selection.items:
        for body in offices(item, index):
            found.setdefault(body.id, {})[item.domain] = index.catalog.domains[item.domain].name
    return [
        {
            "name": body.name,
            "phone": (body.contact.phone if body.contact else None) or "",
            "address": (body.contact.address if body.contact else None) or "",
            "hours": (body.contact.hours if body.contact else None) or "",
            "domains": [{"id": key, "name": name} for key, name in found[body.id].items()],
        }
        for body in index.catalog.bodies.values()
        if body.id in found
    ]


def offices(item: Item, index: Index) -> Iterator[Body]:
    """Those who publish an item, an office for each that a role stands for."""
    named = (one for _, part in item.publishing_body.parts() for one in part)
    yield from _each_once(one for key in named for one in members(index.catalog, index.catalog.bodies[key]))


def _each_once(found: Iterable[Body]) -> Iterator[Body]:
    yield from {one.id: one for one in found if not one.member}.values()
