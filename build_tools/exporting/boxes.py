"""The boxes ■□ of the channel column: which channels a table offers, and what an item makes of each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from typing import NamedTuple

from build_tools.index import Index
from build_tools.model import Channel, ChannelUse, Item


class Box(NamedTuple):
    """One box of the channel column: ``state`` is used, optional or unused; ``of`` says which one, at which levels."""

    name: str
    state: str
    of: str


def used_channels(items: Iterable[Item], index: Index) -> list[Channel]:
    """The channels that the items of a table name, in the order of the registry."""
    used = {use.id for item in items for _, uses in item.channel.parts() for use in uses}
    return [channel for channel in index.catalog.channels.values() if channel.id in used]


def boxes(item: Item, offered: list[Channel], index: Index) -> Iterator[Box]:
    """A box for every channel offered."""
    parts = list(item.channel.parts())
    uses: dict[str, list[tuple[str | None, ChannelUse]]] = {}
    for level, some in parts:
        for use in some:
            uses.setdefault(use.id, []).append((level, use))
    for channel in offered:
        found = uses.get(channel.id)
        if found is None:
            yield _unused(channel.name)
            continue
        notes = dict.fromkeys(use.note for _, use in found if use.note)
        levels = [index.catalog.site.level.get(level, level) for level, _ in found if level]
        everywhere = len(levels) == len(parts)
        state = "optional" if all(use.optional for _, use in found) else "used"
        yield Box(channel.name, state, "、".join([*notes, *([] if everywhere else levels)]))


@cache
def _unused(name: str) -> Box:
    return Box(name, "unused", "")
