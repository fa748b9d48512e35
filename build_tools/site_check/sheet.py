"""A style sheet read: what it loads."""

from __future__ import annotations

import re

from build_tools.site_check.attributes import Kind, Use
from build_tools.site_check.found import Reading

_COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)", re.DOTALL)
_URL = re.compile(r"""url\(\s*(?:"([^"\n]*)"|'([^'\n]*)'|([^)"'\s]*))\s*\)""", re.IGNORECASE)
_IMPORT = re.compile(r"""@import\s+(?:"([^"\n]*)"|'([^'\n]*)')""", re.IGNORECASE)
_SET = re.compile(r"""image-set\(([^;}]*)""", re.IGNORECASE)
_QUOTED = re.compile(r""""([^"\n]*)"|'([^'\n]*)'""")
_FONT = re.compile(r"@font-face\s*\{[^}]*\}", re.IGNORECASE)
_IMPORTED = re.compile(r"@import\s+$", re.IGNORECASE)


def read_sheet(reading: Reading) -> None:
    """Fill in every address of a style sheet. Fonts are forbidden: the policy lets none be loaded."""
    text = _COMMENT.sub(lambda hit: " " * len(hit.group()), reading.text)
    for font in _FONT.finditer(text):
        if _URL.search(font.group()):
            reading.faults.append(reading.breach(*font.span(), "font"))
    found = list(_IMPORT.finditer(text)) + list(_URL.finditer(text))
    for hit in found:
        group = next((number for number in range(1, (hit.lastindex or 0) + 1) if hit[number] is not None), 0)
        sheet = hit.re is _IMPORT or _IMPORTED.search(text[max(0, hit.start() - 20) : hit.start()])
        if group and not _fragment(hit[group]):
            reading.uses.append((_use(Kind.LOAD if sheet else Kind.PICTURE, hit, group), 0))
    for several in _SET.finditer(text):
        for hit in _QUOTED.finditer(text, *several.span(1)):
            if not text[: hit.start()].rstrip().lower().endswith(("url(", "type(")):
                reading.uses.append((_use(Kind.PICTURE, hit, hit.lastindex or 1), 0))


def _fragment(address: str) -> bool:
    """A filter or mask of the page itself."""
    return address.strip().startswith("#")


def _use(kind: Kind, hit: re.Match[str], group: int) -> Use:
    return Use(kind, hit[group], *hit.span(group))
