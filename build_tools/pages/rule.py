"""A page a code: what it means, why it matters, how to mend it, and examples with what the check says of them."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from build_tools.handbook import address, codes, entry, groups
from build_tools.handbook.example import examples
from build_tools.messages import page as words
from build_tools.messages import words as said
from build_tools.pages import Page, Plan
from build_tools.pages.render import render


def plans(_: object = None) -> Iterator[Plan]:
    """rule/<code>.html."""
    return (Plan(address(code), partial(_page, code), (), ours=True) for code in codes())


def _page(code: str) -> Page:
    uri = address(code)
    one = entry(code)
    shown = [(example, said(code, example.finding.args)) for example in examples(code)]
    above, _ = words("rules")
    html = render("rule.html", uri, one=one, above=above, group=groups("zh")[one.group][0], examples=shown)
    title, described = words("rule", title=one.title, code=code)
    return Page(uri, title, html, described)
