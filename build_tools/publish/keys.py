"""What a page depends on, as one checksum: while it is the same, so is the page."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from build_tools.cache import program
from build_tools.index import Index
from build_tools.model import Item
from build_tools.named import REGISTRIES
from build_tools.pages import Plan


class Keys:
    """The keys of the pages of one index, framed by ``shells``. None where the files' checksums are not known."""

    def __init__(self, index: Index) -> None:
        self._index = index
        self._frame = ""
        self._around = around(index, besides=REGISTRIES)
        items = index.catalog.items.values()
        self._items = {item.id: self._item(item) for item in items} if index.digests else {}
        self.all = (
            _digest(around(index), *self._items.values(), repr(index.guides), repr(index.findings))
            if self._items
            else None
        )
        """The key of what has no frame."""

    def framed(self, shells: Iterable[str]) -> Keys:
        """The same with the frame of the pages."""
        self._frame = _digest(program(), *shells)
        return self

    def of(self, plan: Plan) -> str | None:
        """The key of a page."""
        if self.all is None:
            return None
        if plan.shows is None:
            return _digest(self._frame, self.all, plan.uri)
        if plan.ours:
            return _digest(self._frame, plan.uri)
        items = (self._items[item.id] for item in plan.shows)
        return _digest(self._frame, self._around, plan.uri, repr(plan.facts), *items)

    def _item(self, item: Item) -> str:
        """An item as its file has it, with what the registries say of what it names, and as git knows the file."""
        digest = self._index.digests.get(item.path, b"")
        commits = (commit.id for commit in self._index.history.of(item.path))
        return _digest(item.path, digest.hex(), self._index.named.of(item).hex(), *commits)


def around(index: Index, besides: Iterable[str] = ()) -> str:
    """The checksum of this program and of all that pages depend on besides the items they show and some registries."""
    others = (f"{path} {digest.hex()}" for path, digest in index.others(besides))
    return _digest(program(), *others, *_there(index))


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
