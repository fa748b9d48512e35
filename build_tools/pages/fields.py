"""「字段说明」: every kind of catalog file and every field of it, as the schemas describe them."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from build_tools import fields
from build_tools.examples import sample_of, samples
from build_tools.field_tree import tree
from build_tools.index import Index
from build_tools.messages import page as words
from build_tools.pages import Page, Plan
from build_tools.pages.render import render


def plans(index: Index) -> Iterator[Plan]:
    """fields.html."""
    yield Plan("fields.html", _page, ())


@cache
def _page() -> Page:
    uri = "fields.html"
    title, described = words("fields")
    kinds = [(name, fields.at(name, ())[0], list(tree(name)), samples(name)) for name in fields.NAMES]
    return Page(uri, title, render("fields.html", uri, title=title, kinds=kinds, sample_of=sample_of), described)
