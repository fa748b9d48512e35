"""「规则手册」: the list of everything a check can say."""

from __future__ import annotations

from collections.abc import Iterator

from build_tools.handbook import address, entry, groups
from build_tools.index import Index
from build_tools.messages import page as words
from build_tools.pages import Page
from build_tools.pages.render import render


def pages(index: Index) -> Iterator[Page]:
    """rules.html."""
    uri = "rules.html"
    title, described = words("rules")
    shown = [(group, name, [entry(code) for code in inside]) for group, (name, inside) in groups("zh").items()]
    yield Page(uri, title, render("rules.html", uri, title=title, groups=shown, address=address), described)
