"""What the registries say of what an item names: as long as that is the same, so is what is made of the item."""

from __future__ import annotations

import hashlib

from build_tools.catalog import Catalog, members
from build_tools.model import Item

REGISTRIES = ("bodies", "channels", "laws")
"""Those of which an item shows only the entries it names; who else is registered, and in what order, is not seen."""

_SIZE = 16
"""So many bytes of a checksum tell one text from another."""


class Named:
    """The checksums of the entries of one catalog."""

    def __init__(self, catalog: Catalog) -> None:
        self._bodies = {key: _digest(repr([one, *members(catalog, one)])) for key, one in catalog.bodies.items()}
        self._channels = {key: _digest(repr(one)) for key, one in catalog.channels.items()}
        self._laws = {key: _digest(repr(one)) for key, one in catalog.laws.items()}
        every = (self._bodies, self._channels, self._laws)
        self._all = tuple(_digest("".join(f"{key} {one.hex()}\n" for key, one in known.items())) for known in every)
        self._of: dict[str, bytes] = {}

    def of(self, item: Item) -> bytes:
        """One checksum for all entries that an item names, and for the members that act for a role it names.

        Where an entry is not registered, what else is may matter: then it is the checksum of the whole registry.
        """
        known = self._of.get(item.path)
        if known is None:
            known = self._of[item.path] = hashlib.sha256(b"".join(self._found(item))).digest()[:_SIZE]
        return known

    def _found(self, item: Item) -> list[bytes]:
        bodies, channels, laws = self._all
        asked = [whom for _, whom in item.inquiry_contact.parts() if isinstance(whom, str)]
        found = [self._bodies.get(one, bodies) for _, some in item.publishing_body.parts() for one in some]
        found += [self._bodies.get(one, bodies) for one in asked]
        found += [self._channels.get(use.id, channels) for _, uses in item.channel.parts() for use in uses]
        found += [self._channels.get(one, channels) for one, _ in item.link]
        return found + [self._laws.get(one.law, laws) for one in item.basis if one.law]


def _digest(text: str) -> bytes:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()[:_SIZE]
