"""The first look at a file: whether it is one of ours, and whether it needs the reader of YAML, which loads slowly."""

from __future__ import annotations

from functools import partial

from build_tools.diagnostics import Diagnostic, Span
from build_tools.source import leftovers
from build_tools.source.document import ABSENT, Document, Spans
from build_tools.source.limits import ITEM_LIMITS, Limits
from build_tools.source.plain import plainly


def read(path: str, raw: bytes, limits: Limits = ITEM_LIMITS) -> tuple[Document, list[Diagnostic]]:
    """Read one file. Never raises; every complaint carries the exact place in the file as it is."""
    if leftovers.is_foreign(raw):
        return Document(path, ABSENT, whole=False), [Diagnostic(Span(path), "not-a-text-file")]
    if len(raw) > limits.size:
        args = {"size": str(len(raw) // 1024), "limit": str(limits.size // 1024)}
        return Document(path, ABSENT, whole=False), [Diagnostic(Span(path), "too-large", args=args)]
    plain = plainly(raw)
    if plain is not None:
        text, data = plain
        return Document(path, data, locate=partial(_places, path, text, limits)), []
    from build_tools.source.reader import read_any

    return read_any(path, raw, limits)


def _places(path: str, text: str, limits: Limits) -> Spans:
    from build_tools.source.edits import Edits
    from build_tools.source.places import locate

    return locate(path, text, Edits(), limits)
