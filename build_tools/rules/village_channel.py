"""What a village must publish needs a channel that villagers pass by.

Village affairs are posted where the village lives (村民委员会组织法): on the notice board, at the service
station, or at the door. A website alone does not reach those concerned.
"""

from __future__ import annotations

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
        onsite = [channel.id for channel in catalog.channels.values() if channel.kind == "onsite"]
        if onsite:
            yield Finding(("channel",), {"example": "、".join(onsite[:3])}, key=True)
