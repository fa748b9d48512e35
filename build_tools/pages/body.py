"""A page a publishing body 「公开主体」: how to reach it and what it must publish; and the list of all bodies."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache, partial

from markupsafe import Markup

from build_tools.catalog import members
from build_tools.exchange.dates import last_changed
from build_tools.index import Index, by_domain
from build_tools.messages import page as words
from build_tools.model import Body, Domain, Item
from build_tools.pages import BODIES, Page, Plan
from build_tools.pages.render import render
from build_tools.pages.rows import duty_row, leading
from build_tools.uris import body_uri


@dataclass(frozen=True, slots=True)
class Tier:
    """One level in the list of all bodies: shared roles, places with what lies below them, all other offices."""

    level: str
    name: str
    roles: tuple[Body, ...]
    places: tuple[tuple[Body, tuple[Body, ...]], ...]
    others: tuple[Body, ...]
    nested: bool


_LIST = "bodies/index.html"


def plans(index: Index) -> Iterator[Plan]:
    """bodies/index.html, then one page a body that publishes something, and one for each that has ended."""
    if not index.by_domain:
        return
    yield Plan(_LIST, partial(_list, index))
    for body in index.catalog.bodies.values():
        if index.has_page(body.id) or body.retired:
            shows = (*index.by_body[body.id], *index.carried.get(body.id, ()))
            yield Plan(body_uri(body.id), partial(page, body, index), shows, BODIES, facts=_facts(body, index))


def _list(index: Index) -> Page:
    title, described = words("bodies")
    ended = [body for body in index.catalog.bodies.values() if body.retired]
    html = render("bodies.html", _LIST, index=index, tiers=list(_tiers(index)), ended=ended, title=title)
    return Page(_LIST, title, html, described)


@dataclass(frozen=True, slots=True)
class Near:
    """The bodies that the page of a body tells of: above and below it, and in its place when it has ended."""

    parent: Body | None
    successor: Body | None
    roles: tuple[Body, ...]
    members: tuple[Body, ...]
    children: tuple[Body, ...]


def _near(body: Body, index: Index) -> Near:
    registered = index.catalog.bodies
    return Near(
        parent=registered.get(body.parent or ""),
        successor=registered.get(body.retired.moved_to or "") if body.retired else None,
        roles=index.roles.get(body.id, ()),
        members=tuple(one for one in members(index.catalog, body) if one.id != body.id),
        children=index.children(body),
    )


def _facts(body: Body, index: Index) -> tuple[object, ...]:
    near = _near(body, index)
    counted = (body, *near.roles, *near.members, *near.children)
    return body, near, tuple(map(index.extent, counted))


def page(body: Body, index: Index) -> Page:
    """The page of one body."""
    uri = body_uri(body.id)
    items = index.by_body[body.id]
    near = _near(body, index)
    carried = index.carried.get(body.id, ())
    led = leading(items, index, "body", (body.id, *(role.id for role in near.roles)))
    carried_led = leading(carried, index, "level", (body.level,))
    html = render(
        "body.html", uri, index=index, body=body, near=near, total=len(items), led=led,
        groups=_groups(() if led else items, body, index), carried_led=carried_led,
        carried=_groups(() if carried_led else carried, body, index),
        level=index.catalog.site.level.get(body.level, ""),
        leads=[domain for domain in index.domains() if domain.lead == body.id],
    )  # fmt: skip
    title, described = words("body_ended" if body.retired else "body", body=body.name, items=len(items))
    return Page(uri, title, html, described, _changed(items, index))


def _changed(items: tuple[Item, ...], index: Index) -> str | None:
    known = _dates(index)
    if id(items) not in known:
        known[id(items)] = last_changed(items, index)
    return known[id(items)]


@lru_cache(maxsize=2)
def _dates(index: Index) -> dict[int, str | None]:
    """By the tuples of the index itself, which all members of a role share."""
    return {}


def _groups(items: Iterable[Item], body: Body, index: Index) -> list[tuple[Domain, list[Markup]]]:
    uri = body_uri(body.id)
    return [
        (domain, [duty_row(item, index, body, uri) for item in group])
        for domain, group in by_domain(items, index.catalog)
    ]


def _tiers(index: Index) -> Iterator[Tier]:
    """Villages stand under their township, everything else under its level."""
    shown = [body for body in index.bodies() if not body.retired]
    above = {body.id for body in shown if not body.member}
    nested = {body.id for body in shown if body.id in index.roles and body.parent in above}
    levels = {body.level for body in shown if body.id in nested}
    for level, name in index.catalog.site.level.items():
        there = [body for body in shown if body.level == level and body.id not in nested]
        below = {body.id: tuple(one for one in index.children(body) if one.id in nested) for body in there}
        places = tuple((body, below[body.id]) for body in there if body.id in index.roles or below[body.id])
        roles = tuple(body for body in there if body.member)
        others = tuple(body for body in there if not body.member and all(body != one for one, _ in places))
        if there:
            yield Tier(level, name, roles, places, others, level in levels)
