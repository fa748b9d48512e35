"""Personal data that must never be published: where a text holds identity card numbers, and how they are hidden."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

# Eighteen places, grouped with spaces or dashes or not. Matches may overlap, so that no digit before hides a number.
_DIGIT, _GAP = "0-9０-９", " \u00a0\u3000·-"
_EIGHTEEN = re.compile(f"(?<![{_DIGIT}])(?=((?:[{_DIGIT}][{_GAP}]?){{17}}[{_DIGIT}XxＸｘ])(?![{_DIGIT}]))")
_RUN = re.compile(f"[{_DIGIT}][{_DIGIT}{_GAP}]{{16,}}[{_DIGIT}XxＸｘ]")  # quick to look for, and most files have none
_PLAIN = str.maketrans("０１２３４５６７８９Ｘｘx", "0123456789XXX", _GAP)
_PROVINCE = re.compile("1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3]|91")
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK = "10X98765432"
_SHOWN_BEFORE, _SHOWN_AFTER = 4, 2


def identity_numbers(text: str) -> Iterator[tuple[int, int]]:
    """Start and end of each identity card number (GB 11643-1999): province, a real birthday, and the right last digit.

    One number in eleven has the right last digit by chance, one in hundreds a birthday too; so a document number is
    hardly ever taken for one. The fifteen digits of the numbers before 1999 have no such proof and are not looked for.
    """
    for hit in _EIGHTEEN.finditer(text) if _RUN.search(text) else ():
        number = hit[1].translate(_PLAIN)
        if _PROVINCE.match(number) and _is_day(number[6:14]) and _check_digit(number) == number[17]:
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
