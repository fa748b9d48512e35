"""Sets of numbers as short texts of printable characters: what the browser's index is made of."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache

ALPHABET = "".join(chr(code) for code in range(33, 127) if chr(code) not in "\"\\,:;|'<>&")
"""Printable characters that mean nothing in a script, a page, or a record."""

BASE = len(ALPHABET) // 2
"""Digits below end a number; those above are followed by a more significant one."""


def bits(numbers: Sequence[int]) -> int:
    """A set of numbers in ascending order as one number, with a bit for each."""
    made = bytearray((numbers[-1] >> 3) + 1)
    for number in numbers:
        made[number >> 3] |= 1 << (number & 7)
    return int.from_bytes(made, "little")


def numbers(bits: int) -> tuple[int, ...]:
    """The numbers again."""
    return tuple(place for place, bit in enumerate(bin(bits)[:1:-1]) if bit == "1")


def packed(numbers: Sequence[int]) -> str:
    """Numbers in order as gaps and stretches: items of one kind stand side by side. Where that is less, as a sheet."""
    return packed_bits(bits(numbers)) if numbers else ""


@lru_cache(maxsize=4096)
def packed_bits(places: int) -> str:
    """The same of a set of numbers, each a bit of one number."""
    row = bin(places)[:1:-1]
    steps = "".join([_steps[stretch] for stretch in _STRETCH.findall(row)])
    first = row.index("1")
    size = (len(row) - 1 - first) // SHEET + 1
    if "1" in row[first + 1 :] and size + len(SPREAD + _digits(first)) < len(steps):
        row = row[first:] + "0" * SHEET
        signs = (_signs()[row[at : at + SHEET]] for at in range(0, size * SHEET, SHEET))
        return f"{SPREAD}{_digits(first)}{''.join(signs)}"
    return steps


SPREAD = "|"
"""Before a sheet: the first number, then a character for each six in a row, which says which of them are there."""

SHEET = 6

_STRETCH = re.compile("0*1+")


@cache
def _signs() -> dict[str, str]:
    return {f"{sign:06b}"[::-1]: ALPHABET[sign] for sign in range(1 << SHEET)}


class _Steps(dict[str, str]):
    """A gap and the stretch behind it → twice the gap, and one more where a length follows; that is less by two."""

    def __missing__(self, stretch: str) -> str:
        length = stretch.count("1")
        gap = len(stretch) - length
        made = _digits(gap * 2 + 1) + _digits(length - 2) if length > 1 else _digits(gap * 2)
        if len(self) < MOST:
            self[stretch] = made
        return made


_steps = _Steps()

MOST = 20_000
"""So many stretches are remembered: short ones come again and again."""


def _digits(number: int) -> str:
    found = ""
    while number >= BASE:
        found += ALPHABET[BASE + number % BASE]
        number //= BASE
    return found + ALPHABET[number]


def pair(number: int) -> str:
    """A number below 84 × 84 in two characters."""
    return ALPHABET[number // len(ALPHABET)] + ALPHABET[number % len(ALPHABET)]


def unpacked(text: str) -> list[int]:
    """The numbers again; what the browser does, for the tests."""
    if text.startswith(SPREAD):
        first = next(iter(_read(text[1:])))
        signs = text[1 + len(_digits(first)) :]
        places = range(len(signs) * SHEET)
        return [first + at for at in places if ALPHABET.index(signs[at // SHEET]) >> at % SHEET & 1]
    steps = iter(_read(text))
    numbers: list[int] = []
    at = 0
    for step in steps:
        length = next(steps) + 2 if step % 2 else 1
        at += step // 2
        numbers += range(at, at + length)
        at += length
    return numbers


def _read(text: str) -> Iterable[int]:
    number, scale = 0, 1
    for char in text:
        digit = ALPHABET.index(char)
        number += digit % BASE * scale
        scale *= BASE
        if digit < BASE:
            yield number
            number, scale = 0, 1
