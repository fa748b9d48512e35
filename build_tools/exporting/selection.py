"""Which items are handed on: of a domain, of a level, of a body, or all that are in force."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby

from build_tools.catalog import Catalog, like_entry, members
from build_tools.diagnostics import UserError
from build_tools.index import Index, publishers
from build_tools.model import Body, Domain, Item


@dataclass(frozen=True, slots=True)
class Selection:
    """The items chosen, in the order of the catalog, and by what they were chosen (ids; None: not asked)."""

    items: tuple[Item, ...]
    domain: str | None = None
    level: str | None = None
    body: str | None = None

    def by_domain(self, index: Index) -> Iterator[tuple[Domain, tuple[Item, ...]]]:
        """The items under their domains."""
        for domain, items in groupby(self.items, key=lambda item: item.domain):
            yield index.catalog.domains[domain], tuple(items)


def select(
    index: Index, domain: str | None = None, level: str | None = None, body: str | None = None, *, ended: bool = False
) -> Selection:
    """The items that meet all conditions, which may be ids or names. With ``ended`` those no longer in force too.

    Raises UserError where a condition names nothing there is, or no item is left.
    """
    catalog = index.catalog
    domain = _known("domains", domain, catalog) if domain else None
    body = _known("bodies", body, catalog) if body else None
    level = _level(level, catalog) if level else None
    acting = {body, *(one.id for one in index.roles.get(body, ()))} if body else set()
    if body:
        acting |= {one.id for one in members(catalog, catalog.bodies[body])}
    items = tuple(
        item
        for item in (catalog.items.values() if ended else catalog.active())
        if (domain is None or item.domain == domain)
        and (level is None or level in item.level)
        and (body is None or _names(item, acting, catalog) or item in index.carried.get(body, ()))
    )
    if not items:
        raise UserError("nothing-to-export")
    return Selection(items, domain, level, body)


def _names(item: Item, acting: set[str], catalog: Catalog) -> bool:
    return not acting.isdisjoint(publishers(item, catalog))


def _known(registry: str, typed: str, catalog: Catalog) -> str:
    """The id that was typed, or the one of the name that was typed."""
    entries: Mapping[str, Domain | Body] = catalog.domains if registry == "domains" else catalog.bodies
    if typed in entries:
        return typed
    named = next((key for key, entry in entries.items() if entry.name == typed), None)
    if named is None:
        meant, name = like_entry(typed, registry, catalog)
        raise UserError("export-unknown", typed=typed, meant=meant, name=name)
    return named


def _level(typed: str, catalog: Catalog) -> str:
    names = catalog.site.level
    named = next((key for key, name in names.items() if typed in (key, name)), None)
    if named is None:
        raise UserError("export-level", typed=typed, allowed="、".join(f"{key} {name}" for key, name in names.items()))
    return named
