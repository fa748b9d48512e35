"""写到的公开渠道，必须先在 channels.yml 里登记。

事项里写的是渠道的编号，同一个渠道在全县只有一个叫法，才能归类、查找。
目录至少要写明渠道（国办发〔2019〕54号）。link（公开链接）前面的渠道编号也要登记过。
登记表里的编号被改了，只在登记表里报一次。
改法：照 channels.yml 里的编号写；是新渠道的，先在 channels.yml 里加一段，再写它的编号。
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from build_tools.catalog import Catalog, channel_places
from build_tools.diagnostics import Finding, Severity
from build_tools.model import Item
from build_tools.uses import Use, Uses, unregistered

SEVERITY = Severity.ERROR


def check_catalog(catalog: Catalog) -> Iterator[Finding]:
    yield from unregistered(_uses(catalog), "channels", catalog)


def _uses(catalog: Catalog) -> Iterator[Uses]:
    for item in catalog.items.values():
        named = [use.id for _, uses in item.channel.parts() for use in uses]
        links = [channel for channel, _ in item.link]
        yield (*named, *links), partial(_places, item, named, links)


def _places(item: Item, named: list[str], links: list[str]) -> Iterator[Use]:
    yield from (Use((*where, "id"), use.id, item.path, named, item.id) for where, use, _ in channel_places(item))
    yield from (Use(("link", one), one, item.path, links, item.id, key=True) for one in links)
