"""The frame around every page: identity, search, menu and foot. It knows no engine, so any can carry it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from markupsafe import Markup

from build_tools import fields
from build_tools.deadline.browser import days_script
from build_tools.index import Index
from build_tools.messages import page as words
from build_tools.pages import Page
from build_tools.pages.render import render
from build_tools.policy import meta
from build_tools.site_assets import asset_files, assets, named


@dataclass(frozen=True, slots=True)
class Entry:
    """One place in the menu. ``section`` is the first folder of the pages that belong to it."""

    name: str
    uri: str
    section: str


def document(page: Page, index: Index) -> str:
    """The whole HTML of one page."""
    own = {"section": _section(page.uri, index), "html": Markup(page.html), **dated(page.updated)}
    return render("frame.html", page.uri, page=page, **own, **_same(index))


@lru_cache(maxsize=1024)
def dated(updated: str | None) -> dict[str, Markup]:
    """What the frame says of a page's date, in its head and at its foot."""
    return {f"dated_{place}": Markup(render(f"dated_{place}.html", "", updated=updated)) for place in ("head", "foot")}


@lru_cache(maxsize=2)
def _same(index: Index) -> dict[str, Any]:
    """What is the same on every page."""
    site = index.catalog.site
    return {
        "site": site,
        "site_name": words("home", name=site.name, domains="", items="")[0],
        "policy": Markup(meta()),
        "address": site.address,
        "assets": assets(),
        "days": frame_files(index)[-1][0],
        "menu": tuple(_menu(index)),
        "foot": tuple(_foot(index)),
        "identity": tuple(_identity(index)),
    }


@lru_cache(maxsize=2)
def frame_files(index: Index) -> tuple[tuple[str, bytes], ...]:
    """What the frame loads: each file's place and bytes. The last is the county's days off and worked."""
    days = days_script(index.catalog.site).encode()
    return (*asset_files(), (named("days", ".js", days), days))


def _section(uri: str, index: Index) -> str:
    """The first folder of the menu's entry that a page belongs to."""
    first = uri.partition("/")[0].removesuffix(".html")
    if first in ("rule", "rules", "fields") or any(uri == one.uri for one in index.guides):
        return "guides"
    return {"items": "domains", "channels": "bodies"}.get(first, first)


def _menu(index: Index) -> Iterator[Entry]:
    names = dict(pair.split("=") for pair in words("menu")[0].split("|"))
    yield Entry(names["index"], "index.html", "index")
    for section in ("domains", "levels", "bodies") if index.by_domain else ():
        yield Entry(names[section], f"{section}/index.html", section)
    if index.by_law:
        yield Entry(names["laws"], "laws/index.html", "laws")
    if index.catalog.adjustments:
        yield Entry(names["adjustments"], "adjustments.html", "adjustments")
    yield Entry(names["guides"], "guides.html", "guides")
    yield Entry(names["data"], "data.html", "data")


def _foot(index: Index) -> Iterator[Entry]:
    for kind in ("map", "quality", "version"):
        yield Entry(words(kind)[0], f"{kind}.html", kind)
    yield Entry(words("office")[0], "guides.html#office", "")


def _identity(index: Index) -> Iterator[tuple[str, str]]:
    """Who runs the site, with the labels of the schema."""
    footer = index.catalog.site.footer
    for key in ("sponsor", "site_code", "icp", "police", "phone"):
        value = getattr(footer, key)
        if value:
            yield fields.label("site", ("footer", key)), value
