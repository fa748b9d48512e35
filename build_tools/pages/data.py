"""「数据下载」: every file of the catalog for programs, what it is for, its size, date and checksum; and the feeds."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from build_tools.exchange import Told, told
from build_tools.exchange.catalog_json import FORMAT
from build_tools.exchange.feed import announced
from build_tools.index import Index
from build_tools.messages import page as words
from build_tools.pages import PARTS, Page, Plan
from build_tools.pages.render import render

Shown = tuple[Told, str, str, str]
"""A file with its title, what it is for, and its size in words."""


_URI = "data.html"


def plans(index: Index) -> Iterator[Plan]:
    """data.html."""
    yield Plan(_URI, partial(_page, index), beside=PARTS)


def _page(index: Index) -> Page:
    shown = [_shown(one) for one in told(index)]
    feeds = [one for one in shown if "atom" in one[0].media_type]
    tables = [one for one in shown if one[0].words == "data_domain_csv"]
    whole = [one for one in shown if one not in feeds and one not in tables]
    title, described = words("data")
    html = render(
        "data.html",
        _URI,
        index=index,
        title=title,
        described=described,
        whole=whole,
        tables=tables,
        feeds=feeds,
        format=FORMAT,
    )
    return Page(_URI, title, html, described, whole[0][0].date, feeds=announced("feed.xml", index))


def _shown(file: Told) -> Shown:
    title, described = words(file.words, name=file.name)
    return file, title, described, f"{file.size / 1024:.0f} KB" if file.size >= 10_240 else f"{file.size / 1024:.1f} KB"
