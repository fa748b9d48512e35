"""How much one file may hold at most."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """What a file may be at most: bytes, nesting, and number of keys and values."""

    size: int
    depth: int
    values: int


ITEM_LIMITS = Limits(256 * 1024, 8, 2_000)
REGISTRY_LIMITS = Limits(1024 * 1024, 8, 50_000)

SHORT = 40
"""Up to this length equal texts share one object: ids, wordings of limits, law names."""
