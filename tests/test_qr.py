"""The QR code's path can be read by a scanner, and is small."""

from __future__ import annotations

import re

import pytest
import zxingcpp

from build_tools.qr import qr_svg_path

ADDRESS = "https://www.shifan.example/zwgk/items/social-assistance/social-assistance-001.html"


def painted(path: str) -> set[tuple[int, int]]:
    """The fields a pen one field wide goes over."""
    assert path.startswith("M4 4.5")
    x = y = 4
    found = set()
    for left, line, across, length in re.findall(r"M(\d+) (\d+)\.5|m(\d+) 0|h(\d+)", path):
        if left:
            x, y = int(left), int(line)
        else:
            found |= {(one, y) for one in range(x, x + int(length or 0))}
            x += int(across or length)
    return found


def scanned(size: int, dark: set[tuple[int, int]], scale: int = 4) -> str:
    """What a scanner reads from the painted code."""
    rows = [bytes(0 if (x, y) in dark else 255 for x in range(size) for _ in range(scale)) for y in range(size)]
    raw = b"".join(row * scale for row in rows)
    found = zxingcpp.read_barcode(memoryview(raw).cast("B", (size * scale, size * scale)))
    return found.text if found else ""


@pytest.mark.parametrize("text", [ADDRESS, "https://a.example/", "https://www.shifan.example/" + "x" * 50])
def test_the_path_paints_the_code(text: str) -> None:
    size, path = qr_svg_path(text)
    dark = painted(path)
    assert {pair for pair in dark if min(pair) < 4 or max(pair) >= size - 4} == set()
    assert scanned(size, dark) == text
    assert len(path) <= 2500
    assert qr_svg_path(text) == (size, path)
