"""One page (or drawing) read: its ids, its addresses, and what is wrong within it alone."""

from __future__ import annotations

import json
from collections.abc import Iterator

from build_tools.diagnostics import Diagnostic
from build_tools.site_check.attributes import Element, element, runs
from build_tools.site_check.found import Reading
from build_tools.site_check.markup import Attribute, Piece, pieces

_PARTS = ("lang", "title", "h1")


def read_page(reading: Reading) -> None:
    """Fill in what a page holds."""
    met = _walk(reading)
    reading.is_page = True
    reading.faults += [reading.fault("site-incomplete-page", part=part) for part in _PARTS if part not in met]


def read_drawing(reading: Reading) -> None:
    """Fill in what an SVG file holds: it is a page of its own when it is opened."""
    _walk(reading)


def _walk(reading: Reading) -> set[str]:
    """Every tag in turn; returns which of the parts a page must have were met."""
    met: set[str] = set()
    named: list[tuple[int, Attribute]] = []
    for piece in pieces(reading.text):
        one = element(piece.raw)
        if one.plain:
            continue
        name = one.tag.name
        for attribute in one.ids:
            if attribute.value in reading.ids:
                place = _stretch(piece, attribute)
                reading.faults.append(reading.fault("site-duplicate-id", *place, id=attribute.value))
        for attribute in one.anchors:
            reading.ids.add(attribute.value)
        for use in one.uses:
            reading.uses.append((use, piece.start))
        for attribute in one.named:
            named.append((piece.start, attribute))
        for kind, breach in one.forbidden:
            reading.faults.append(reading.breach(*_stretch(piece, breach), kind))
        if name == "html" and (one.tag.get("lang") or "").strip():
            met.add("lang")
        elif name == "h1" or (name == "title" and piece.inner.strip()):
            met.add(name)
        elif name == "meta" and (one.tag.get("http-equiv") or "").lower() == "refresh":
            reading.leads_on = True
        if piece.inner:
            reading.faults += _within(reading, piece, one)
    reading.faults += _nameless(reading, named)
    return met


def _within(reading: Reading, piece: Piece, one: Element) -> Iterator[Diagnostic]:
    """What stands within a script or style."""
    start = piece.inner_start
    if one.tag.name == "style":
        yield reading.breach(piece.start, start, "style")
    if one.tag.name != "script":
        return
    if not runs(one.tag):
        if "json" in (one.tag.get("type") or "").lower():
            yield from broken_json(reading, piece.inner, start)
    elif one.tag.get("src") is None and piece.inner.strip():
        yield reading.breach(piece.start, start, "script")


def broken_json(reading: Reading, text: str, start: int) -> Iterator[Diagnostic]:
    """The place where a text stops being JSON."""
    try:
        json.loads(text, parse_constant=_refused)
    except ValueError as error:
        place = start + int(getattr(error, "pos", 0))
        yield reading.fault("site-unreadable-file", place, place + 1, kind="json")
    except RecursionError:
        yield reading.fault("site-unreadable-file", start, start + 1, kind="json")


def _refused(name: str) -> float:
    raise ValueError(name)


def _nameless(reading: Reading, named: list[tuple[int, Attribute]]) -> Iterator[Diagnostic]:
    """Ids that are named but not there."""
    for start, attribute in named:
        for one in attribute.value.split():
            if one not in reading.ids:
                place = (start + attribute.start, start + attribute.end)
                yield reading.fault("site-broken-reference", *place, id=one, attribute=attribute.name)


def _stretch(piece: Piece, attribute: Attribute | None) -> tuple[int, int]:
    """Where an attribute stands, or the whole tag where there is none."""
    first, last = (attribute.start, attribute.end) if attribute else (0, len(piece.raw))
    return piece.start + first, piece.start + last
