"""Everything a site consists of besides what the engine renders, made in as many processes as there are cores."""

from __future__ import annotations

import gc
import multiprocessing
import os
import sys
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial

from build_tools.cache import Cache
from build_tools.exchange import files
from build_tools.exchange.sitemap import sitemaps
from build_tools.index import Index
from build_tools.pages import BODIES, DATA, SEARCH, Page, Plan
from build_tools.pages.render import compile_templates
from build_tools.publish.keys import Keys
from build_tools.publish.output import Output
from build_tools.search import search_files

Frame = Callable[[Page], str]

_CHUNK = 400
"""The weight of one task: so many rows on pages. Small enough to keep every core busy to the end."""
_WORTH = 2000
"""Below this weight one process is done before a second has begun."""
_PACK = "pages"


@dataclass(frozen=True, slots=True)
class Made:
    """What was made: its place and checksum, and of a page its date. ``part`` is what it was made together with."""

    uri: str
    digest: str
    updated: str | None = None
    part: str = ""

    def kept(self) -> tuple[str, str, str | None, str]:
        """The same as plain data."""
        return self.uri, self.digest, self.updated, self.part


Task = Callable[[], list[Made]]


@dataclass(frozen=True, slots=True)
class Maker:
    """Makes a site: pages in ``frame``, each written to ``output`` or kept there where it is the same.

    ``cache`` knows what came of the same keys before.
    """

    index: Index
    frame: Frame
    output: Output
    keys: Keys | None = None
    cache: Cache = field(default_factory=lambda: Cache(None))

    def make(self, plans: Iterable[Plan], workers: int | None = None) -> list[Made]:
        """Make all pages and data files; returns the pages, in the order of their plans."""
        wanted = {plan.uri: plan for plan in plans}
        keys = {uri: self.keys.of(plan) for uri, plan in wanted.items()} if self.keys else {}
        whole = self.keys.all if self.keys else None
        before: dict[str, list[tuple[str, str, str | None, str]]] = self.cache.load(_PACK) or {}
        made: dict[str, Made] = {}
        for key in {*keys.values(), whole} & before.keys():
            found = [Made(*one) for one in before[key or ""]]
            if all(self.output.keep(one.uri, one.digest) for one in found):
                made |= {one.uri: one for one in found}
        changed = [plan for uri, plan in wanted.items() if uri not in made]
        tasks = self._tasks(changed, {one.part for one in made.values()})
        weight = sum(map(_weight, changed))
        made |= {one.uri: one for found in _run(tasks, weight, workers) for one in found}
        for one in made.values():
            self.output.made(one.uri, one.digest)
        if whole is not None:
            after = {key: [made[uri].kept()] for uri, key in keys.items() if key is not None}
            after[whole] = [one.kept() for one in made.values() if one.part]
            if after != before:
                self.cache.save(_PACK, after)
        return [made[uri] for uri in wanted]

    def map(self, pages: Mapping[str, str | None]) -> None:
        """Write the map of the ``pages`` made, each with its date."""
        for file in sitemaps(self.index, pages):
            self.output.made(file.uri, self.output.write(file.uri, file.content))

    def _tasks(self, plans: list[Plan], kept: set[str]) -> list[Task]:
        tasks: list[Task] = []
        for part, written in ((SEARCH, self._search), (DATA, self._data)):
            beside = [plan for plan in plans if plan.beside == part]
            if beside or part not in kept:
                tasks.append(partial(self._beside, written, beside))
        bodies = [plan for plan in plans if plan.beside == BODIES]
        tasks += [partial(self._pages, bodies)] if bodies else []
        return tasks + [partial(self._pages, chunk) for chunk in _chunks(plan for plan in plans if not plan.beside)]

    def _beside(self, written: Callable[[], list[Made]], plans: Sequence[Plan]) -> list[Made]:
        return written() + self._pages(plans)

    def _pages(self, plans: Sequence[Plan]) -> list[Made]:
        pages = ((plan.uri, plan.make()) for plan in plans)
        return [Made(uri, self.output.write(uri, self.frame(page).encode()), page.updated) for uri, page in pages]

    def _data(self) -> list[Made]:
        return [Made(file.uri, self.output.write(file.uri, file.content), None, DATA) for file in files(self.index)]

    def _search(self) -> list[Made]:
        return [Made(uri, self.output.write(uri, raw), None, SEARCH) for uri, raw in search_files(self.index)]


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


_tasks: list[Task] = []
"""What the processes forked from this one are to do; they have it in their memory from the start."""


def _run(tasks: list[Task], weight: int, workers: int | None) -> Iterator[list[Made]]:
    """The results of the tasks, in any order. Where no process can be forked, or it is not worth it, one by one."""
    # A process forked beside other threads may wait for ever for a lock that one of them held.
    forks = sys.platform == "linux" and threading.active_count() == 1
    count = min(workers or cores(), len(tasks)) if forks and weight >= _WORTH else 1
    if count < 2:
        yield from (task() for task in tasks)
        return
    _tasks[:] = tasks
    compile_templates()
    gc.freeze()  # so that no process copies memory to look for garbage in it
    try:
        with multiprocessing.get_context("fork").Pool(count) as pool:
            yield from pool.imap_unordered(_do, range(len(tasks)))
    finally:
        gc.unfreeze()
        _tasks.clear()


def _do(number: int) -> list[Made]:
    gc.disable()
    return _tasks[number]()


def cores() -> int:
    """How many processes can really run at once."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
