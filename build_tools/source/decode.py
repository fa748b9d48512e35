"""Bytes → text: which encoding, and which characters a reviewer could not see."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from build_tools.diagnostics import Diagnostic, Fix, Span
from build_tools.personal import hidden, identity_numbers
from build_tools.source.candidates import PRIVATE
from build_tools.source.edits import Edits, Lines
from build_tools.source.look_alikes import without_look_alikes

_BREAKS = "\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029"
# Line breaks that git does not count; everything else is controls, zero width, direction marks, fillers, and U+FFFD,
# which says that an earlier program lost a character.
_UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2028-\u202e"
    "\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffd\ufffe\uffff"
    f"{PRIVATE}\U000e0000-\U000e0fff\U000f0000-\U0010ffff]"
)
_BIDIRECTIONAL = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
SIGN = re.compile(rf"^([ \t]*)([{PRIVATE}])[ \t]*", re.MULTILINE)
"""What may be the list sign of a word processor. It stays in the text until that is known."""
_ENTRY = re.compile(r" *(?:- |[a-z_]+:(?:\s|$))")  # a line of its own: on both sides of a break that was meant
MOST_PER_FILE = 20
_MARKS = (
    (codecs.BOM_UTF32_LE, "UTF-32"),
    (codecs.BOM_UTF32_BE, "UTF-32"),
    (codecs.BOM_UTF16_LE, "UTF-16"),
    (codecs.BOM_UTF16_BE, "UTF-16"),
)


@dataclass(slots=True)
class Decoded:
    """The text to parse, the way back to the file as it is, what was found, and lines that may read wrongly."""

    text: str | None
    edits: Edits
    diagnostics: list[Diagnostic]
    doubtful_lines: set[int]


def decode(path: str, raw: bytes) -> Decoded:
    """Read the bytes as UTF-8; another encoding is named and the text read all the same where that is safe."""
    found: list[Diagnostic] = []
    text = _text(path, raw, found)
    edits = Edits()
    doubtful: set[int] = set()
    if text is None:
        return Decoded(None, edits, found, doubtful)
    if "\r\n" in text:
        found += _mixed(path, text)
        text = text.replace("\r\n", "\n")
    if "\r" in text and "\n" not in text:
        found.append(Diagnostic(Span(path), "old-line-ends"))
        text = text.replace("\r", "\n")
    found += _identity_numbers(path, text)
    text = without_look_alikes(path, text, found)
    if _UNSEEN.search(text):
        text = _without_unseen(path, text, edits, doubtful, found)
    return Decoded(text, edits, found, doubtful)


def _mixed(path: str, text: str) -> Iterator[Diagnostic]:
    """The first line that ends otherwise than most: git then shows lines as changed that nobody touched."""
    windows = text.count("\r\n")
    others = text.count("\n") - windows
    if others:
        rare = windows <= others
        ends = enumerate(text.split("\n"), 1)
        line, typed = next((line, typed) for line, typed in ends if typed.endswith("\r") == rare)
        column = len(typed.rstrip("\r")) + 1
        args = {"count": str(min(windows, others))}
        yield Diagnostic(Span(path, line, column, line, column + 1), "mixed-line-ends", args=args)


def _identity_numbers(path: str, text: str) -> Iterator[Diagnostic]:
    """Of everything in the file, notes behind ``#`` too: the file itself is passed around and kept for ever."""
    lines: Lines | None = None
    for start, end in islice(identity_numbers(text), MOST_PER_FILE):
        lines = lines or Lines(text)
        line, column = lines.place(start)
        span = Span(path, line, column, line, column + end - start)
        yield Diagnostic(span, "identity-number", args={"number": hidden(text[start:end])})


def _text(path: str, raw: bytes, found: list[Diagnostic]) -> str | None:
    mark = next((name for start, name in _MARKS if raw.startswith(start)), None)
    if mark:
        found.append(Diagnostic(Span(path), "wrong-encoding", args={"encoding": mark}))
        return _try(raw, mark)
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        bad = error.start
    chinese = _try(raw, "gb18030")
    if chinese is not None and _reads_like_chinese(chinese):
        found.append(Diagnostic(Span(path), "wrong-encoding", args={"encoding": "GBK/GB18030"}))
        return chinese
    before = raw[:bad].decode("utf-8-sig")
    line = Lines(before).place(len(before))
    column = line[1]
    found.append(
        Diagnostic(
            Span(path, line[0], column, line[0], column + 1), "broken-encoding", args={"byte": f"{raw[bad]:02X}"}
        )
    )
    return None


def _try(raw: bytes, encoding: str) -> str | None:
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError:
        return None


def _reads_like_chinese(text: str) -> bool:
    """GB18030 accepts nearly any bytes, so what it gave must look like what an office writes."""
    wide = [char for char in text if ord(char) > 0x7F]
    usual = sum("\u4e00" <= char <= "\u9fa5" or char in "，。、；：？！（）《》“”‘’【】〔〕—…·　" for char in wide)
    return bool(wide) and usual >= 0.9 * len(wide)


def _without_unseen(path: str, text: str, edits: Edits, doubtful: set[int], found: list[Diagnostic]) -> str:
    lines = Lines(text)
    shift: dict[int, int] = {}
    parts: list[str] = []
    last = 0
    for count, (hit, code) in enumerate(_unseen(text)):
        line, column = lines.place(hit)
        char = text[hit]
        replacement = " " if char in _BREAKS else ""
        if count < MOST_PER_FILE:
            span = Span(path, line, column, line, column + 1)
            typed_before = text[hit + 1 - column : hit]
            meant = "\n" if replacement and _ENTRY.match(typed_before) and _ENTRY.match(text, hit + 1) else ""
            found.append(Diagnostic(span, code, args={"char": f"U+{ord(char):04X}"}, fix=Fix(span, meant)))
        if char in _BREAKS:
            doubtful.add(line)
        parts += [text[last:hit], replacement]
        last = hit + 1
        if not replacement:
            edits.record(line, column - shift.get(line, 0), 1, 0)
            shift[line] = shift.get(line, 0) + 1
    return "".join([*parts, text[last:]])


def _unseen(text: str) -> Iterator[tuple[int, str]]:
    signs = {hit.start(2) for hit in SIGN.finditer(text)}
    for hit in _UNSEEN.finditer(text):
        char = hit.group()
        if hit.start() in signs:
            continue
        if char in _BREAKS:
            yield hit.start(), "hidden-line-break"
        elif _BIDIRECTIONAL.match(char):
            yield hit.start(), "direction-character"
        elif char == "\ufffd" or "\ue000" <= char <= "\uf8ff" or ord(char) >= 0xF0000:
            yield hit.start(), "lost-character"
        else:
            yield hit.start(), "invisible-character"
