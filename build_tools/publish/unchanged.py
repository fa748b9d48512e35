"""Whether a build would find everything as the last one left it: the files it reads, and the site it made."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from build_tools.cache import Cache, program
from build_tools.git import state
from build_tools.processes import Beside
from build_tools.publish.manifest import ALL_READ, MARKER, SUMS, is_listed, marker
from build_tools.seen import Mark, Seen, walked

_PACK = "last"
_READS = ("catalog", "docs", "mkdocs.yml")


class Last:
    """The last build of a project into ``out``. ``note`` is what is to be said when nothing has changed since."""

    def __init__(self, base: Path, out: Path, cache: Cache, *said: str) -> None:
        self._out = out.absolute()
        self._cache = cache
        self._whole = Beside(self._stands)
        self._base = base
        self._said = said
        self._around = self._circumstances()
        self.seen = Seen(str(base), _READS, cache)
        """Looked at before anything is read: what is written meanwhile is seen."""

    def note(self) -> str | None:
        """What the last build said, where this one would find and make the same; None where that is not certain."""
        kept: tuple[str, Mark, str, str] | None = self._cache.load(_PACK)
        if kept is None or kept[0] != self._around or not self.seen.same(kept[1]):
            self._whole.forget()
            return None
        # Another site: the successor of that build was killed before it was the last one.
        if not self._whole.answer() or kept[3] != self._site():
            return None
        again = self.seen.again(kept[1])
        if again != kept[1]:  # a copy, with other times
            self._cache.save(_PACK, (kept[0], again, *kept[2:]))
        return kept[2]

    def keep(self, note: str, read: Mapping[str, bytes], site: str) -> None:
        """This build made the ``site`` and is the last one now; ``read`` are the checksums of files as it read them."""
        mark = self.seen.mark(read)
        if mark is not None and self._circumstances() == self._around:  # nobody has committed meanwhile
            self._cache.save(_PACK, (self._around, mark, note, site))

    def _circumstances(self) -> str:
        """What else the site depends on: this program, where it is made, what git says, the day and the language."""
        return "\0".join((program(), str(self._out), state(self._base, "catalog"), *self._said))

    def _site(self) -> str:
        """Which site stands."""
        mark = marker(self._out)
        return mark.manifest if mark else ""

    def _stands(self) -> bool:
        """Whether the site is as it was published, as far as sizes and times tell."""
        published: tuple[str, dict[str, tuple[str, int, int]]] = self._cache.load("published") or ("", {})
        if published[0] != str(self._out) or not self._out.is_dir():
            return False
        count = 0
        known = published[1].get
        with suppress(OSError):
            for uri, about in walked(str(self._out), ""):
                if about.st_mode & ALL_READ != ALL_READ:
                    return False
                one = known(uri)
                if one is not None and one[1:] == (about.st_size, about.st_mtime_ns):
                    count += 1
                elif uri not in (MARKER, SUMS):
                    return False
            return count == len(published[1]) and is_listed(self._out)
        return False
