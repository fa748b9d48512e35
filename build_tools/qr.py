"""A text as a QR code 「二维码」, for an inline SVG: one path, drawn line by line."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

_QUIET = 4
"""The free margin that the standard asks for, in fields."""
_DARK = re.compile(rb"\0+")
_PIECE = 13
"""So many fields of a line are drawn at once. There are few such pieces, and each is put in words once."""
_MASK = 2
"""Readers take any mask. To look for the one with the most even picture takes five times as long."""


def qr_svg_path(text: str) -> tuple[int, str]:
    """How many fields wide the code is with its margin, and the path ``d``, to be stroked one field wide.

    Drawn in lines it is smaller than the outline of the dark fields would be.
    """
    import zxingcpp  # only where a picture is made

    code = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode, ec_level="L", data_mask=_MASK)
    image: Any = code.to_image(scale=1, add_quiet_zones=False)
    size, raw = image.shape[0], bytes(memoryview(image))
    form, pieces = _form(size)
    return size + 2 * _QUIET, form % tuple([_drawn[raw[piece]] for piece in pieces])


@cache
def _form(size: int) -> tuple[str, list[slice]]:
    """Where each line of a code begins, with room for its pieces; and which fields these are, one after the other."""
    cuts = [range(y * size, (y + 1) * size, _PIECE) for y in range(size)]
    form = "".join(f"M{_QUIET} {_QUIET + y}.5" + "%s" * len(line) for y, line in enumerate(cuts))
    return form, [slice(x, min(x + _PIECE, line.stop)) for line in cuts for x in line]


class _Drawn(dict[bytes, str]):
    """The dark stretches of a piece of a line, from its beginning to its end; each worked out once."""

    def __missing__(self, piece: bytes) -> str:
        drawn, at = "", 0
        for run in _DARK.finditer(piece):
            move = f"m{run.start() - at} 0" if run.start() > at else ""
            drawn += f"{move}h{run.end() - run.start()}"
            at = run.end()
        self[piece] = drawn + (f"m{len(piece) - at} 0" if at < len(piece) else "")
        return self[piece]


_drawn = _Drawn()
