"""A page a level 「公开层级」: what it must publish, by domain, and who publishes it; and the list of all levels."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from build_tools.exchange.dates import last_changed
from build_tools.index import Index, by_domain
from build_tools.messages import page as words
from build_tools.model import Body, NotApplicable
from build_tools.pages import Page, Plan
from build_tools.pages.render import render
from build_tools.pages.rows import leading, short_row
from build_tools.uris import level_uri

_LIST = "levels/index.html"


def plans(index: Index) -> Iterator[Plan]:
    """levels/index.html, then one page a level that has items; nothing where there is none."""
    if index.by_domain:
        yield Plan(_LIST, partial(_list, index))
        for level, name in index.levels():
            bodies = _bodies(level, index)
            facts = (*bodies, *(index.extent(body) for body in bodies))
            yield Plan(level_uri(level), partial(_page, level, name, index), index.by_level[level], facts=facts)


def _list(index: Index) -> Page:
    shown = [(level, name, _bodies(level, index), _missing(level, index)) for level, name in index.levels()]
    title, described = words("levels")
    return Page(_LIST, title, render("levels.html", _LIST, index=index, title=title, levels=shown), described)


def _page(level: str, name: str, index: Index) -> Page:
    uri = level_uri(level)
    items = index.by_level[level]
    led = leading(items, index, "level", (level,))
    groups = [
        (domain, [short_row(item, index, level, uri) for item in group])
        for domain, group in by_domain(() if led else items, index.catalog)
    ]
    title, described = words("level", name=index.catalog.site.name, level=name, items=len(items))
    html = render(
        "level.html", uri, index=index, title=title, level=name, groups=groups, led=led, total=len(items),
        bodies=_bodies(level, index), missing=_missing(level, index),
    )  # fmt: skip
    return Page(uri, title, html, described, last_changed(items, index))


def _bodies(level: str, index: Index) -> list[Body]:
    """Who publishes at a level: offices, not the roles they share, and none that has ended."""
    return [body for body in index.bodies() if body.level == level and not body.member and not body.retired]


def _missing(level: str, index: Index) -> list[NotApplicable]:
    """The domains in which a level has no duty. One that has items there after all is not among them."""
    return [
        one
        for one in index.catalog.site.not_applicable
        if one.level == level and not index.counts.get((one.domain, level)) and one.domain in index.catalog.domains
    ]
