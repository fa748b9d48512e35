"""Where everything beside the pages will be."""

from __future__ import annotations

from build_tools.exchange import claims as data_claims
from build_tools.pages.version import URI as VERSION
from build_tools.publish.manifest import SUMS
from build_tools.search.shards import FOLDER


def claims(uri: str) -> bool:
    """Whether an address, in lower case, is that of a data file, of the search, the map or what tells of all files."""
    return data_claims(uri) or uri in (VERSION, SUMS.lower()) or uri.startswith((f"{FOLDER}/", "sitemap"))
