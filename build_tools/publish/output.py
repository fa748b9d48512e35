"""The files of a site while it is made: written anew, or taken from the site that stands now."""

from __future__ import annotations

import errno
import hashlib
import os
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path

from build_tools.cache import Cache
from build_tools.diagnostics import UserError
from build_tools.publish.leads import Leads, leads_to
from build_tools.publish.left import About, Left
from build_tools.publish.manifest import ALL_READ, MARKER, SUMS, Marker, marker, sums

_PACK, _EARLIER, _LED = "published", "earlier", "led"
_GENERATIONS = 2
"""Of so many sites before it is known what their files were: the one that is kept, and the one the next is made of."""
_PAGE = ".html"
_BUFFER = 1 << 16


class Output:
    """A folder that files are written into."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def write(self, uri: str, *parts: bytes, digest: str = "") -> str:
        """Write one file, in a new folder where it needs one; returns its checksum. Other processes may do so too."""
        target = f"{self.folder}/{uri}"
        try:
            _new(target, parts)
        except FileNotFoundError:
            os.makedirs(os.path.dirname(target), exist_ok=True)
            _new(target, parts)
        except FileExistsError:  # perhaps a link to what stands now: never written through
            os.unlink(target)
            _new(target, parts)
        return digest or _checksum(b"".join(parts))

    def keep(self, uri: str, digest: str) -> bool:
        """Take a file from the site that stands now, if it has this checksum there."""
        return False

    def made(self, uri: str, digest: str, size: int, leads: Iterable[str] = ()) -> None:
        """A file was written, in whatever process, or kept; it leads to other files."""

    def add(self, uri: str, raw: bytes, leads: Iterable[str] = ()) -> str:
        """Write a file in this process; returns its checksum."""
        digest = self.write(uri, raw)
        self.made(uri, digest, len(raw), leads)
        return digest


class Replacement(Output):
    """A new site in ``folder``; ``old`` stands until this one is whole.

    A file is taken from ``old`` by a hard link, so it costs neither bytes nor time; that it is still as it was
    published its size and times tell, which ``cache`` knows. Nothing is ever written through such a link. What the
    folder has already, from a site before, stays where it is such a link or has the same bytes; all else is gone.
    """

    def __init__(self, folder: Path, old: Path, cache: Cache) -> None:
        super().__init__(folder)
        self._old = old
        self._cache = cache
        before: tuple[str, dict[str, About]] = cache.load(_PACK) or ("", {})
        self._before = before[1] if before[0] == str(old) else {}
        self._digests: dict[str, str] = {}
        self._sizes: dict[str, int] = {}
        self._led: dict[str, str] = {}
        self._earlier: dict[str, tuple[About, ...]] = cache.load(_EARLIER) or {}
        self._left = Left(folder, self._standing, self._earlier)
        self._kept: set[str] = set()
        self.manifest = ""
        """The checksum of the list of all files, when it is whole."""
        self.last: Callable[[str], Mapping[str, bytes]] = lambda _: {}
        """What is written last, because it tells the checksum of the list of all other files."""

    def _standing(self, uri: str) -> os.stat_result | None:
        """A file of the site that stands, if nobody touched it since it was published."""
        known = self._before.get(uri)
        if known is None:
            return None
        try:
            about = os.lstat(f"{self._old}/{uri}")
        except OSError:
            return None
        same = (about.st_size, about.st_mtime_ns) == known[1:] and about.st_mode & ALL_READ == ALL_READ
        return about if same else None

    def write(self, uri: str, *parts: bytes, digest: str = "") -> str:
        digest = digest or _checksum(b"".join(parts))
        if not self.keep(uri, digest):
            self._left.make_way(uri)
            super().write(uri, *parts, digest=digest)
        return digest

    def made(self, uri: str, digest: str, size: int, leads: Iterable[str] = ()) -> None:
        self._digests[uri] = digest
        self._sizes[uri] = size
        for target in leads:
            self._led.setdefault(target, uri)

    def keep(self, uri: str, digest: str) -> bool:
        """Take a file from the old site, if it has this checksum there and nobody touched it since."""
        known = self._before.get(uri)
        if known is None or known[0] != digest:
            return False
        if uri not in self._left.linked and not self._left.has(uri, digest):
            if self._standing(uri) is None:
                return False
            source, target = f"{self._old}/{uri}", f"{self.folder}/{uri}"
            try:
                self._left.make_way(uri)
                try:
                    linked = _linked(source, target)
                except FileNotFoundError:
                    os.makedirs(os.path.dirname(target), exist_ok=True)
                    linked = _linked(source, target)
            except OSError:
                return False
            if not linked:
                return True
            self._left.linked.add(uri)
        self._kept.add(uri)
        return True

    def take(self, files: Mapping[str, bytes]) -> None:
        """Take the files that another program made."""
        leads = Leads()
        for uri, raw in files.items():
            led = leads.of(uri, raw.decode("utf-8", "replace")) if uri.endswith(_PAGE) else ()
            self.add(uri, raw, led)

    def finish(self, items: int) -> list[str]:
        """List every file, whoever wrote it, and mark the site as ours; returns which files are new.

        Raises UserError where a page leads nowhere, OSError where a file is not there as it was written.
        """
        self._left.drop_all_but(self._digests)
        times = {uri: self._about(uri, digest) for uri, digest in self._digests.items()}
        for uri, raw in self.last(_checksum(sums(self._digests))).items():
            if uri in times:
                raise UserError("page-taken", path=f"docs/{uri}")
            times[uri] = self._about(uri, self.add(uri, raw, Leads().of(uri, raw.decode())))
        led = self._follow()
        listed = sums(self._digests)
        super().write(SUMS, listed)
        self.manifest = _checksum(listed)
        super().write(MARKER, Marker(items, self.manifest).text().encode("ascii"))
        self._cache.save(_LED, (self.manifest, led))
        self._cache.save(_EARLIER, self._gone(times))
        self._cache.save(_PACK, (str(self._old), times))
        return [*(uri for uri in times if uri not in self._kept), SUMS, MARKER]

    def _follow(self) -> list[str]:
        """Refuse pages that lead to nothing; returns all that pages lead to.

        Of pages that are kept it is known together what they lead to; only where that is gone they are read.
        """
        standing = marker(self._old)
        before: tuple[str, list[str]] | None = self._cache.load(_LED)
        known = before[1] if before and standing and before[0] == standing.manifest else None
        led = self._led
        if known is None or not all(map(self._is_there, known)):
            led = led | {to: uri for uri, to in self._kept_leads()}
            known = []
        lost = sorted((uri, to) for to, uri in led.items() if not self._is_there(to))
        if lost:
            shown = "；".join(f"{uri} → {to}" for uri, to in lost)
            raise UserError("leads-nowhere", count=str(len(lost)), links=shown, path=str(self._old))
        return list({*led, *known})

    def _is_there(self, target: str) -> bool:
        return target == SUMS or leads_to(target, self._digests)

    def _kept_leads(self) -> Iterator[tuple[str, str]]:
        leads = Leads()
        for uri in sorted(uri for uri in self._kept if uri.endswith(_PAGE)):
            page = (self.folder / uri).read_text("utf-8", "replace")
            yield from ((uri, to) for to in leads.of(uri, page))

    def _gone(self, now: Mapping[str, About]) -> dict[str, tuple[About, ...]]:
        """What files of sites before this one were, where they are no links to its own."""
        found = {}
        for uri, before in self._before.items():
            about, others = now.get(uri), self._earlier.get(uri, ())
            if others or before != about:
                different = dict.fromkeys(one for one in (before, *others) if one != about)
                found[uri] = tuple(different)[:_GENERATIONS]
        return {uri: others for uri, others in found.items() if others}

    def _about(self, uri: str, digest: str) -> About:
        """A file that is there, whatever process wrote it. Raises OSError where it is not, or not whole."""
        if uri in self._kept:
            return self._left.about(uri) or self._before[uri]
        about = os.lstat(f"{self.folder}/{uri}")
        if about.st_size != self._sizes[uri]:
            raise OSError(errno.EIO, os.strerror(errno.EIO), f"{self.folder}/{uri}")
        return digest, about.st_size, about.st_mtime_ns


def _checksum(raw: bytes) -> str:
    return hashlib.sha256(raw).hexdigest()


def _new(target: str, parts: Iterable[bytes]) -> None:
    with open(target, "xb", buffering=_BUFFER) as file:
        file.writelines(parts)


def _linked(source: str, target: str) -> bool:
    """Whether it is a link; else it is a copy, which the disk has yet to write."""
    try:
        os.link(source, target)
    except FileNotFoundError:
        raise
    except OSError:  # a disk without hard links, or too many on one file
        shutil.copy2(source, target)
        return False
    return True
