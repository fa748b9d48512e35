"""Everything a site consists of besides what the engine renders, made in as many processes as there are cores."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial

from build_tools.cache import Cache
from build_tools.exchange.sitemap import sitemaps
from build_tools.index import Index
from build_tools.pages import BODIES, PARTS, Page, Plan
from build_tools.processes import spread
from build_tools.publish.keys import Keys
from build_tools.publish.leads import Leads
from build_tools.publish.output import Output
from build_tools.publish.own import OwnPages
from build_tools.publish.parts import Parts

Frame = Callable[[Page], str]

_CHUNK = 400
"""The weight of one task: so many rows on pages. Small enough to keep every core busy to the end."""
_WORTH = 2000
"""Below this weight one process is done before a second has begun."""
_PACK = "pages"


@dataclass(frozen=True, slots=True)
class Made:
    """A page that was made: its place, checksum and size, and its date.

    ``leads`` are files of the site that it leads to, those that others told of before left out.
    """

    uri: str
    digest: str
    size: int
    updated: str | None = None
    leads: tuple[str, ...] = field(default=(), compare=False)

    def kept(self) -> Kept:
        """The same as plain data."""
        return self.uri, self.digest, self.size, self.updated


Kept = tuple[str, str, int, str | None]

Task = Callable[[], list[Made]]


@dataclass(slots=True)
class Maker:
    """Makes a site: pages in ``frame``, each written to ``output`` or kept there where it is the same.

    ``cache`` knows what came of the same keys before; ``parts`` are what has no frame, ``own`` the pages that tell of
    the program alone, where these were begun already.
    """

    index: Index
    frame: Frame
    output: Output
    keys: Keys | None = None
    cache: Cache = field(default_factory=lambda: Cache(None))
    parts: Parts | None = None
    own: OwnPages | None = None
    leads: Leads = field(default_factory=Leads)

    def make(self, plans: Iterable[Plan], workers: int | None = None) -> list[Made]:
        """Make all pages and data files; returns the pages, in the order of their plans."""
        parts = self.parts or Parts(
            self.index, self.output, self.cache, self.keys.all if self.keys else None, workers != 1
        )
        try:
            return self._make({plan.uri: plan for plan in plans}, parts, workers)
        finally:
            parts.forget()

    def _make(self, wanted: Mapping[str, Plan], parts: Parts, workers: int | None) -> list[Made]:
        keys = {uri: self.keys.of(plan) for uri, plan in wanted.items()} if self.keys else {}
        before: dict[str, Kept] = self.cache.load(_PACK) or {}
        made: dict[str, Made] = {}
        for uri, key in keys.items():
            known = before.get(key or "")
            if known is not None and self.output.keep(uri, known[1]):
                made[uri] = Made(*known)
        changed = {uri: plan for uri, plan in wanted.items() if uri not in made}
        own = self.own or OwnPages()
        own.compile_templates()
        weight = sum(map(_weight, changed.values()))
        tasks = self._tasks(plan for plan in changed.values() if plan.beside != PARTS and not plan.ours)
        made |= {one.uri: one for found in spread(tasks, workers if weight >= _WORTH else 1) for one in found}
        written, pages = parts.answer()
        if any(plan.ours for plan in changed.values()):
            pages |= own.pages()
        made |= {uri: self._page(uri, pages[uri]) for uri in pages if uri in changed}
        for one in made.values():
            self.output.made(one.uri, one.digest, one.size, one.leads)
        for file in written:
            self.output.made(*file)
        after = {key: made[uri].kept() for uri, key in keys.items() if key is not None}
        if after != before:
            self.cache.save(_PACK, after)
        return [made[uri] for uri in wanted]

    def map(self, pages: Mapping[str, str | None]) -> None:
        """Write the map of the ``pages`` made, each with its date."""
        for file in sitemaps(self.index, pages):
            self.output.add(file.uri, file.content)

    def _tasks(self, plans: Iterable[Plan]) -> list[Task]:
        plans = list(plans)
        together = [plan for plan in plans if plan.beside == BODIES]
        chunks = _chunks(plan for plan in plans if not plan.beside)
        return [partial(self._pages, chunk) for chunk in ([together] if together else []) + list(chunks)]

    def _pages(self, plans: Sequence[Plan]) -> list[Made]:
        return [self._page(plan.uri, plan.make()) for plan in plans]

    def _page(self, uri: str, page: Page) -> Made:
        html = self.frame(page)
        raw = html.encode()
        return Made(uri, self.output.write(uri, raw), len(raw), page.updated, self.leads.of(uri, html))


def _weight(plan: Plan) -> int:
    """How much work a page is, in rows of a table."""
    return 100 if plan.shows is None else 3 + len(plan.shows)


def _chunks(plans: Iterable[Plan]) -> Iterator[list[Plan]]:
    chunk: list[Plan] = []
    weight = 0
    for plan in plans:
        chunk.append(plan)
        weight += _weight(plan)
        if weight >= _CHUNK:
            yield chunk
            chunk, weight = [], 0
    if chunk:
        yield chunk
