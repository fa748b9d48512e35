"""What a page depends on, as one checksum: while it is the same, so is the page."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from build_tools.cache import program
from build_tools.index import Index
from build_tools.model import Item
from build_tools.pages import Plan


class Keys:
    """The keys of the pages of one index, framed by ``shells``. None where the files' checksums are not known."""

    def __init__(self, index: Index, shells: Iterable[str]) -> None:
        self._index = index
        items = index.catalog.items.values()
        paths = {item.path for item in items}
        around = (f"{path} {digest.hex()}" for path, digest in index.digests.items() if path not in paths)
        self._frame = _digest(program(), *shells)
        self._around = _digest(self._frame, *around, *_there(index))
        self._items = {item.id: self._item(item) for item in items} if index.digests else {}
        self.all = (
            _digest(self._around, *self._items.values(), repr(index.guides), repr(index.findings))
            if self._items
            else None
        )

    def of(self, plan: Plan) -> str | None:
        """The key of a page."""
        if plan.shows is None or self.all is None:
            return self.all and _digest(self.all, plan.uri)
        if plan.ours:
            return _digest(self._frame, plan.uri)
        return _digest(self._around, plan.uri, *(self._items[item.id] for item in plan.shows))

    def _item(self, item: Item) -> str:
        """An item as its file has it, and as git knows that."""
        digest = self._index.digests.get(item.path, b"")
        return _digest(item.path, digest.hex(), *(commit.id for commit in self._index.history.of(item.path)))


def _there(index: Index) -> Iterable[str]:
    """Which pages there are, since others lead to them, and what is the same on all of them."""
    yield repr((index.revised, index.history.remote, index.history.prefix, index.history.shallow))
    yield from (f"domain {one}" for one in index.by_domain)
    yield from (f"level {level} {bool(items)}" for level, items in index.by_level.items())
    yield from (f"body {body}" for body in index.catalog.bodies if index.has_page(body))
    yield from (f"channel {one}" for one in sorted(index.by_channel))
    yield from (f"law {one}" for one in sorted(index.by_law))
    yield from (f"not empty {domain} {level}" for domain, level in sorted(index.counts))


def _digest(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()
