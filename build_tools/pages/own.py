"""Pages that tell of the program alone are made once for each version of it, whatever the project."""

from __future__ import annotations

from collections.abc import Callable

from build_tools.cache import Cache
from build_tools.pages import Page

Texts = tuple[str, str, str]
"""Title, HTML and description of a page."""


class OwnPages:
    """The pages of a kind, ``count`` in all: as made before, else each when asked for. Kept once all are made."""

    def __init__(self, kind: str, count: int) -> None:
        self._kind = kind
        self._count = count
        self._cache = Cache.of_program()
        self._pages: dict[str, Texts] = self._cache.load(kind) or {}

    def page(self, uri: str, make: Callable[[], Texts]) -> Page:
        """One page."""
        if uri not in self._pages:
            self._pages[uri] = make()
            if len(self._pages) == self._count:
                self._cache.save(self._kind, self._pages)
        return Page(uri, *self._pages[uri])
