"""A page a publishing body 「公开主体」: its contact and everything it must publish; and the list of all bodies."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from build_tools.catalog import members
from build_tools.index import Index
from build_tools.messages import page as words
from build_tools.pages import Page
from build_tools.pages.render import body_uri, render
from build_tools.pages.rows import short_row


def pages(index: Index) -> Iterator[Page]:
    """bodies/index.html, then one page a body that publishes something."""
    uri = "bodies/index.html"
    groups = [
        (name, [body for body in index.bodies() if body.level == level])
        for level, name in index.catalog.site.level.items()
    ]
    shown = [group for group in groups if group[1]]
    title, described = words("bodies")
    yield Page(uri, title, render("bodies.html", uri, index=index, groups=shown, title=title), described)
    for body in index.bodies():
        uri = body_uri(body.id)
        items = index.by_body[body.id]
        by_domain = [
            (index.catalog.domains[domain], [short_row(item, index, body.level, uri) for item in group])
            for domain, group in groupby(items, key=lambda item: item.domain)
        ]
        acting = list(members(index.catalog, body)) if body.member else []
        html = render(
            "body.html", uri, index=index, body=body, groups=by_domain, members=acting, total=len(items),
            roles=index.roles.get(body.id, ()), level=index.catalog.site.level.get(body.level, ""),
        )  # fmt: skip
        title, described = words("body", body=body.name, items=len(items))
        yield Page(uri, title, html, described)
