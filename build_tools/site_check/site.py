"""The whole folder: every file read once, folder by folder, and every address followed."""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from build_tools.diagnostics import Diagnostic, Span
from build_tools.site_check.attributes import Kind, Use, element
from build_tools.site_check.data import read_json, read_manifest, read_xml
from build_tools.site_check.found import Reading
from build_tools.site_check.links import ERROR_PAGE, Map, Way
from build_tools.site_check.markup import pieces
from build_tools.site_check.page import read_drawing, read_page
from build_tools.site_check.repeats import gathered
from build_tools.site_check.sheet import read_sheet

HOME = "index.html"
_READERS: dict[str, Callable[[Reading], None]] = {
    ".html": read_page,
    ".htm": read_page,
    ".svg": read_drawing,
    ".css": read_sheet,
    ".json": read_json,
    ".jsonld": read_json,
    ".webmanifest": read_manifest,
    ".xml": read_xml,
    ".atom": read_xml,
}


@dataclass(slots=True)
class Walked:
    """What was found on the walk, and what can only be judged at its end."""

    diagnostics: list[Diagnostic] = field(default_factory=list)
    pages: int = 0
    inside: int = 0
    outside: int = 0
    ids: dict[str, set[str]] = field(default_factory=dict)
    anchors: dict[tuple[str, str], list[Diagnostic]] = field(default_factory=lambda: defaultdict(list))
    led_to: set[str] = field(default_factory=set)
    lone: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class SiteChecked:
    """Every complaint in a fixed order, and how much was looked at; links to other sites are counted, never opened."""

    diagnostics: tuple[Diagnostic, ...]
    pages: int
    inside: int
    outside: int


def check_site(folder: Path, shown: str) -> SiteChecked:
    """Check the site in ``folder``; places are told as paths that begin with ``shown``."""
    names = sorted(_files(folder), key=lambda name: (name.rpartition("/")[0], name))
    known = Map(frozenset(names), _home(folder))
    walked = Walked()
    walked.diagnostics += _same_names(names)
    last = ""
    for name in names:
        read = _READERS.get(os.path.splitext(name)[1].lower())
        if read is None:
            continue
        if name.rpartition("/")[0] != last:
            last = name.rpartition("/")[0]
            known.forget()
        reading = Reading(name)
        if _open(folder / name, reading):
            read(reading)
            _follow(reading, known, walked)
        walked.diagnostics += reading.faults
    walked.diagnostics += _at_the_end(walked)
    found = [_placed(one, shown) for one in gathered(walked.diagnostics)]
    return SiteChecked(tuple(sorted(found, key=Diagnostic.order)), walked.pages, walked.inside, walked.outside)


def _files(folder: Path) -> Iterator[str]:
    for where, _, names in os.walk(folder):
        inner = Path(where).relative_to(folder).as_posix()
        yield from (name if inner == "." else f"{inner}/{name}" for name in names)


def _home(folder: Path) -> str:
    """The address the home page says it is published at, as a folder; nothing where it says none."""
    reading = Reading(HOME)
    if not (folder / HOME).is_file() or not _open(folder / HOME, reading):
        return ""
    tags = (element(piece.raw).tag for piece in pieces(reading.text))
    found = (tag.get("href") or "" for tag in tags if tag.name == "link" and tag.get("rel") == "canonical")
    canonical = next(found, "")
    return canonical.rpartition("/")[0] + "/" if canonical.startswith(("https://", "http://")) else ""


def _open(path: Path, reading: Reading) -> bool:
    try:
        reading.text = path.read_bytes().decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError:
        reading.faults.append(reading.fault("site-unreadable-file", kind="encoding"))
        return False
    except OSError:
        reading.faults.append(reading.fault("site-unreadable-file", kind="closed"))
        return False
    return True


def _same_names(names: list[str]) -> Iterator[Diagnostic]:
    """Files that are one file where upper and lower case are the same."""
    first: dict[str, str] = {}
    for name in names:
        other = first.setdefault(name.lower(), name)
        if other != name:
            yield Diagnostic(Span(name), "site-same-name", args={"other": other})


def _follow(reading: Reading, known: Map, walked: Walked) -> None:
    for use, start in reading.uses:
        way = known.way(reading.path, reading.folder, use.address, use.kind)
        walked.outside += way.outside
        walked.inside += bool(way.file)
        place = (start + use.start, start + use.end)
        if way.fault:
            code, args = way.fault
            reading.faults.append(reading.fault(code, *place, **args))
        elif way.file:
            _arrive(reading, use, way, place, walked)
    if reading.is_page:
        walked.pages += 1
        if reading.path not in (HOME, ERROR_PAGE) and not reading.leads_on:
            walked.lone.append(reading.path)
    if reading.is_page or reading.path.endswith(".svg"):
        walked.ids[reading.path] = reading.ids


def _arrive(reading: Reading, use: Use, way: Way, place: tuple[int, int], walked: Walked) -> None:
    """Note where a sound address leads; an anchor in another file can be judged when that was read."""
    if (
        reading.is_page
        and use.kind in (Kind.LINK, Kind.FORM)
        and way.file != reading.path
        and reading.path != ERROR_PAGE
    ):
        walked.led_to.add(way.file)
    fragment = way.fragment.partition(":~:")[0]
    if not fragment or fragment == "top":
        return
    here = reading.ids if way.file == reading.path else walked.ids.get(way.file)
    if here is None or fragment not in here:
        fault = reading.fault("site-broken-anchor", *place, anchor=fragment, target=way.file)
        if here is None:
            walked.anchors[way.file, fragment].append(fault)
        else:
            reading.faults.append(fault)


def _at_the_end(walked: Walked) -> Iterator[Diagnostic]:
    for (name, fragment), faults in walked.anchors.items():
        if name in walked.ids and fragment not in walked.ids[name]:
            yield from faults
    for name in walked.lone:
        if name not in walked.led_to:
            yield Diagnostic(Span(name), "site-orphan-page")


def _placed(one: Diagnostic, shown: str) -> Diagnostic:
    return replace(one, where=replace(one.where, path=f"{shown}/{one.where.path}")) if shown else one
