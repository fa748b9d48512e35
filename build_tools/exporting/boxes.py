"""The boxes ■□ of the channel column: which channels a table offers, and what an item makes of each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from build_tools.index import Index
from build_tools.model import Channel, Item


@dataclass(frozen=True, slots=True)
class Box:
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
    for channel in offered:
        found = [(level, use) for level, uses in parts for use in uses if use.id == channel.id]
        notes = dict.fromkeys(use.note for _, use in found if use.note)
        levels = [index.catalog.site.level.get(level, level) for level, _ in found if level]
        everywhere = len(levels) == len(parts)
        state = "unused" if not found else "optional" if all(use.optional for _, use in found) else "used"
        yield Box(channel.name, state, "、".join([*notes, *([] if everywhere else levels)]))
