"""Where an address of the site leads: a file that is there, another origin, or nowhere."""

from __future__ import annotations

from dataclasses import dataclass, field
from urllib.parse import unquote

from build_tools.site_check.address import Address, read, within
from build_tools.site_check.attributes import Kind

ERROR_PAGE = "404.html"
"""Served at any depth, so its addresses may start at the top of the host."""

_FOLLOWED = (Kind.LINK, Kind.FORM)

Fault = tuple[str, dict[str, str]]


@dataclass(frozen=True, slots=True)
class Way:
    """Where one address leads: to a file of the site and a place in it, to another site, or into a fault."""

    file: str = ""
    fragment: str = ""
    outside: bool = False
    fault: Fault | None = None


@dataclass
class Map:
    """Every file of the site, and the address it is published at where its home page says one."""

    files: frozenset[str]
    home: str = ""
    folded: dict[str, str] = field(init=False)
    folders: frozenset[str] = field(init=False)
    known: dict[tuple[str, str, Kind], Way] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        self.folded = {name.lower(): name for name in sorted(self.files, reverse=True)}
        self.folders = frozenset(name[:place] for name in self.files for place in _slashes(name)) | {""}

    def way(self, source: str, folder: str, typed: str, kind: Kind) -> Way:
        """Where an address in the file ``source`` leads; those of a folder's pages are found once."""
        if source == ERROR_PAGE or not typed.strip() or typed.lstrip()[:1] in "#?":
            return self._way(source, folder, typed, kind)
        key = (folder, typed, kind)
        if key not in self.known:
            self.known[key] = self._way(source, folder, typed, kind)
        return self.known[key]

    def forget(self) -> None:
        """Drop what was remembered of one folder's pages."""
        self.known.clear()

    def _way(self, source: str, folder: str, typed: str, kind: Kind) -> Way:
        address = read(typed)
        own = self._own(address)
        if own is not None and kind is Kind.LINK:
            return self._file(own, address, kind)
        if address.refused and not (address.picture and kind is Kind.PICTURE):
            return Way(fault=("site-refused-scheme", {"scheme": address.scheme}))
        if address.picture:
            return Way()
        if address.scheme and kind is Kind.LINK:
            return Way(outside=True)
        if address.outside:
            if kind is Kind.LINK:
                return Way(fault=("site-absolute-path", {"target": f"//{address.host}"}))
            return Way(fault=("site-off-origin", {"host": address.host or address.scheme}))
        if address.path.startswith("/"):
            return self._absolute(source, address, kind)
        if not address.path:
            empty = not typed.strip() and kind in (Kind.LOAD, Kind.PICTURE)
            return Way(source, address.fragment) if not empty else Way(fault=("site-missing-asset", {"target": ""}))
        target = within(folder, address.path)
        if target is None:
            return Way(fault=("site-leaves-folder", {"target": typed.strip()}))
        return self._file(target, address, kind)

    def _own(self, address: Address) -> str | None:
        """The path within the site of an absolute address of this very site."""
        full = f"{address.scheme}://{address.host}{address.path}"
        return unquote(full[len(self.home) :]) or "index.html" if self.home and full.startswith(self.home) else None

    def _absolute(self, source: str, address: Address, kind: Kind) -> Way:
        """A path from the top of the host: only the error page needs one, whatever it is mounted under."""
        if source != ERROR_PAGE:
            return Way(fault=("site-absolute-path", {"target": address.path}))
        steps = address.path.strip("/").split("/")
        for place in range(len(steps)):
            target = within("", "/".join(steps[place:]))
            if target in self.files:
                return self._file(str(target), address, kind)
        if address.path.endswith("/"):
            return Way("index.html")
        return self._file(within("", address.path) or "", address, kind)

    def _file(self, target: str, address: Address, kind: Kind) -> Way:
        if target in self.files:
            return Way(target, address.fragment)
        if target.rstrip("/") in self.folders and kind in _FOLLOWED:
            shown = f"{target.rstrip('/')}/".lstrip("/")
            return Way(fault=("site-broken-link", {"target": shown, "kind": "folder"}))
        if target.lower() in self.folded:
            return Way(fault=("site-name-case", {"target": target, "real": self.folded[target.lower()]}))
        if kind in _FOLLOWED:
            return Way(fault=("site-broken-link", {"target": target, "kind": "missing"}))
        return Way(fault=("site-missing-asset", {"target": target}))


def _slashes(name: str) -> list[int]:
    return [place for place, char in enumerate(name) if char == "/"]
