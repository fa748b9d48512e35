"""Rows of the standard table as markup: in the tables of levels and of bodies. A list too long for a page leads on."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from markupsafe import Markup

from build_tools.exporting.rows import row
from build_tools.index import Index, by_domain
from build_tools.model import Body, Domain, Item
from build_tools.pages.render import part
from build_tools.pages.standard import MARKS
from build_tools.uris import domain_uri

LONGEST = 1000
"""With more rows than this a page takes a phone longer to load than anybody waits."""

Led = tuple[Domain, str, int, str]
"""A domain, the place of its table narrowed down to what a list is of, and how many items that are.

Where a domain takes several filters, each has an entry, with the name of the body it is for.
"""


def leading(items: Sequence[Item], index: Index, key: str, values: Sequence[str]) -> list[Led] | None:
    """Where the rows of a list too long for a page are found; None where it is short.

    ``key`` is a filter of the domains' tables, ``values`` those of which each item has one.
    """
    if len(items) <= LONGEST:
        return None
    known, asked = _led(index), (id(items), key)
    if asked not in known:
        known[asked] = [
            (domain, f"{domain_uri(domain.id)}?{key}={value}#table", count, name)
            for domain, group in by_domain(items, index.catalog)
            for value, count, name in _filters(domain, {item.id for item in group}, index, key, values)
        ]
    return known[asked]


@lru_cache(maxsize=2)
def _led(index: Index) -> dict[tuple[int, str], list[Led]]:
    """By the tuples of the index itself, which all members of a role share."""
    return {}


@lru_cache(maxsize=4)
def _marked(index: Index, key: str) -> dict[tuple[str, str], set[str]]:
    """The items in force that have a value of a filter, by their domain and the value; made once for all bodies."""
    found: dict[tuple[str, str], set[str]] = {}
    for item in index.catalog.active():
        for value in MARKS[key](item):
            found.setdefault((item.domain, value), set()).add(item.id)
    return found


def _filters(
    domain: Domain, items: set[str], index: Index, key: str, values: Sequence[str]
) -> list[tuple[str, int, str]]:
    """The values that together show all these items, each with how many it shows; one alone where one will do."""
    having = {value: items & _marked(index, key).get((domain.id, value), set()) for value in values}
    whole = next((value for value, ids in having.items() if ids == items), None)
    if whole is not None:
        return [(whole, len(items), "")]
    found: list[tuple[str, int, str]] = []
    left = set(items)
    for value, ids in having.items():
        if ids & left:
            found.append((value, len(ids), index.catalog.bodies[value].name))
            left -= ids
    return found


def short_row(item: Item, index: Index, level: str, uri: str) -> Markup:
    """The row of an item in the tables of a level page."""
    return part("short_row", uri, row(item, index, level=level), index)


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
        made[key] = part("duty_row", uri, one, own, asked)
    return made[key]


@lru_cache(maxsize=2)
def _duty_rows(index: Index) -> dict[tuple[str, str | None, bool, str], Markup]:
    return {}
