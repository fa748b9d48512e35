"""Phone numbers as offices write them: which are sound, what was meant by another, how one is dialled."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from build_tools.fields import vocabulary

_LANDLINE = "(?:(?:010|02[0-9])-[0-9]{8}|0[03-9][0-9]{2}-[0-9]{7,8})"
_HOTLINE = "(?:11[0-9]|12[0-2]|1[0-2][0-9]{3}|11[468]114|9[0-9]{4,5}|9510[0-9]{4})"
_FREE = "[48]00(?:-?[0-9]{3}-?[0-9]{4}|-[0-9]{4}-[0-9]{3})"
_MOBILE = "1[3-9][0-9]{9}"
_LOCAL = re.compile("[1-9][0-9]{6,7}")
_LANDLINE_DIGITS = re.compile("(010|02[0-9]|0[03-9][0-9]{2})([0-9]{7,8})")
_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—―−─－ー", "-"))
_BETWEEN = re.compile(r"\s*[、/]\s*")


def sound(text: str) -> bool:
    """Whether the public can dial every number; after one with an area code the next may leave it out."""
    area = ""
    for part in _BETWEEN.split(text):
        hit = _one().fullmatch(part)
        if not hit and not (area and _local(part)):
            return False
        area = area or area_code(part)
    return True


def meant(text: str, area: str = "") -> str:
    """The numbers as they should be written, or nothing where that is not certain. ``area`` is the county's code."""
    plain = vocabulary("phone_label").sub("", unicodedata.normalize("NFKC", text).translate(_DASHES).strip())
    parts = vocabulary("phone_between").split(plain.rstrip(".;,。"))
    found: list[str] = []
    for part in parts:
        found.append(_mended(part, area))
        area = area_code(found[-1]) or area
    return "、".join(found) if all(found) else ""


def area_code(text: str) -> str:
    """The area code at the beginning of a number, or nothing."""
    return text.partition("-")[0] if re.match(_LANDLINE, text) else ""


def lacks_area(text: str) -> bool:
    """Whether a sound number lacks nothing but its area code."""
    return not sound(text) and all(_one().fullmatch(part) or _local(part) for part in _BETWEEN.split(text))


def dialled(text: str) -> str:
    """The first number as a telephone takes it: digits only, an extension after a pause."""
    first = _BETWEEN.split(text)[0]
    hit = _one().fullmatch(first)
    parts = (hit["number"], hit["extension"] or "") if hit else vocabulary("extension").split(first)
    return ",".join(digits for part in parts if (digits := re.sub("[^0-9]", "", part)))


@cache
def _one() -> re.Pattern[str]:
    """One number with an area code or valid without one, and its extension."""
    more = f"(?:(?:{vocabulary('extension').pattern}|-)(?P<extension>[0-9]{{1,6}}))?"
    hotline = f"(?:0[0-9]{{2,3}}-)?{_HOTLINE}(?:{vocabulary('hotline').pattern})?"
    return re.compile(f"(?:(?P<number>{_LANDLINE}|{_FREE}|{_MOBILE}|{hotline}){more})")


def _local(text: str) -> bool:
    number = re.split(f"{vocabulary('extension').pattern}|-", text)[0]
    return bool(_LOCAL.fullmatch(number))


def _mended(text: str, area: str) -> str:
    """One number in the usual shape, or nothing."""
    plain = re.sub(r"[\s()-]+", "-", text).strip("-")
    abroad = re.fullmatch(r"(?:\+|00)86-?(.+)", plain)
    if abroad:
        plain = abroad[1] if abroad[1].startswith(("0", "1")) else f"0{abroad[1]}"
    for whole in (plain, re.sub(r"\s", "", text)):
        if _one().fullmatch(whole):
            return whole
    number, *extension = re.split(f"-?({vocabulary('extension').pattern})-?", plain, maxsplit=1)
    digits = number.replace("-", "")
    landline = _LANDLINE_DIGITS.fullmatch(digits)
    if landline and number.partition("-")[0] in (landline[1], digits):
        digits = f"{landline[1]}-{landline[2]}"
    elif area and _LOCAL.fullmatch(digits):
        digits = f"{area}-{digits}"
    made = digits + "".join(extension)
    return made if _one().fullmatch(made) else ""
