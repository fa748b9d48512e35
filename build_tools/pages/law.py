"""A page a law that items rest on 「公开依据」: its number, its state, who cites which article; and the list of all."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from build_tools import fields
from build_tools.exchange.dates import last_changed
from build_tools.exchange.wording import titled
from build_tools.index import Index, by_domain
from build_tools.messages import page as words
from build_tools.model import Basis, Law
from build_tools.pages import Page, Plan
from build_tools.pages.render import render
from build_tools.uris import law_uri

_LIST = "laws/index.html"


def plans(index: Index) -> Iterator[Plan]:
    """laws/index.html, then one page a law that an item in force cites."""
    used = [law for law in index.catalog.laws.values() if law.id in index.by_law]
    if used:
        yield Plan(_LIST, partial(_list, used, index))
    for law in used:
        facts = (law, _successor(law, index), *_replaced(law, index))
        yield Plan(law_uri(law.id), partial(_page, law, index), index.by_law[law.id], facts=facts)


def _list(used: list[Law], index: Index) -> Page:
    kinds = {**_labels("kind"), "": ""}
    found = [(kind, name, [law for law in used if (law.kind or "") == kind]) for kind, name in kinds.items()]
    title, described = words("laws")
    html = render(
        "laws.html", _LIST, index=index, title=title, titled=titled, states=_labels("status"), total=len(used),
        groups=[one for one in found if one[2]],
    )  # fmt: skip
    return Page(_LIST, title, html, described)


def _page(law: Law, index: Index) -> Page:
    uri = law_uri(law.id)
    items = index.by_law[law.id]
    groups = [
        (domain, [(item, "、".join(_articles(law, item.basis))) for item in group])
        for domain, group in by_domain(items, index.catalog)
    ]
    title, described = words("law", name=titled(law.title), number=law.number or "", items=len(items))
    html = render(
        "law.html", uri, index=index, law=law, title=title, titled=titled, groups=groups, total=len(items),
        kind=_labels("kind").get(law.kind or "", ""), state=_labels("status")[law.status],
        successor=_successor(law, index), replaced=_replaced(law, index),
    )  # fmt: skip
    return Page(uri, title, html, described, last_changed(items, index))


def _successor(law: Law, index: Index) -> Law | None:
    return index.catalog.laws.get(law.replaced_by or "")


def _replaced(law: Law, index: Index) -> list[Law]:
    return [one for one in index.catalog.laws.values() if one.replaced_by == law.id]


def _articles(law: Law, basis: tuple[Basis, ...]) -> Iterator[str]:
    """The articles of a law among what an item rests on, each once."""
    yield from dict.fromkeys(article for one in basis if one.law == law.id for article in one.article)


def _labels(field: str) -> dict[str, str]:
    return fields.choice_labels("laws", ("*", field))
