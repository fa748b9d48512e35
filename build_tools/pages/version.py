"""「版本与核对」: which commit the site was made from, and how anybody can tell that no byte of it was changed.

The only page that names the commit and the list of checksums, so another commit changes no other page. It is made
last, because it tells the checksum of that list, without its own line.
"""

from __future__ import annotations

from dataclasses import dataclass

from build_tools.index import Index
from build_tools.messages import page as words
from build_tools.pages import Page
from build_tools.pages.frame import document
from build_tools.pages.render import render

URI = "version.html"


@dataclass(frozen=True, slots=True)
class Version:
    """The commit the files stand at, the day it was committed, and whether they differ from it; "" where unknown."""

    commit: str = ""
    date: str = ""
    changed: bool = False


def version_page(index: Index, version: Version, manifest: str) -> bytes:
    """version.html; ``manifest`` is the checksum of the list, "" where there is none."""
    title, described = words("version")
    html = render("version.html", URI, title=title, described=described, version=version, manifest=manifest)
    return document(Page(URI, title, html, described, version.date or None), index).encode()
