"""``SHA256SUMS``: every file of a site with its checksum, and the marker that says whose site it is."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from build_tools.diagnostics import UserError

ALL_READ = 0o444
"""Whoever builds, everybody may read each file of a site."""

MARKER = ".zwgk-site"
"""A folder with this file was written by us and may be replaced; any other must be empty."""
SUMS = "SHA256SUMS"
_MARK = re.compile(r"zwgk\nitems ([0-9]+)\nmanifest ([0-9a-f]{64})\n")
_LINE = re.compile(r"([0-9a-f]{64})  ([^\0\r\n]+)")


@dataclass(frozen=True, slots=True)
class Marker:
    """What a site says of itself: how many items it has, and the checksum of its list of checksums."""

    items: int
    manifest: str

    def text(self) -> str:
        return f"zwgk\nitems {self.items}\nmanifest {self.manifest}\n"


def marker(site: Path) -> Marker | None:
    """The marker of a site; None where there is none of ours, or it is of an older version."""
    try:
        found = _MARK.fullmatch((site / MARKER).read_text(encoding="ascii"))
    except (OSError, ValueError):
        return None
    return Marker(int(found[1]), found[2]) if found else None


def sums(digests: Mapping[str, str]) -> bytes:
    """The list, as ``sha256sum --check`` reads it."""
    return "".join(f"{digests[uri]}  {uri}\n" for uri in sorted(digests)).encode()


def is_listed(site: Path) -> bool:
    """Whether the list of a site is there, and is the one that its marker names."""
    mark = marker(site)
    try:
        return mark is not None and digest_of(site / SUMS) == mark.manifest
    except OSError:
        return False


def listed(site: Path) -> dict[str, str]:
    """The list of a site: each file's place and checksum. Raises UserError where there is no whole list."""
    if not is_listed(site):
        raise UserError("no-manifest", path=str(site))
    raw = (site / SUMS).read_bytes()
    lines = (_LINE.fullmatch(line) for line in raw.decode().split("\n"))
    return {found[2]: found[1] for found in lines if found}


def wrong(site: Path) -> Iterator[tuple[str, str]]:
    """Every file that is not as it was published: ``changed``, ``missing`` or ``added``, and its place.

    Raises UserError where there is no whole list to compare with.
    """
    told = listed(site)
    there = {path.relative_to(site).as_posix(): path for path in sorted(site.rglob("*")) if not _is_folder(path)}
    for uri, path in there.items():
        if uri in (MARKER, SUMS):
            continue
        if uri not in told:
            yield "added", uri
        elif path.is_symlink() or not path.is_file() or digest_of(path) != told[uri]:
            yield "changed", uri
    yield from (("missing", uri) for uri in told if uri not in there)


def _is_folder(path: Path) -> bool:
    return path.is_dir() and not path.is_symlink()


def digest_of(path: Path) -> str:
    """The checksum of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
