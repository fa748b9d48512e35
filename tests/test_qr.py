"""The QR code's path paints exactly the dark fields, and is small."""

from __future__ import annotations

import re

import pytest
import segno

from build_tools.qr import qr_svg_path

ADDRESS = "https://www.shifan.example/zwgk/items/social-assistance/social-assistance-001.html"


def painted(path: str) -> set[tuple[int, int]]:
    """The fields a pen one field wide goes over."""
    assert path.startswith("M4 4.5")
    x = y = 4
    found = set()
    for across, down, length in re.findall(r"m(-?\d+) (\d+)|h(\d+)", path):
        if length:
            found |= {(one, y) for one in range(x, x + int(length))}
            x += int(length)
        else:
            x, y = x + int(across), y + int(down)
    return found


@pytest.mark.parametrize("text", [ADDRESS, "https://a.example/", "https://www.shifan.example/" + "x" * 50])
def test_the_path_paints_the_code(text: str) -> None:
    matrix = segno.make(text, error="l", micro=False, boost_error=False, mask=4).matrix
    size, path = qr_svg_path(text)
    assert size == len(matrix) + 8
    assert painted(path) == {(x + 4, y + 4) for y, row in enumerate(matrix) for x, dark in enumerate(row) if dark}
    assert len(path) <= 2400
    assert qr_svg_path(text) == (size, path)
