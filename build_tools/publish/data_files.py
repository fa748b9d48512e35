"""Where everything beside the pages will be."""

from __future__ import annotations

from build_tools.exchange import claims as data_claims
from build_tools.search.shards import FOLDER


def claims(uri: str) -> bool:
    """Whether an address, in lower case, is that of a data file, of the search or of the map."""
    return data_claims(uri) or uri.startswith((f"{FOLDER}/", "sitemap"))
