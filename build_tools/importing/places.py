"""「公开渠道和载体」 and 「领域」 as tables write them → entries of channels.yml and domains.yml."""

from __future__ import annotations

from typing import Any

from build_tools.importing.registers import Registers
from build_tools.importing.shape import Note, Spot
from build_tools.importing.words import pattern
from build_tools.text import letters, part_of_one


def channel(text: str, registers: Registers, spot: Spot | None, *, optional: bool = False) -> str | dict[str, Any]:
    """One tick of 公开渠道和载体: an id, or a mapping where more is said."""
    key, note = _channel(text, registers, spot)
    more: dict[str, Any] = ({"note": note} if note else {}) | ({"optional": "true"} if optional else {})
    return {"id": key, **more} if more else key


def _channel(text: str, registers: Registers, spot: Spot | None) -> tuple[str, str]:
    key = registers.named("channels", text)
    if key:
        return key, ""
    other = pattern("other_channel").fullmatch(text)
    if other:
        return _channel(text[: other.start("note") - 1], registers, spot)[0], other["note"].strip()
    noted = pattern("bracketed").fullmatch(text)
    key = registers.named("channels", noted["name"]) if noted else None
    if noted and key:
        return key, noted["note"]
    kind = next((one for one in ("online", "push", "onsite") if pattern(one).search(text)), "")
    return registers.add("channels", text, {"name": text} | ({"kind": kind} if kind else {}), spot), ""


def domain(text: str, registers: Registers, spot: Spot | None) -> tuple[str, list[Note]]:
    """The domain that a heading names."""
    bare = pattern("domain_tail").sub("", text) or text
    called = registers.called("domains")
    if text in called:
        return text, []
    for name in (text, bare):
        key = registers.named("domains", name)
        if key:
            return key, []
    key = part_of_one(bare, called)
    if key:
        return key, [Note("import_domain_meant", {"read": text, "assumed": called[key][0]}, spot)]
    return registers.add("domains", bare, {"name": bare, "set": "local"}, spot), []


def domain_of_file(name: str, registers: Registers) -> str:
    """The domain that the name of a file holds, the longest of several; nothing where there is none."""
    stem = letters(name.rpartition(".")[0])
    held = [
        (len(one), key) for key, names in registers.called("domains").items() for one in names if letters(one) in stem
    ]
    return max(held)[1] if held else ""
