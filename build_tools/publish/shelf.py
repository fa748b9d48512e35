"""What the engine rendered, kept: while nothing that it reads has changed it need not even be loaded."""

from __future__ import annotations

import hashlib
from dataclasses import astuple
from pathlib import Path

from build_tools.cache import Cache
from build_tools.index import Guide, Index
from build_tools.named import REGISTRIES
from build_tools.publish.keys import around
from build_tools.publish.stamp import Shell
from build_tools.publish.stamping import Rendered, Stamping
from build_tools.seen import Seen

_PACK = "rendered"
_READS = ("docs", "mkdocs.yml")


class Shelf:
    """Of one project. The engine reads what people wrote, its settings, and which pages of ours there are to lead to.

    Where its settings let it read anything else, nothing is kept.
    """

    def __init__(self, base: Path, index: Index, cache: Cache) -> None:
        self._cache = cache
        self._base = str(base)
        self._seen = Seen(self._base, _READS)
        self._read = read = self._seen.content() if index.digests and cache.folder else None
        self._key = hashlib.sha256(f"{around(index, REGISTRIES)}\0{read}".encode()).hexdigest() if read else ""

    def stamped(self, stamping: Stamping, site: Path) -> bool:
        """Make the site with what was kept, where that is what the engine would render."""
        kept = self._cache.load(_PACK) if self._key else None
        if kept is None or kept[0] != self._key:
            return False
        _, places, guides, shells, written, files = kept
        stamping.plan(Guide(*one) for one in guides)
        if stamping.places != places:
            return False
        made = {uri: Shell(parts) for uri, parts in shells.items()}
        stamping.stamp(Rendered(made, written, files), site)
        return True

    def keep(self, stamping: Stamping, rendered: Rendered) -> None:
        """What the engine has rendered now, unless somebody wrote meanwhile: who knows what it read then."""
        now = Seen(self._base, _READS)
        if self._key and now.times == self._seen.times and now.content() == self._read:
            guides = tuple(map(astuple, stamping.index.guides))
            shells = {uri: shell.parts for uri, shell in rendered.shells.items()}
            self._cache.save(
                _PACK, (self._key, stamping.places, guides, shells, rendered.written, dict(rendered.files))
            )
