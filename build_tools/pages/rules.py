"""「规则手册」: the list of everything a check can say."""

from __future__ import annotations

from collections.abc import Iterator

from build_tools.handbook import address, entry, groups
from build_tools.index import Index
from build_tools.messages import page as words
from build_tools.pages import RULES, Page, Plan
from build_tools.pages.own import OwnPages, Texts
from build_tools.pages.render import render

_URI = "rules.html"


def plans(index: Index) -> Iterator[Plan]:
    """rules.html."""
    yield Plan(_URI, _page, (), beside=RULES, ours=True)


def _page() -> Page:
    return OwnPages("rule-list", 1).page(_URI, _texts)


def _texts() -> Texts:
    title, described = words("rules")
    shown = [(group, name, [entry(code) for code in inside]) for group, (name, inside) in groups("zh").items()]
    return title, render("rules.html", _URI, title=title, groups=shown, address=address), described
