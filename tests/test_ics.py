"""The calendar file, read back by another program's reader, whatever the catalog says."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any

import icalendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from build_tools.ics import Event, calendar

DAY = date(2026, 1, 31)
HOSTILE = [
    "逗号,分号;反斜杠\\冒号:引号\"'",
    "END:VEVENT\r\nBEGIN:VEVENT\nSUMMARY:假的",
    "\\n 不是换行 \\, \\; \\\\",
    "家庭👨‍👩‍👧‍👦和国旗🇨🇳𠮷" * 20,
    "长" * 10_000,
    "x" * 74 + "中",
    "é" * 40,
    " 前后有空格 ",
    "",
]


def read(data: bytes) -> list[Any]:
    """The events as the other reader sees them."""
    found: Any = icalendar.Calendar.from_ical(data)
    events: list[Any] = found.walk("VEVENT")
    assert not [event.errors for event in events if event.errors]
    return events


def well_formed(data: bytes) -> None:
    """CRLF at every line, 75 octets at most, no character cut."""
    lines = data.split(b"\r\n")
    assert lines.pop() == b""
    for line in lines:
        assert len(line) <= 75
        assert b"\n" not in line
        assert b"\r" not in line
        line.decode("utf-8")


@pytest.mark.parametrize("text", HOSTILE)
def test_texts_come_back_as_they_were(text: str) -> None:
    data = calendar(text, [Event("a@b", DAY, DAY, text, text, text, "https://a.example/x", 3)])
    well_formed(data)
    (event,) = read(data)
    plain = re.sub("\r\n?", "\n", text)
    assert str(event["SUMMARY"]) == plain
    assert str(event.get("DESCRIPTION", "")) == plain
    assert [str(one) for one in event["CATEGORIES"].cats] == [plain] if text else "CATEGORIES" not in event
    assert event["DTSTART"].dt == DAY
    assert event["DTEND"].dt == date(2026, 2, 1)
    assert event["URL"] == "https://a.example/x"
    assert event["DTSTAMP"].dt.isoformat() == "2026-01-31T00:00:00+00:00"
    (alarm,) = event.walk("VALARM")
    assert alarm["TRIGGER"].dt == timedelta(days=-3)


@given(st.lists(st.text(), max_size=5))
def test_anything_is_read_back(texts: list[str]) -> None:
    data = calendar("目录", [Event(f"{number}@b", DAY, DAY, text, text) for number, text in enumerate(texts)])
    well_formed(data)
    events = read(data)
    assert [str(one["UID"]) for one in events] == [f"{number}@b" for number in range(len(texts))]


def test_the_same_events_make_the_same_file() -> None:
    event = Event("a@b", DAY, DAY, "公开")
    assert calendar("目录", [event]) == calendar("目录", [event])
    assert b"DTSTAMP:20260131T000000Z" in calendar("目录", [event])
