"""「规则手册」: the list of everything a check can say."""

from __future__ import annotations

from collections.abc import Iterator

from build_tools.handbook import address, entry, groups
from build_tools.messages import page as words
from build_tools.pages import Page, Plan
from build_tools.pages.render import render

_URI = "rules.html"


def plans(_: object = None) -> Iterator[Plan]:
    """rules.html."""
    yield Plan(_URI, _page, (), ours=True)


def _page() -> Page:
    title, described = words("rules")
    shown = [(group, name, [entry(code) for code in inside]) for group, (name, inside) in groups("zh").items()]
    return Page(_URI, title, render("rules.html", _URI, title=title, groups=shown, address=address), described)
