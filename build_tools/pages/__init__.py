"""Every page of the site as an engine-free HTML fragment. One kind of page = one module with a template.

A page module has ``pages(index) -> Iterator[Page]``. It opens no file of the catalog, knows no engine, and writes no
field's label: those come from the schema. The other modules say what several pages show (``rows``, ``standard``,
``domain_sets``, ``report_error``), fill in templates (``render``), and put the frame around it all (``frame``).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from importlib import import_module

from build_tools.handbook import address, codes
from build_tools.index import Index
from build_tools.uris import item_uri


@dataclass(frozen=True, slots=True)
class Page:
    """One page. ``title`` and ``description`` are plain text, ``html`` is safe markup with relative links.

    ``uri`` ends in ``.html`` and is ready for a link; ``updated`` is a date from the data, never from the clock.
    ``styles`` are stylesheets besides the site's own, ``feeds`` the Atom feeds that tell of the page's subject, as
    (title, uri).
    """

    uri: str
    title: str
    html: str
    description: str = ""
    updated: str | None = None
    styles: tuple[str, ...] = ()
    feeds: tuple[tuple[str, str], ...] = ()


INDEX_PAGES = (
    "home", "revision", "search", "matter", "domain", "level", "body", "channel", "law", "adjustment", "data", "guide",
    "quality", "rules", "fields",
)  # fmt: skip
"""The page modules the engine renders one by one; item and rule pages are stamped."""


def index_pages(index: Index) -> Iterator[Page]:
    """Every page but the item pages, in a fixed order."""
    for name in INDEX_PAGES:
        yield from import_module(f"{__name__}.{name}").pages(index)


def item_pages(index: Index) -> Iterator[Page]:
    """One page an item, ended items included."""
    yield from import_module(f"{__name__}.item").pages(index)


def rule_pages(index: Index) -> Iterator[Page]:
    """One page a code, the same for every catalog."""
    yield from import_module(f"{__name__}.rule").pages(index)


def stamped_uris(index: Index) -> Iterator[str]:
    """Where the item and rule pages will be."""
    yield from map(item_uri, index.catalog.items.values())
    yield from map(address, codes())


def all_pages(index: Index) -> Iterator[Page]:
    """The whole site."""
    yield from index_pages(index)
    yield from item_pages(index)
    yield from rule_pages(index)
