"""Cells that say each level apart: 「县级：县民政局；乡级：乡镇人民政府」."""

from __future__ import annotations

from collections.abc import Collection

from build_tools.importing.words import pattern

_BETWEEN = "；;，,、 \n"


def by_level(text: str) -> dict[str, str]:
    """Level → what is said of it; nothing where the text is not cut so from its beginning."""
    marks = list(pattern("level_mark").finditer(text))
    if not marks or text[: marks[0].start()].strip(_BETWEEN):
        return {}
    ends = [*(one.start() for one in marks[1:]), len(text)]
    made = {str(one.lastgroup): text[one.end() : end].strip(_BETWEEN) for one, end in zip(marks, ends, strict=True)}
    return made if len(made) == len(marks) and all(made.values()) else {}


def fits(said: dict[str, str], levels: Collection[str]) -> bool:
    """Whether each of the levels is spoken of, and no other."""
    return len(said) > 1 and said.keys() == set(levels)
