"""How much room text needs in a sheet: fonts are not measured, Chinese characters are counted as two."""

from __future__ import annotations

import math
from collections.abc import Iterable

from build_tools.text import width

FONT = "SimSun"
"""In every Chinese Windows, and known by that name to the other programs too; no other font is embedded or needed."""

_TALLEST = 409.0
"""Points; no row of a sheet may be higher."""


def height(cells: Iterable[Iterable[str]], room: float, size: float) -> float:
    """Points that a row needs for cells of so many lines, each in ``room`` characters of Latin letters."""
    fits = max(2.0, room - 1)
    most = max((sum(max(1, math.ceil(width(line) / fits)) for line in lines) for lines in cells), default=1)
    return min(_TALLEST, max(1, most) * size * 1.5 + 4)
