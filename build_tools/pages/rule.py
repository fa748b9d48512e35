"""A page a code: what it means, why it matters, how to mend it, and examples with what the check says of them."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, partial

from build_tools.handbook import address, codes, entry, groups
from build_tools.handbook.example import examples
from build_tools.index import Index
from build_tools.messages import page as words
from build_tools.messages import words as said
from build_tools.pages import RULES, Page, Plan
from build_tools.pages.own import OwnPages, Texts
from build_tools.pages.render import render


def plans(index: Index) -> Iterator[Plan]:
    """rule/<code>.html."""
    return (Plan(address(code), partial(_page, code), (), beside=RULES, ours=True) for code in codes())


def _page(code: str) -> Page:
    return _own().page(address(code), partial(_texts, code))


@cache
def _own() -> OwnPages:
    """Checking so many examples takes a second."""
    return OwnPages(RULES, len(codes()))


def _texts(code: str) -> Texts:
    uri = address(code)
    one = entry(code)
    shown = [(example, said(code, example.finding.args)) for example in examples(code)]
    above, _ = words("rules")
    html = render("rule.html", uri, one=one, above=above, group=groups("zh")[one.group][0], examples=shown)
    title, described = words("rule", title=one.title, code=code)
    return title, html, described
