"""Kinds of page, read off a built site: new kinds join the tests without a list to keep."""

from __future__ import annotations

import os
from pathlib import Path

LONG = os.environ.get("ZWGK_LOOK") == "all"
"""The long walks (every kind of page by Tab, in every mode, with all that opens) are asked for: ``ZWGK_LOOK=all``."""
STAND_FOR_ALL = ("index.html", "items/", "domains/")


def kinds(site: Path) -> tuple[str, ...]:
    """Every page at the top, and below it the index page and the richest other page of each level of each folder."""
    groups: dict[tuple[str, int, bool], list[Path]] = {}
    for path in sorted(site.rglob("*.html")):
        inner = path.relative_to(site)
        top = inner.parts[0]
        groups.setdefault((top, len(inner.parts), inner.name == "index.html"), []).append(path)
    chosen = [max(group, key=lambda path: (path.stat().st_size, path.name)) for group in groups.values()]
    return tuple(sorted(path.relative_to(site).as_posix() for path in chosen))


def poorest(site: Path) -> tuple[str, ...]:
    """The smallest page of each folder at the top: often one that has nothing to show, or is retired."""
    groups: dict[str, list[Path]] = {}
    for path in sorted(site.rglob("*.html")):
        inner = path.relative_to(site)
        if len(inner.parts) > 1 and inner.name != "index.html":
            groups.setdefault(inner.parts[0], []).append(path)
    chosen = [min(group, key=lambda path: (path.stat().st_size, path.name)) for group in groups.values()]
    return tuple(sorted(path.relative_to(site).as_posix() for path in chosen))


def walked(site: Path) -> tuple[str, ...]:
    """The kinds to walk through: all that have the frame where the long walks are asked for, else some for all."""
    framed = [kind for kind in kinds(site) if kind != "404.html"]
    return tuple(kind for kind in framed if LONG or kind.startswith(STAND_FOR_ALL))
