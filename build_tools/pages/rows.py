"""Rows of the standard table as markup: in the tables of levels and of bodies."""

from __future__ import annotations

from functools import lru_cache

from markupsafe import Markup

from build_tools.exporting.rows import row
from build_tools.index import Index
from build_tools.model import Body, Item
from build_tools.pages.render import render


def short_row(item: Item, index: Index, level: str, uri: str) -> Markup:
    """The row of an item in the tables of a level page."""
    return Markup(render("short_row.html", uri, index=index, row=row(item, index, level=level)))


def duty_row(item: Item, index: Index, body: Body, uri: str) -> Markup:
    """The row of an item on the page of a body. Made once for all members of a role: the same holds for each."""
    level = body.level if body.level in item.level else None
    whom = item.inquiry_contact.at(body.level)
    acting = {body.id, *(role.id for role in index.roles.get(body.id, ()))}
    own = whom in acting if isinstance(whom, str) else False
    # Of many townships a village is sent to its own.
    parent = index.catalog.bodies.get(body.parent or "")
    near = parent if parent and any(role.id == whom for role in index.roles.get(parent.id, ())) else None
    made = _duty_rows(index)
    key = (item.id, level, own, near.id if near else "")
    if key not in made:
        one = row(item, index, level=level)
        asked = ((near.name, near.contact),) if near and near.contact else one.contacts
        made[key] = Markup(render("duty_row.html", uri, index=index, row=one, own=own, asked=asked))
    return made[key]


@lru_cache(maxsize=2)
def _duty_rows(index: Index) -> dict[tuple[str, str | None, bool, str], Markup]:
    return {}
