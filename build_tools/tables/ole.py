"""The compound files of old Office programs: what they hold, and which cells an old workbook claims to have.

The reader of old workbooks sets room aside for every place up to the last one that is filled, and knows neither
formulas nor links; both are found here, by walking the records, before it is let in.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field

from build_tools.tables.spans import Refused

_END = 0xFFFFFFFA
_MOST_SECTORS = 200_000
_FILTERED, _BOUND, _FORMULA, _LINK, _DIMENSIONS = 0x2F, 0x85, 0x06, 0x1B8, 0x200
_ONE_CELL = {0x06, 0x201, 0x203, 0x204, 0x205, 0x27E, 0xFD, 0xBD, 0xBE, 0xD6, 0x01, 0x02, 0x03, 0x04}
_EMPTY_CELLS = {0x201, 0xBE}


@dataclass(slots=True)
class Claims:
    """What the records of one sheet say of it: the last row and column filled, formulas and links by place."""

    rows: int = 0
    columns: int = 0
    formulas: list[tuple[int, int]] = field(default_factory=list)
    links: dict[tuple[int, int], str] = field(default_factory=dict)


def kind(raw: bytes) -> str:
    """``xls``; a locked file or one of another program is refused."""
    names = set(_directory(raw))
    if "EncryptedPackage" in names:
        raise Refused("table-encrypted")
    if names & {"Workbook", "Book"}:
        return "xls"
    raise Refused("table-other-format", format="doc" if "WordDocument" in names else "binary")


def sheets(raw: bytes) -> list[Claims]:
    """What each sheet of an old workbook claims, in the order of their streams."""
    directory = _directory(raw)
    entry = directory.get("Workbook") or directory.get("Book")
    stream = _stream(raw, *entry) if entry else b""
    found: list[Claims] = []
    depth = 0
    for code, body in _records(stream):
        if code == _FILTERED:
            raise Refused("table-encrypted")
        if code in (0x809, 0x409, 0x209):
            depth += 1
            if depth == 1 and len(found) < 400:
                found.append(Claims())
        elif code == 0x0A:
            depth = max(depth - 1, 0)
        elif found:
            _claim(found[-1], code, body)
    return found[1:]


def _claim(sheet: Claims, code: int, body: bytes) -> None:
    """Note what one record says of its sheet."""
    if code in _ONE_CELL and len(body) >= 6 and code not in _EMPTY_CELLS:
        row, column = struct.unpack_from("<HH", body)
        last = struct.unpack_from("<H", body, len(body) - 2)[0] if code == 0xBD else column
        sheet.rows, sheet.columns = max(sheet.rows, row + 1), max(sheet.columns, last + 1)
        if code == _FORMULA:
            sheet.formulas.append((row, column))
    elif code == _LINK and len(body) > 40:
        row, _, column = struct.unpack_from("<HHH", body)
        address = _address(body)
        if address:
            sheet.links[row, column] = address


def _address(body: bytes) -> str:
    """The address in a link record: the text behind the mark of its web addresses."""
    mark = bytes.fromhex("e0c9ea79f9bace118c8200aa004ba90b")
    at = body.find(mark)
    if at < 0 or at + 20 > len(body):
        return ""
    size = struct.unpack_from("<I", body, at + 16)[0]
    return body[at + 20 : at + 20 + min(size, 4000)].decode("utf-16-le", "ignore").split("\x00")[0]


def _records(stream: bytes) -> Iterator[tuple[int, bytes]]:
    at = 0
    while at + 4 <= len(stream):
        code, size = struct.unpack_from("<HH", stream, at)
        yield code, stream[at + 4 : at + 4 + size]
        at += 4 + size


def _sector(raw: bytes, number: int, size: int) -> bytes:
    return raw[(number + 1) * size : (number + 2) * size]


def _allocation(raw: bytes, size: int) -> list[int]:
    """The table that says which sector follows which."""
    table = list(struct.unpack_from("<109I", raw, 76))
    following, count = struct.unpack_from("<II", raw, 68)
    for _ in range(min(count, 2000)):
        if following >= _END:
            break
        numbers = struct.unpack(f"<{size // 4}I", _sector(raw, following, size).ljust(size, b"\xff"))
        table += numbers[:-1]
        following = numbers[-1]
    found: list[int] = []
    for number in table:
        if number < _END and len(found) < _MOST_SECTORS:
            found += struct.unpack(f"<{size // 4}I", _sector(raw, number, size).ljust(size, b"\xff"))
    return found


def _chain(raw: bytes, first: int, size: int, following: list[int]) -> bytes:
    """All sectors of one stream; a chain that bites its own tail ends there."""
    pieces: list[bytes] = []
    seen: set[int] = set()
    while first < len(following) and first not in seen:
        seen.add(first)
        pieces.append(_sector(raw, first, size))
        first = following[first]
    return b"".join(pieces)


def _directory(raw: bytes) -> dict[str, tuple[int, int]]:
    """The streams of a compound file: name → first sector and size."""
    if len(raw) < 512:
        raise Refused("table-damaged")
    size = 1 << min(struct.unpack_from("<H", raw, 30)[0], 12)
    listing = _chain(raw, struct.unpack_from("<I", raw, 48)[0], size, _allocation(raw, size))
    found: dict[str, tuple[int, int]] = {}
    for at in range(0, len(listing) - 127, 128):
        length = struct.unpack_from("<H", listing, at + 64)[0]
        if 2 <= length <= 64:
            name = listing[at : at + length - 2].decode("utf-16-le", "ignore")
            found.setdefault(name, struct.unpack_from("<II", listing, at + 116))
    return found


def _stream(raw: bytes, first: int, length: int) -> bytes:
    """The bytes of a stream, small ones out of the stream that holds all small ones."""
    size = 1 << min(struct.unpack_from("<H", raw, 30)[0], 12)
    following = _allocation(raw, size)
    if length >= struct.unpack_from("<I", raw, 56)[0]:
        return _chain(raw, first, size, following)[:length]
    root = _chain(raw, struct.unpack_from("<I", raw, 48)[0], size, following)[:128]
    small = _chain(raw, struct.unpack_from("<I", root, 116)[0], size, following)
    table = _chain(raw, struct.unpack_from("<I", raw, 60)[0], size, following)
    pieces: list[bytes] = []
    seen: set[int] = set()
    while first < len(table) // 4 and first not in seen:
        seen.add(first)
        pieces.append(small[first * 64 : first * 64 + 64])
        first = struct.unpack_from("<I", table, first * 4)[0]
    return b"".join(pieces)[:length]
