"""json: the exchange form of the catalog, with the chosen items alone."""

from __future__ import annotations

import json

from build_tools.exchange.catalog_json import document
from build_tools.exporting.volume import Volume

SUFFIX = ".json"


def write(volume: Volume) -> bytes:
    """The file. Registries stay whole: items name their entries."""
    data = document(volume.index)
    chosen = {item.id for item in volume.selection.items}
    data["items"] = {key: item for key, item in data["items"].items() if key in chosen}
    return (json.dumps(data, ensure_ascii=False, indent=2) + "\n").encode()
