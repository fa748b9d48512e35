"""What a format says of each item, made anew only for items whose file is another.

A piece may depend on the item, on what the registries say of what it names, and on settings, adjustments, domains,
which levels there are; on no other item and on no other entry.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from typing import TypeVar

from build_tools.index import Index
from build_tools.model import Item
from build_tools.named import REGISTRIES

V = TypeVar("V")


def pieces(kind: str, items: Iterable[Item], index: Index, make: Callable[[Item], V]) -> dict[str, V]:
    """By id the piece of each item, which is plain data."""
    if index.kept.folder is None or not index.digests:
        return {item.id: make(item) for item in items}
    around = beside_items(index)
    known: dict[bytes, V] = index.kept.load_map(f"data-{kind}", around)
    used: dict[bytes, V] = {}
    made: dict[str, V] = {}
    for item in items:
        key = index.digests[item.path] + index.named.of(item) + item.path.encode()
        piece = known.get(key)
        made[item.id] = used[key] = make(item) if piece is None else piece
    index.kept.save_map(f"data-{kind}", known, used, around)
    return made


def beside_items(index: Index) -> bytes:
    """The checksum of all that a piece depends on besides the item and what it names."""
    made = hashlib.sha256(repr(tuple(index.levels())).encode("utf-8", "surrogatepass"))
    for path, digest in index.others(REGISTRIES):
        made.update(path.encode("utf-8", "surrogatepass") + digest)
    return made.digest()
