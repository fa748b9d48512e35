"""Where pages lead within their site, so that no site is published with a link into nothing.

A quick look at markup of our own making, at every build; ``site_check`` reads whatever markup there is, anchors too.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from html import unescape

from build_tools.site_check.address import read, within
from build_tools.site_check.links import ERROR_PAGE

_LED = re.compile(' (?:href|src|action)="([^"]*)')


class Leads:
    """What pages lead to. An address is followed once for all pages of a folder."""

    def __init__(self) -> None:
        self._known: dict[str, set[str]] = {}

    def of(self, uri: str, html: str) -> tuple[str, ...]:
        """The files that a page leads to and that no page of its folder has led to before."""
        if uri == ERROR_PAGE:  # served at any depth, it leads to the top of the host
            return ()
        folder = uri.rpartition("/")[0]
        known = self._known.setdefault(folder, set())
        new = set(_LED.findall(html)) - known
        known |= new
        return tuple(dict.fromkeys(filter(None, (_target(folder, one) for one in sorted(new)))))


def _target(folder: str, typed: str) -> str | None:
    """The file of the site at an address; None where it leads elsewhere, or to the very page."""
    address = read(unescape(typed))
    if address.outside or not address.path or address.path.startswith("/"):
        return None
    return within(folder, address.path)


def leads_to(target: str, files: Collection[str]) -> bool:
    """Whether there is such a file, or a folder with a page of its own."""
    return target in files or f"{target.rstrip('/')}/index.html".lstrip("/") in files
