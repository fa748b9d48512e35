"""All-day events → iCalendar (RFC 5545). Text may hold anything: it is escaped, folded, rid of control characters."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_BREAK = re.compile("\r\n|[\r\n\x0b\x0c\x85\u2028\u2029]")
_LONGEST_LINE = 75
_PRODUCT = "-//zwgk//disclosure calendar//ZH"


@dataclass(frozen=True, slots=True)
class Event:
    """One day on which something is due. ``key`` is worldwide unique and the same whenever the file is made again.

    ``stamp`` is the day this was last true to the source; ``remind`` so many days before, not at all if 0.
    """

    key: str
    day: date
    stamp: date
    summary: str
    description: str = ""
    category: str = ""
    url: str = ""
    remind: int = 0


def calendar(name: str, events: Iterable[Event]) -> bytes:
    """The whole file, UTF-8 with CRLF."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"PRODID:{_PRODUCT}",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"X-WR-CALNAME:{_text(name)}",
        *(line for event in events for line in _event(event)),
        "END:VCALENDAR",
    ]
    return b"".join(_folded(line) for line in lines)


def _event(event: Event) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{_text(event.key)}"
    yield f"DTSTAMP:{event.stamp:%Y%m%d}T000000Z"
    yield f"DTSTART;VALUE=DATE:{_date(event.day)}"
    yield f"DTEND;VALUE=DATE:{_date(event.day + timedelta(days=1))}"
    yield f"SUMMARY:{_text(event.summary)}"
    if event.description:
        yield f"DESCRIPTION:{_text(event.description)}"
    if event.category:
        yield f"CATEGORIES:{_text(event.category)}"
    if event.url:
        yield f"URL:{_one_line(event.url)}"
    yield "TRANSP:TRANSPARENT"
    if event.remind:
        yield "BEGIN:VALARM"
        yield "ACTION:DISPLAY"
        yield f"DESCRIPTION:{_text(event.summary)}"
        yield f"TRIGGER:-P{event.remind}D"
        yield "END:VALARM"
    yield "END:VEVENT"


def _date(day: date) -> str:
    return f"{day.year:04}{day.month:02}{day.day:02}"


def _text(text: str) -> str:
    """A TEXT value (3.3.11)."""
    plain = _CONTROL.sub("", _BREAK.sub("\n", text))
    return re.sub(r"([\\;,])", r"\\\1", plain).replace("\n", "\\n")


def _one_line(text: str) -> str:
    return _CONTROL.sub("", _BREAK.sub("", text))


def _folded(line: str) -> bytes:
    """A content line of at most 75 octets a piece (3.1); no character is cut in two."""
    pieces = [b""]
    for char in line:
        octets = char.encode("utf-8")
        if len(pieces[-1]) + len(octets) > _LONGEST_LINE:
            pieces.append(b" ")
        pieces[-1] += octets
    return b"\r\n".join(pieces) + b"\r\n"
