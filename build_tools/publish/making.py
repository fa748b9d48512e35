"""Everything a site consists of besides what the engine renders, made in as many processes as there are cores."""

from __future__ import annotations

import gc
import multiprocessing
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from build_tools.exchange import files
from build_tools.index import Index
from build_tools.pages import Page, Plan
from build_tools.search import search_files

Write = Callable[[str, bytes], None]
Frame = Callable[[Page], str]

_CHUNK = 400
"""The weight of one task: so many rows on pages. Small enough to keep every core busy to the end."""
_WORTH = 2000
"""Below this weight one process is done before a second has begun."""


@dataclass(frozen=True, slots=True)
class Made:
    """A page that was made, with its date."""

    uri: str
    updated: str | None


Task = Callable[[], list[Made]]


def make(index: Index, plans: Iterable[Plan], frame: Frame, write: Write, workers: int | None = None) -> list[Made]:
    """Make all pages and data files; the pages in the order of their plans."""
    wanted = list(plans)
    data = [plan for plan in wanted if plan.uri == "data.html"]  # shows the files beside it: made together
    tasks: list[Task] = [partial(_data, index, data, frame, write), partial(_search, index, write)]
    tasks += (partial(_pages, chunk, frame, write) for chunk in _chunks(plan for plan in wanted if plan not in data))
    weight = sum(map(_weight, wanted))
    made = {one.uri: one for found in _run(tasks, weight, workers) for one in found}
    return [made[plan.uri] for plan in wanted]


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


def _pages(plans: Sequence[Plan], frame: Frame, write: Write) -> list[Made]:
    found = []
    for plan in plans:
        page = plan.make()
        write(plan.uri, frame(page).encode())
        found.append(Made(plan.uri, page.updated))
    return found


def _data(index: Index, plans: Sequence[Plan], frame: Frame, write: Write) -> list[Made]:
    for file in files(index):
        write(file.uri, file.content)
    return _pages(plans, frame, write)


def _search(index: Index, write: Write) -> list[Made]:
    for uri, raw in search_files(index):
        write(uri, raw)
    return []


_tasks: list[Task] = []
"""What the processes forked from this one are to do; they have it in their memory from the start."""


def _run(tasks: list[Task], weight: int, workers: int | None) -> Iterator[list[Made]]:
    """The results of the tasks, in any order. Where no process can be forked, or it is not worth it, one by one."""
    count = min(workers or cores(), len(tasks)) if sys.platform == "linux" and weight >= _WORTH else 1
    if count < 2:
        yield from (task() for task in tasks)
        return
    _tasks[:] = tasks
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
