"""Which items a change of a registry reaches: they name the entry, although their own files stayed the same."""

from __future__ import annotations

from collections.abc import Set
from pathlib import PurePosixPath

from build_tools.catalog import body_places, channel_places
from build_tools.load import load
from build_tools.model import Item
from build_tools.revisions import CATALOG, Side

Entry = tuple[str, str]
"""A registry and the id of an entry in it."""


def reached(entries: Set[Entry], side: Side) -> dict[Entry, tuple[str, ...]]:
    """The items in force on a side that name each entry; a file is read as YAML only if it holds such an id."""
    marks = [key.encode() for _, key in entries]
    inner = f"{CATALOG}/items/"
    domains = {key for registry, key in entries if registry == "domains"}
    raw = side.read([path for path in side.keys if path.startswith(inner)])
    hopeful = {
        path: text
        for path, text in raw.items()
        if PurePosixPath(path).parts[2] in domains or any(mark in text for mark in marks)
    }
    found: dict[Entry, list[str]] = {}
    for item in load(hopeful.items()).catalog.items.values():
        for entry in _named(item) & entries if item.retired is None else ():
            found.setdefault(entry, []).append(item.id)
    return {entry: tuple(sorted(items)) for entry, items in found.items()}


def _named(item: Item) -> set[Entry]:
    """Every entry an item names."""
    named: set[Entry] = {("domains", item.domain)}
    named |= {("bodies", body) for _, body, _ in body_places(item)}
    named |= {("bodies", whom) for _, whom in item.inquiry_contact.parts() if isinstance(whom, str)}
    named |= {("channels", use.id) for _, use, _ in channel_places(item)}
    return named | {("laws", one.law) for one in item.basis if one.law}
