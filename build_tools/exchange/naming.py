"""What things are called in the world: addresses where the site has one, names that need none elsewhere."""

from __future__ import annotations

import re
from uuid import NAMESPACE_URL, UUID, uuid5

from build_tools.model import Site

_OURS = uuid5(NAMESPACE_URL, "urn:zwgk-catalog")

_PLAIN = re.compile("[A-Za-z0-9._-]+")


def urn(kind: str, key: str, site: Site) -> str:
    """A name for good: the same in every year and at every address, and another in every county."""
    return _uuid(kind, key, site).urn


def iri(kind: str, key: str, site: Site) -> str:
    """The name of a thing in linked data: a place within the published file, or the name for good without one."""
    if site.address is None:
        return urn(kind, key, site)
    return f"#{kind}/{key if _PLAIN.fullmatch(key) else _uuid(kind, key, site)}"


def _uuid(kind: str, key: str, site: Site) -> UUID:
    return uuid5(_OURS, f"{site.code}/{kind}/{key}")
