"""「公开主体」 as tables write it → publishing bodies: several in one cell, short, of another unit, or as a kind."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from build_tools.importing.registers import Registers
from build_tools.importing.shape import Spot
from build_tools.importing.words import pattern
from build_tools.text import abbreviated, letters, part_of_one


@dataclass(frozen=True, slots=True)
class Office:
    """A publishing body that a text names; ``sure`` where the text is its name."""

    id: str
    typed: str
    sure: bool
    new: bool = False


def offices(text: str, registers: Registers, spot: Spot | None) -> list[Office]:
    """The bodies that the text of a cell names, those that are not registered yet registered anew."""
    whole = _named(text, registers)
    if whole:
        return [whole]
    found: list[Office] = []
    for piece in _pieces(text):
        found += _one(piece, registers, spot)
    return [one for number, one in enumerate(found) if one.id not in [other.id for other in found[:number]]]


def role(level: str, registers: Registers) -> str | None:
    """The body that stands for all of a level: one with members, else the only one there is."""
    bodies = [one for one in registers.catalog.bodies.values() if one.level == level and one.retired is None]
    roles = [one.id for one in bodies if one.member] or [one.id for one in bodies]
    return roles[0] if len(roles) == 1 else None


def _one(text: str, registers: Registers, spot: Spot | None) -> list[Office]:
    found = _named(text, registers) or _meant(text, registers)
    if found:
        return [found]
    together = _together(text, registers)
    if together:
        return together
    parts = [part for part in pattern("joined").split(text) if part]
    several = [_named(part, registers) or _meant(part, registers) for part in parts]
    if len(parts) > 1 and all(several):
        return [one for one in several if one]
    return [_new(text, registers, spot)]


def _together(text: str, registers: Registers) -> list[Office]:
    """Several names with nothing between them, as line breaks that were lost leave them."""
    names = {_plain(names[0], registers): key for key, names in registers.called("bodies").items()}
    longest = sorted(filter(None, names), key=len, reverse=True)
    plain = _plain(text, registers)
    found = re.findall("|".join(map(re.escape, longest)), plain) if longest else []
    return [Office(names[one], one, True) for one in found] if "".join(found) == plain else []


def _new(text: str, registers: Registers, spot: Spot | None) -> Office:
    place = pattern("no_place").sub("", text)
    names = {"village": place, "township": place, "city": text}
    level = next((one for one, name in names.items() if pattern(f"{one}_name").search(name)), "county")
    used = registers.catalog.site.level
    level = level if level in used else next(iter(used), "county")
    return Office(registers.add("bodies", text, {"name": text, "level": level}, spot), text, False, True)


def _pieces(text: str) -> Iterator[str]:
    """The text cut where one office ends and the next begins, never within brackets."""
    depth = 0
    piece = ""
    for char in text:
        depth += (char in "（(") - (char in "）)")
        if depth <= 0 and pattern("between").fullmatch(char):
            yield from [piece] if letters(piece) else []
            piece = ""
        else:
            piece += char
    yield from [piece] if letters(piece) else []


def _named(text: str, registers: Registers) -> Office | None:
    """The body with this name, also without 「人民」, or with or without the name of the county before it."""
    exact = registers.named("bodies", text)
    if exact:
        return Office(exact, text, True)
    plain = _plain(text, registers)
    alike = [key for key, names in registers.called("bodies").items() if plain == _plain(names[0], registers)]
    return Office(alike[0], text, True) if plain and len(alike) == 1 else None


def _meant(text: str, registers: Registers) -> Office | None:
    """The body that is probably meant."""
    called = registers.called("bodies")
    core = _core(text, registers)
    alike = [key for key, names in called.items() if core == _core(names[0], registers)]
    if core and len(alike) == 1:
        return Office(alike[0], text, False)
    ended = [one.retired.moved_to for one in registers.catalog.bodies.values() if one.retired and one.name == text]
    if ended and ended[0] in called:
        return Office(str(ended[0]), text, False)
    for level in ("township", "village"):
        found = role(level, registers) if pattern(f"{level}_role").fullmatch(text.strip()) else None
        if found:
            return Office(found, text, False)
    county = {
        key: [_plain(name, registers) for name in names]
        for key, names in called.items()
        if registers.level(key) not in ("township", "village")
    }
    kind = pattern("department").fullmatch(text.strip())
    key = part_of_one(kind["root"], county) if kind else abbreviated(core, county)
    if key:
        return Office(key, text, False)
    section = pattern("section").fullmatch(text.strip())
    whole = _named(section["body"], registers) if section else None
    if whole:
        return Office(whole.id, text, False)
    bare = re.sub(r"[（(][^（）()]*[）)]$", "", pattern("level_lead").sub("", text.strip()))
    if bare and bare != text.strip():
        found_bare = _named(bare, registers) or _meant(bare, registers)
        return Office(found_bare.id, text, False) if found_bare else None
    return None


def _plain(text: str, registers: Registers) -> str:
    """The name without the county's and without 「人民」, its unit (县, 区) kept."""
    county = letters(registers.catalog.site.name)
    plain = letters(text)
    if county and plain.startswith(county):
        plain = county[-1] + plain[len(county) :]
    return pattern("people").sub("", plain)


def _core(text: str, registers: Registers) -> str:
    """The name without any unit."""
    return pattern("unit_lead").sub("", _plain(text, registers))
