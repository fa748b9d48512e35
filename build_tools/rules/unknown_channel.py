"""写到的公开渠道，必须先在 channels.yml 里登记。

事项里写的是渠道的编号，同一个渠道在全县只有一个叫法，才能归类、查找。
目录至少要写明渠道（国办发〔2019〕54号）。link（公开链接）前面的渠道编号也要登记过。
改法：照 channels.yml 里的编号写；是新渠道的，先在 channels.yml 里加一段，再写它的编号。
"""

from __future__ import annotations

from collections.abc import Iterator

from build_tools.catalog import Catalog, channel_places, like_entry
from build_tools.diagnostics import Finding, Severity, Where
from build_tools.model import Item

SEVERITY = Severity.ERROR


def check_item(item: Item, catalog: Catalog) -> Iterator[Finding]:
    named = [use.id for _, use, _ in channel_places(item)]
    for where, use, _ in channel_places(item):
        yield from _finding((*where, "id"), use.id, catalog, named)
    links = [channel for channel, _ in item.link]
    for channel in links:
        yield from _finding(("link", channel), channel, catalog, links, key=True)


def _finding(where: Where, channel: str, catalog: Catalog, named: list[str], *, key: bool = False) -> Iterator[Finding]:
    """``named`` are the channels of the same list: one of them is no replacement."""
    if not catalog.knows("channels", channel):
        meant, name = like_entry(channel, "channels", catalog)
        yield Finding(
            where,
            {"id": channel, "meant": meant, "name": name},
            key=key,
            replacement=meant if meant and meant not in named else None,
        )
