"""村级要公开的，要有村民平时看得到的现场渠道。

村务要向村民公布（村民委员会组织法第三十条）；只放在网站上，很多村民看不到。
改法：在 channel 里加上村公示栏（village-board）、便民服务站、入户这样的现场渠道；
渠道是不是“现场”，看 channels.yml 里的 kind（onsite）。
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from build_tools.catalog import Catalog
from build_tools.diagnostics import Finding, Severity
from build_tools.model import Item

SEVERITY = Severity.WARNING


def check_item(item: Item, catalog: Catalog) -> Iterator[Finding]:
    if "village" not in item.level or item.retired:
        return
    uses = item.channel.at("village") or ()
    known = [catalog.channels[use.id] for use in uses if use.id in catalog.channels]
    if known and len(known) == len(uses) and not any(channel.kind == "onsite" for channel in known):
        onsite = _usual(catalog)
        if onsite:
            where = ("channel",) if item.channel.default is not None else ("channel", "village")
            yield Finding(where, {"example": "、".join(onsite[:3])}, key=True)


def _usual(catalog: Catalog) -> list[str]:
    """The on-site channels, those first that other village items use most."""
    villages = (item.channel.at("village") or () for item in catalog.items.values() if "village" in item.level)
    used = Counter(use.id for uses in villages for use in uses)
    onsite = [channel.id for channel in catalog.channels.values() if channel.kind == "onsite"]
    return sorted(onsite, key=lambda channel: -used[channel])
