"""A page a domain 「领域」 with the standard table, and the list of all domains."""

from __future__ import annotations

from collections.abc import Iterator

from build_tools.index import Index
from build_tools.messages import page as words
from build_tools.pages import Page
from build_tools.pages.render import domain_uri, render
from build_tools.pages.rows import columns, rows


def pages(index: Index) -> Iterator[Page]:
    """domains/index.html, then one page a domain that has items."""
    uri = "domains/index.html"
    levels = list(index.levels())
    title, described = words("domains")
    yield Page(uri, title, render("domains.html", uri, index=index, levels=levels, title=title), described)
    for domain in index.domains():
        uri = domain_uri(domain.id)
        items = index.by_domain[domain.id]
        title, described = words("domain", name=index.catalog.site.name, domain=domain.name, items=len(items))
        missing = [one for one in index.catalog.site.not_applicable if one.domain == domain.id]
        html = render(
            "domain.html", uri, index=index, domain=domain, title=title, groups=list(rows(items, index)), levels=levels,
            columns=columns(), missing=missing, total=len(items),
        )  # fmt: skip
        updated = max((item.reviewed for item in items if item.reviewed), default=None)
        yield Page(uri, title, html, described, updated)
