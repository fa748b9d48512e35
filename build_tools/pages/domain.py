"""A page a domain 「领域」 with the standard table, and the list of all domains."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import partial

from build_tools.exchange.dates import last_changed
from build_tools.exporting.boxes import used_channels
from build_tools.exporting.rows import columns
from build_tools.index import Index, categories
from build_tools.messages import page as words
from build_tools.model import Domain
from build_tools.pages import Page, Plan
from build_tools.pages.domain_sets import domain_sets
from build_tools.pages.render import render
from build_tools.pages.revision import revised_pages
from build_tools.pages.standard import filters, flow, lines, used_bodies
from build_tools.uris import domain_uri

_LIST = "domains/index.html"


def plans(index: Index) -> Iterator[Plan]:
    """domains/index.html, then one page a domain that has items; nothing where there is none."""
    if index.by_domain:
        yield Plan(_LIST, partial(_list, index))
    levels = list(index.levels())
    for domain in index.domains():
        items = index.by_domain[domain.id]
        lead = index.catalog.bodies.get(domain.lead or "")
        facts = (lead, *used_bodies(items, index), *used_channels(items, index))
        yield Plan(domain_uri(domain.id), partial(_page, domain, levels, index), items, facts=facts)


def _list(index: Index) -> Page:
    title, described = words("domains")
    subjects = {domain: [name for name, _ in categories(items)] for domain, items in index.by_domain.items()}
    html = render(
        "domains.html", _LIST, index=index, levels=list(index.levels()), title=title, sets=domain_sets(index),
        subjects=subjects,
    )  # fmt: skip
    return Page(_LIST, title, html, described)


def _page(domain: Domain, levels: list[tuple[str, str]], index: Index) -> Page:
    uri = domain_uri(domain.id)
    items = index.by_domain[domain.id]
    title, described = words("domain", name=index.catalog.site.name, domain=domain.name, items=len(items))
    missing = [one for one in index.catalog.site.not_applicable if one.domain == domain.id]
    named = Counter(item.subject.name for item in items)
    groups = list(lines(items, index))
    html = render(
        "domain.html", uri, index=index, domain=domain, title=title, groups=groups,
        levels=tuple(levels),
        columns=columns(), methods=tuple(columns()["method"].items()), missing=missing, total=len(items),
        filters=filters([line for _, some in groups for line in some], index), flow=flow(items),
        repeated={name for name, count in named.items() if count > 1}, revised=revised_pages(index),
    )  # fmt: skip
    return Page(uri, title, html, described, last_changed(items, index))
