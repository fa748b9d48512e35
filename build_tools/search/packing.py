"""Lists of numbers as short texts of printable characters: what the browser's index is made of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

ALPHABET = "".join(chr(code) for code in range(33, 127) if chr(code) not in "\"\\,:;|'<>&")
"""Printable characters that mean nothing in a script, a page, or a record."""

BASE = len(ALPHABET) // 2
"""Digits below end a number; those above are followed by a more significant one."""


def packed(numbers: Sequence[int]) -> str:
    """Numbers in order as gaps and stretches: items of one kind stand side by side. Where that is less, as a sheet."""
    steps = "".join(map(_digits, _steps(numbers)))
    sheet = len(numbers) > 1 and (numbers[-1] - numbers[0]) // SHEET + len(SPREAD + _digits(numbers[0])) + 1
    return _sheet(numbers) if sheet and sheet < len(steps) else steps


SPREAD = "|"
"""Before a sheet: the first number, then a character for each six in a row, which says which of them are there."""

SHEET = 6


def _sheet(numbers: Sequence[int]) -> str:
    first = numbers[0]
    signs = [0] * ((numbers[-1] - first) // SHEET + 1)
    for number in numbers:
        signs[(number - first) // SHEET] |= 1 << (number - first) % SHEET
    return SPREAD + _digits(first) + "".join(ALPHABET[sign] for sign in signs)


def _steps(numbers: Sequence[int]) -> Iterator[int]:
    """Twice the gap before each stretch, and one more where a length follows; the length is less by two."""
    end = 0
    for start, length in _stretches(numbers):
        yield (start - end) * 2 + (length > 1)
        if length > 1:
            yield length - 2
        end = start + length


def _stretches(numbers: Sequence[int]) -> Iterator[tuple[int, int]]:
    start = length = 0
    for number in numbers:
        if length and number == start + length:
            length += 1
            continue
        if length:
            yield start, length
        start, length = number, 1
    if length:
        yield start, length


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
