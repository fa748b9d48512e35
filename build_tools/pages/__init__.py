"""Every page of the site as an engine-free HTML fragment. One kind of page = one module with a template.

A page module has ``plans(index) -> Iterator[Plan]``: which pages there are, each made when it is asked for, so that
pages can be made side by side, one alone, or not at all where nothing they show has changed. It opens no file of the
catalog, knows no engine, and writes no field's label: those come from the schema. The other modules say what several
pages show (``rows``, ``standard``, ``domain_sets``, ``report_error``), fill in templates (``render``), and put the
frame around it all (``frame``).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from importlib import import_module

from build_tools.index import Index
from build_tools.model import Item


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


@dataclass(frozen=True, slots=True)
class Plan:
    """A page that can be made. ``shows`` are the items it is made of, all of them where it is None.

    ``facts`` are frozen values that it tells of besides: bodies, channels and laws that its items do not name, or in
    whose order it tells of them, and counts of other items.
    ``beside`` is what it is made together with, where they share what costs much: the rows of the pages of bodies, the
    files that have no frame.
    Besides these a page may depend on the domains, the settings, the adjustments, what pages there are, the
    written pages, and of git on the history of the items it shows; on nothing else. One that is ``ours`` tells of the
    program, and depends on nothing but that and its frame.
    """

    uri: str
    make: Callable[[], Page]
    shows: tuple[Item, ...] | None = None
    beside: str = ""
    ours: bool = False
    facts: tuple[object, ...] = ()


BODIES, PARTS = "bodies", "parts"

KINDS = (
    "home", "revision", "search", "matter", "domain", "level", "body", "channel", "law", "adjustment", "data", "guide",
    "quality", "rules", "fields", "item", "rule",
)  # fmt: skip
"""The page modules, in the order in which the site lists its pages."""

_OURS = ("rules", "rule")


def plans(index: Index, kinds: Iterable[str] = KINDS) -> Iterator[Plan]:
    """Every page of the site, or of some kinds, in a fixed order."""
    for name in kinds:
        yield from import_module(f"{__name__}.{name}").plans(index)


def own_pages() -> Iterator[Page]:
    """Those that are ours, whatever the index."""
    return (plan.make() for name in _OURS for plan in import_module(f"{__name__}.{name}").plans())


def all_pages(index: Index) -> Iterator[Page]:
    """The whole site, made one after the other."""
    return (plan.make() for plan in plans(index))
