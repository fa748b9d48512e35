"""「目录质量」: how complete the catalog is, in figures, and what the check still says of it, in public words.

Nothing here depends on the day of the build: reviews are judged as of the newest date in the catalog, and findings of
rules that ask for the day are left out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

from build_tools.check import Checked
from build_tools.deadline.browser import limit_data
from build_tools.diagnostics import Diagnostic, Severity
from build_tools.exchange.dates import catalog_date
from build_tools.handbook import address
from build_tools.index import Index
from build_tools.messages import page as words
from build_tools.messages import words as said
from build_tools.model import Item
from build_tools.pages import Page, Plan
from build_tools.pages.render import render
from build_tools.rules import all_rules
from build_tools.rules.review_overdue import check_item_on
from build_tools.uris import body_uri, domain_uri

FIGURES = ("reviewed", "link", "contact", "limit", "law")


@dataclass(frozen=True, slots=True)
class Share:
    """How many of how many; the percentage is rounded down, so that 100 means all."""

    count: int
    total: int

    @property
    def percent(self) -> int:
        """The share in whole per cent."""
        return self.count * 100 // self.total if self.total else 0


@dataclass(frozen=True, slots=True)
class Remark:
    """A finding as the public reads it; ``reason`` and ``until`` where it was accepted."""

    title: str
    uri: str
    item: Item | None
    reason: str
    until: str


def lasting(checked: Checked) -> tuple[Diagnostic, ...]:
    """The warnings, accepted or not, that are the same on every day."""
    steady = {rule.code for rule in all_rules() if not (rule.check_item_on or rule.check_catalog_on)}
    found = (*checked.diagnostics, *checked.accepted)
    warnings = (one for one in found if one.severity is Severity.WARNING and one.code in steady)
    return tuple(sorted(warnings, key=Diagnostic.order))


_URI = "quality.html"


def plans(index: Index) -> Iterator[Plan]:
    """quality.html."""
    yield Plan(_URI, partial(_page, index))


def _page(index: Index) -> Page:
    title, described = words("quality")
    day = catalog_date(index)
    met = {item.id: _met(item, index, day) for item in index.catalog.active()}
    domains = [(one.name, domain_uri(one.id), index.by_domain[one.id]) for one in index.domains()]
    bodies = [(one.name, body_uri(one.id), index.by_body[one.id]) for one in index.bodies()]
    html = render(
        "quality.html",
        _URI,
        title=title,
        day=day,
        figures=FIGURES,
        whole=_shares(tuple(index.catalog.active()), met),
        tables=[
            (kind, [(name, link, _shares(items, met)) for name, link, items in rows])
            for kind, rows in (("domain", domains), ("body", bodies))
        ],
        remarks=tuple(_remarks(index)),
    )
    return Page(_URI, title, html, described, day)


def _met(item: Item, index: Index, day: str | None) -> frozenset[str]:
    """Which of the figures an item counts for."""
    catalog = index.catalog
    on_time = item.reviewed and day and not any(check_item_on(item, catalog, date.fromisoformat(day)))
    met = {
        "reviewed": on_time,
        "link": item.link,
        "contact": any(one.phone or one.email for _, one in index.asked(item)),
        "limit": all(limit_data(wording) for _, wording in item.time_limit.parts()),
        "law": any(one.law in catalog.laws for one in item.basis),
    }
    return frozenset(name for name, holds in met.items() if holds)


def _shares(items: Sequence[Item], met: dict[str, frozenset[str]]) -> dict[str, Share]:
    """Each figure over some items."""
    holds: Counter[str] = Counter()
    for names, count in Counter(met[item.id] for item in items).items():  # few items differ in what they meet
        holds.update(dict.fromkeys(names, count))
    return {name: Share(holds[name], len(items)) for name in FIGURES}


def _remarks(index: Index) -> Iterator[Remark]:
    catalog = index.catalog
    accepted = {(one.rule, one.item): one for one in reversed(catalog.exceptions)}
    for one in index.findings:
        exemption = accepted.get((one.code, one.item or ""))
        reason, until = (exemption.reason, exemption.until) if exemption else ("", "")
        yield Remark(
            said(one.code, one.args).title, address(one.code), catalog.items.get(one.item or ""), reason, until
        )
