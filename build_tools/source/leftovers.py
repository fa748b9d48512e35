"""What other programs leave in a file: conflict marks of git, the fence of a pasted block, or no text at all.

None of it can be repaired from the look of a line, so it is named once and left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from build_tools.diagnostics import Fix, Span

_FOREIGN = (b"PK\x03\x04", b"%PDF", b"{\\rtf", b"\xd0\xcf\x11\xe0")  # zip (docx, xlsx, wps), pdf, rtf, old Office
_MARK = re.compile(r"(<{7}|\|{7}|={7}|>{7})(?: .*)?$")
_SIGNS = ("<<<<<<<", "|||||||", "=======", ">>>>>>>")
_FENCE = re.compile(r"`{3,}[ \t]*[\w+-]*[ \t]*$")


def is_foreign(raw: bytes) -> bool:
    """Whether these are the bytes of a document of another program that was only named like a text."""
    return raw.startswith(_FOREIGN)


def conflicts(text: str) -> Iterator[tuple[int, range]]:
    """For each conflict of git its first line, and the lines from the end of its first side on."""
    first = middle = 0
    for number, line in marks(text):
        sign = line[0]
        if sign == "<":
            first, middle = number, 0
        elif sign in ("=", "|") and first and not middle:
            middle = number
        elif sign == ">" and middle:
            yield (first, range(middle, number + 1))
            first = middle = 0


def marks(text: str) -> Iterator[tuple[int, str]]:
    """Every line that is such a mark, and what it says."""
    lines = enumerate(text.split("\n"), 1)
    return ((number, line) for number, line in lines if line.startswith(_SIGNS) and _MARK.match(line))


def fences(text: str, line: int) -> list[int]:
    """All fences of pasted blocks, when one of them stands at ``line``."""
    if "```" not in text:
        return []
    found = [number for number, words in enumerate(text.split("\n"), 1) if _FENCE.match(words)]
    return found if line in found else []


def without_fences(path: str, text: str, fences: list[int]) -> Fix:
    """The fix that takes these lines away and leaves what stands between them."""
    lines = enumerate(text.split("\n")[fences[0] - 1 : fences[-1]], fences[0])
    between = "".join(f"{line}\n" for number, line in lines if number not in fences)
    return Fix(Span(path, fences[0], 1, fences[-1] + 1, 1), between)
