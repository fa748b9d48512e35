"""A page a level: what the county, the townships, the villages must publish, by domain."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from build_tools.index import Index
from build_tools.messages import page as words
from build_tools.pages import Page
from build_tools.pages.render import level_uri, render
from build_tools.pages.rows import short_row


def pages(index: Index) -> Iterator[Page]:
    """levels/<level>.html."""
    for level, name in index.levels():
        uri = level_uri(level)
        items = index.by_level[level]
        groups = [
            (index.catalog.domains[domain], [short_row(item, index, level, uri) for item in group])
            for domain, group in groupby(items, key=lambda item: item.domain)
        ]
        bodies = [body for body in index.bodies() if body.level == level and not body.member]
        missing = [one for one in index.catalog.site.not_applicable if one.level == level]
        title, described = words("level", name=index.catalog.site.name, level=name, items=len(items))
        html = render(
            "level.html", uri, index=index, title=title, groups=groups, bodies=bodies, missing=missing, total=len(items)
        )
        yield Page(uri, title, html, described)
