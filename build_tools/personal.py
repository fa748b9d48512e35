"""Personal data that must never be published: where a text holds identity card numbers, and how they are hidden."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from datetime import date

# Eighteen places, grouped with spaces or dashes or not; the overlapping look ahead keeps a digit before from hiding one.
_EIGHTEEN = re.compile(
    "(?<![0-9０-９])(?=([1-9１-９](?:[ \u00a0\u3000·-]?[0-9０-９]){16}[ \u00a0\u3000·-]?[0-9０-９XxＸｘ])(?![0-9０-９]))"
)
_PROVINCES = frozenset("11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65 71 81 82 83 91".split())
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK = "10X98765432"
_SHOWN_BEFORE, _SHOWN_AFTER = 4, 2


def identity_numbers(text: str) -> Iterator[tuple[int, int]]:
    """Start and end of each identity card number (GB 11643-1999): province, a real birthday, and the right last digit.

    One number in eleven has the right last digit by chance, one in hundreds a birthday too; so a document number is
    hardly ever taken for one. The fifteen digits of the numbers before 1999 have no such proof and are not looked for.
    """
    for hit in _EIGHTEEN.finditer(text):
        number = re.sub("[^0-9X]", "", unicodedata.normalize("NFKC", hit[1]).upper())
        if number[:2] in _PROVINCES and _is_day(number[6:14]) and _check_digit(number) == number[17]:
            yield hit.span(1)


def hidden(text: str) -> str:
    """A number of a person with only its ends left, of the same length."""
    middle = len(text) - _SHOWN_BEFORE - _SHOWN_AFTER
    return text[:_SHOWN_BEFORE] + "*" * middle + text[-_SHOWN_AFTER:] if middle > 0 else text


def masked(text: str) -> str:
    """The text with every identity card number in it hidden; places in it stay where they are."""
    for start, end in identity_numbers(text):
        text = text[:start] + hidden(text[start:end]) + text[end:]
    return text


def _is_day(digits: str) -> bool:
    try:
        return 1850 <= date(int(digits[:4]), int(digits[4:6]), int(digits[6:])).year <= 2100
    except ValueError:
        return False


def _check_digit(number: str) -> str:
    return _CHECK[sum(int(digit) * weight for digit, weight in zip(number, _WEIGHTS, strict=False)) % 11]
