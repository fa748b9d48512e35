"""What leaves as paper: official tables, the volume, the sheet for a notice board, the sheet a department signs.

One kind = one module with ``pdf(volume)`` and, where it can be worked on, ``docx(volume)``.
"""

from __future__ import annotations

from importlib import import_module

from build_tools.exporting.volume import Volume

KINDS = ("table", "booklet", "poster", "review")
FORMATS = ("pdf", "docx")


def write(kind: str, form: str, volume: Volume) -> bytes | None:
    """The sheet of a kind in a format; None where there is none."""
    made = getattr(import_module(f"{__name__}.{kind}"), form, None)
    raw: bytes | None = made(volume) if made else None
    return raw
