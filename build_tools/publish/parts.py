"""The search index and the data files, each with the pages made of the same. They need no frame, so nothing waits."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import partial

from build_tools.cache import Cache
from build_tools.exchange import files
from build_tools.index import Index
from build_tools.pages import Page, plans
from build_tools.processes import Beside, cores
from build_tools.publish.output import Output

Written = tuple[str, str, int]
"""A file, its checksum and its size."""

Told = tuple[str, str, str, str, str | None, tuple[str, ...], tuple[tuple[str, str], ...]]
"""A page as plain data."""

_Part = tuple[list[Written], list[Told]]

_PACK = "parts"


class Parts:
    """Begun as soon as the index is known, each part in a process of its own; none where the ``key`` is as before."""

    def __init__(self, index: Index, output: Output, cache: Cache, key: str | None, worth: bool = True) -> None:
        self._cache = cache
        self._key = key
        before: tuple[str, dict[str, _Part]] | None = cache.load(_PACK)
        known = before[1] if before and key is not None and before[0] == key else {}
        self._parts: dict[str, _Part] = {}
        self._asked: dict[str, Beside[_Part]] = {}
        for name, make in _PARTS.items():
            if name in known and all(output.keep(uri, digest) for uri, digest, _ in known[name][0]):
                self._parts[name] = known[name]
            else:
                self._asked[name] = Beside(partial(make, index, output), worth and cores() > 1)

    def answer(self) -> tuple[list[Written], dict[str, Page]]:
        """Every file, and the pages by their places, still without a frame."""
        if self._asked:
            self._parts |= {name: asked.answer() for name, asked in self._asked.items()}
            self._asked.clear()
            if self._key is not None:
                self._cache.save(_PACK, (self._key, self._parts))
        written = [one for part, _ in self._parts.values() for one in part]
        return written, {one[0]: Page(*one) for _, pages in self._parts.values() for one in pages}

    def forget(self) -> None:
        """Nothing of it is wanted any more: nothing is written after this."""
        for asked in self._asked.values():
            asked.forget()


def _search(index: Index, output: Output) -> _Part:
    """The engine is let go at last: it takes as much memory as all pages."""
    from build_tools.search import Engine, search_files  # in the process that needs it, while others work

    pages = _pages(index, "home", "matter")
    written = [(uri, output.write(uri, raw), len(raw)) for uri, raw in search_files(index)]
    Engine.forget()
    return written, pages


def _data(index: Index, output: Output) -> _Part:
    """The files first: the page tells their checksums."""
    return list(_files(index, output)), _pages(index, "data")


_PARTS: Mapping[str, Callable[[Index, Output], _Part]] = {"search": _search, "data": _data}


def _files(index: Index, output: Output) -> Iterator[Written]:
    for file in files(index):
        yield file.uri, output.write(file.uri, *file.parts, digest=file.told.sha256), file.told.size


def _pages(index: Index, *kinds: str) -> list[Told]:
    return [told(plan.make()) for plan in plans(index, kinds)]


def told(page: Page) -> Told:
    """As another process, or another run, can be told of it."""
    title, html, described = ("".join((text, "")) for text in (page.title, page.html, page.description))
    return page.uri, title, html, described, page.updated, page.styles, page.feeds
