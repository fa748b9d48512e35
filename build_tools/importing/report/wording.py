"""The sentences of the reports: places, notes, differences, values; safe on any console, identity numbers hidden."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from build_tools import fields
from build_tools.importing.cells import label
from build_tools.importing.shape import Difference, Entry, Note, Placed, Plan, Result, Spot
from build_tools.messages import say, table, words
from build_tools.personal import masked
from build_tools.tables.shape import Remark
from build_tools.text import shorten, visible

_LONGEST = 80


def seen(text: str, longest: int = _LONGEST) -> str:
    """A text of a table as it may be shown."""
    return shorten(visible(masked(text)), longest)


def where(spot: Spot | None, plan: Plan, language: str) -> str:
    """A cell in words: 表1 第5行 第3列, with the file where there are several."""
    if spot is None:
        return ""
    file = f"{seen(plan.sources[spot.source].name)} " if len(plan.sources) > 1 else ""
    numbers = {"table": spot.place.grid + 1, "row": spot.place.row, "column": spot.place.column}
    return file + say("import_place", language, **numbers)


def told(note: Note, language: str) -> str:
    """A note in words."""
    return _said(note.code, {key: str(value) for key, value in note.args.items()}, language)


def remark(one: Remark, language: str) -> str:
    """What the reading of the file has to say."""
    return _said(one.code, one.args, language)


def value(name: str, data: Any, names: Mapping[str, str]) -> str:
    """A value of an item on one line, ids with their names."""
    if data is None:
        return "—"
    if isinstance(data, list):
        return "、".join(value(name, one, names) for one in data)
    if isinstance(data, dict):
        return " ".join(value(name, one, names) for one in data.values())
    labels = fields.choice_labels("item", (name,)) or fields.choice_labels("item", (name, 0))
    return labels.get(str(data)) or names.get(str(data)) or str(data)


def difference(one: Difference, names: Mapping[str, str], language: str) -> str:
    """A field as it is and as the table has it."""
    name = fields.label("item", (one.field,))
    old, new = (seen(value(one.field, side, names)) for side in (one.old, one.new))
    return say("import_difference", language, label=name, old=old, new=new)


def entry(one: Entry, language: str) -> str:
    """A new entry of a registry, and what in it is a guess."""
    name = one.data.get("title") or one.data.get("name") or ""
    how = "" if one.known else _GUESS.get(one.registry, "")
    said = say("import_entry", language, path=f"{one.registry}.yml", id=one.id, name=seen(str(name)))
    return said + (say(how, language) if how else "")


_GUESS = {"bodies": "import_guess_body", "laws": "import_guess_law", "domains": "import_guess_domain"}


def finding(one: Placed, language: str) -> str:
    """What the check says."""
    said = words(one.found.code, one.found.args, language)
    return seen(f"[{one.found.code}] {said.text or said.title}", 200)


def heading(one: Result) -> str:
    """A row by the name of its item."""
    title = one.row.values.get("title")
    return seen(title if isinstance(title, str) and title.strip() else "—", 40)


def field(name: str) -> str:
    """A field of a row as people call it."""
    return label(name)


def _said(code: str, args: Any, language: str) -> str:
    shown = {key: seen(text) for key, text in args.items()}
    if code in table("zh")["phrase"]:
        return say(code, language, **shown)
    if code in table("zh")["code"]:
        return words(code, shown, language).text
    return seen(" ".join([code, *shown.values()]))
