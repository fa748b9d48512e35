"""Feeds, site maps, manifests and data read: that they can be read at all, and where they lead."""

from __future__ import annotations

import json
import re
from html import unescape
from typing import Any
from xml.parsers import expat

from build_tools.site_check.attributes import Kind, Use, element
from build_tools.site_check.found import Reading
from build_tools.site_check.markup import pieces
from build_tools.site_check.page import broken_json

_PLACE = re.compile(r"<(?:\w+:)?(?:loc|uri|icon|logo)>\s*([^<]*?)\s*</")


def read_json(reading: Reading) -> None:
    """Data must be JSON."""
    reading.faults += broken_json(reading, reading.text, 0)


def read_manifest(reading: Reading) -> None:
    """A web manifest: JSON whose icons and pages must be there."""
    read_json(reading)
    if not reading.faults:
        for address, kind in _addresses(json.loads(reading.text)):
            start = max(0, reading.text.find(json.dumps(address, ensure_ascii=False)) + 1)
            reading.uses.append((Use(kind, address, start, start + len(address)), 0))


def _addresses(data: Any) -> list[tuple[str, Kind]]:
    kinds = {"src": Kind.PICTURE, "start_url": Kind.LINK, "url": Kind.LINK, "scope": Kind.LINK}
    if isinstance(data, list):
        return [found for one in data for found in _addresses(one)]
    if not isinstance(data, dict):
        return []
    found = [(value, kinds[key]) for key, value in data.items() if key in kinds and isinstance(value, str)]
    return found + [one for value in data.values() for one in _addresses(value)]


def read_xml(reading: Reading) -> None:
    """A feed or a site map: XML whose links must lead somewhere."""
    parser = expat.ParserCreate("utf-8")
    try:
        parser.Parse(reading.text.encode("utf-8"), True)
    except expat.ExpatError as error:
        lines = reading.text.split("\n")
        place = sum(len(line) + 1 for line in lines[: error.lineno - 1]) + error.offset
        reading.faults.append(reading.fault("site-unreadable-file", place, place + 1, kind="xml"))
        return
    for piece in pieces(reading.text):
        one = element(piece.raw)
        reading.from_top |= one.tag.get("xml:base") is not None
        if one.tag.name.rpartition(":")[2] in ("link", "content"):
            for attribute in one.tag.attributes:
                if attribute.name in ("href", "src"):
                    use = Use(Kind.LINK, attribute.value, attribute.start, attribute.end)
                    reading.uses.append((use, piece.start))
    for hit in _PLACE.finditer(reading.text):
        reading.uses.append((Use(Kind.LINK, unescape(hit[1]), *hit.span(1)), 0))
