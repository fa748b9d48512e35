"""YAML text → Document: every character kept as typed, every key and value with its place, nothing believed.

``read`` never raises on any bytes. What it refuses is what a reviewer cannot see in a diff (anchors, merge keys,
tags, invisible characters, text lost behind ``#``) and what cannot be read; the rest of the file is still read.
"""

from __future__ import annotations

from build_tools.source.document import ABSENT, LOST, Document, Spans, Value
from build_tools.source.limits import ITEM_LIMITS, REGISTRY_LIMITS, Limits
from build_tools.source.opening import read

__all__ = [
    "ABSENT",
    "ITEM_LIMITS",
    "LOST",
    "REGISTRY_LIMITS",
    "Document",
    "Limits",
    "Spans",
    "Value",
    "read",
]
