"""What leaves as paper: official tables, the volume, the sheet for a notice board, the sheet a department signs.

One kind = one module with ``pdf(volume)`` and, where it can be worked on, ``docx(volume)``.
"""

from __future__ import annotations

from importlib import import_module

from build_tools.diagnostics import UserError
from build_tools.exporting.volume import Volume

KINDS = ("table", "booklet", "poster", "review")
FORMATS = ("pdf", "docx")
MOST = 3000
"""So many items are set as one PDF; 10,000 would take 4 GB of memory, and nobody binds 2,200 pages."""


def write(kind: str, form: str, volume: Volume) -> bytes | None:
    """The sheet of a kind in a format; None where there is none."""
    if form == "pdf" and len(volume.selection.items) > MOST:
        raise UserError("too-much-paper", items=str(len(volume.selection.items)), most=str(MOST))
    made = getattr(import_module(f"{__name__}.{kind}"), form, None)
    raw: bytes | None = made(volume) if made else None
    return raw
