"""The home page: search, the ways in, the domains, a matrix of domain and level, what changed, whom to ask."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from build_tools.exchange.dates import catalog_date
from build_tools.index import Index
from build_tools.messages import page as words
from build_tools.model import Body, Item
from build_tools.pages import PARTS, Page, Plan
from build_tools.pages.domain_sets import domain_sets
from build_tools.pages.matter import matters
from build_tools.pages.render import render

_LATEST = 5


_URI = "index.html"


def plans(index: Index) -> Iterator[Plan]:
    """index.html."""
    yield Plan(_URI, partial(_page, index), beside=PARTS)


def _page(index: Index) -> Page:
    title, described = words("home", name=index.catalog.site.name, domains=len(index.by_domain), items=index.total)
    html = render(
        "home.html", _URI, index=index, total=index.total, title=title, levels=list(index.levels()),
        sets=domain_sets(index), newest=_newest(index)[:_LATEST], office=_office(index),
        matters=matters(index), bodies=sum(1 for _ in index.bodies()),
    )  # fmt: skip
    return Page(_URI, title, html, described, catalog_date(index))


def _newest(index: Index) -> list[Item]:
    """Items in the order of their last review, the newest first."""
    reviewed = [item for item in index.catalog.active() if item.reviewed]
    return sorted(reviewed, key=lambda item: item.reviewed or "", reverse=True)


def _office(index: Index) -> Body | None:
    """The body that runs the site: the sponsor's name is its own, or that with the county's name before it."""
    sponsor = index.catalog.site.footer.sponsor or ""
    same = [body for body in index.catalog.bodies.values() if body.contact and sponsor.endswith(body.name)]
    return max(same, key=lambda body: len(body.name), default=None)
