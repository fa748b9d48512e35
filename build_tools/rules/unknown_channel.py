"""A channel must be registered in channels.yml.

「公开渠道和载体」 is written as an id, so that the same channel has one name everywhere and can be searched. Write the
id that channels.yml has, or register the channel there first.
"""

from __future__ import annotations

from collections.abc import Iterator

from build_tools.catalog import Catalog, channel_places
from build_tools.diagnostics import Finding, Severity, Where
from build_tools.model import Item
from build_tools.text import nearest

SEVERITY = Severity.ERROR


def check_item(item: Item, catalog: Catalog) -> Iterator[Finding]:
    for where, use, _ in channel_places(item):
        yield from _finding(where, use.id, catalog)
    for channel, _ in item.link:
        yield from _finding(("link", channel), channel, catalog, key=True)


def _finding(where: Where, channel: str, catalog: Catalog, *, key: bool = False) -> Iterator[Finding]:
    if not catalog.knows("channels", channel):
        by_name = next((one.id for one in catalog.channels.values() if channel in (one.name, *one.alias)), None)
        meant = by_name or nearest(channel, catalog.channels) or ""
        name = catalog.channels[meant].name if meant else ""
        yield Finding(where, {"id": channel, "meant": meant, "name": name}, key=key, replacement=meant or None)
