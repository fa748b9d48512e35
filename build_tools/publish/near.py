"""Which items are related, found out in another process while this one checks the catalog."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path

from build_tools.cache import Cache
from build_tools.load import Loaded
from build_tools.processes import Beside, cores
from build_tools.related import Found, Related
from build_tools.sound import MANY


class Near:
    """For one build of the project in ``base``: ``begin`` when the catalog has been read, ask for ``found`` later."""

    def __init__(self, base: Path) -> None:
        self._cache = Cache.of(base)
        self._asked: Beside[Found] | None = None

    def begin(self, loaded: Loaded) -> None:
        """Find it out elsewhere, where there are enough items for that."""
        catalog = loaded.catalog
        if len(catalog.items) >= MANY and cores() > 1:
            self._asked = Beside(lambda: Related(catalog, self._cache).all())

    def found(self) -> Found | None:
        """Those of every item; None where nothing was begun."""
        return self._found

    @cached_property
    def _found(self) -> Found | None:
        return self._asked.answer() if self._asked else None

    def close(self) -> None:
        """Nobody asks any more."""
        if self._asked:
            self._asked.forget()
