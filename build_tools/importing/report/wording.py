"""The sentences of the reports: places, notes, differences, values; safe on any console, identity numbers hidden."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from build_tools import fields
from build_tools.importing.cells import label
from build_tools.importing.shape import Difference, Entry, Note, Placed, Plan, Result, Spot
from build_tools.messages import say, table, words
from build_tools.personal import masked
from build_tools.tables.shape import Doubt, Remark
from build_tools.text import shorten, visible

_LONGEST = 80
_MOST_RANGES = 10


def seen(text: str, longest: int = _LONGEST) -> str:
    """A text of a table as it may be shown."""
    return shorten(visible(masked(" ".join(text.split()))), longest)


def places(spots: Iterable[Spot], plan: Plan, language: str) -> list[str]:
    """Cells in words, those of one column together: 表1 第2-5、8行 第3列."""
    columns: dict[tuple[int, int, int], set[int]] = {}
    for spot in spots:
        place = spot.place
        columns.setdefault((spot.source, place.grid, place.column), set()).add(place.row)
    made = []
    for (source, grid, column), rows in columns.items():
        file = f"{seen(plan.sources[source].name)} " if len(plan.sources) > 1 else ""
        args = {"table": grid + 1, "row": _ranges(sorted(rows)), "column": column}
        made.append(file + say("import_place", language, **args))
    return made


def _ranges(rows: list[int]) -> str:
    """Numbers in order, those that follow each other as from-to; of many only the first."""
    spans: list[list[int]] = []
    for row in rows:
        if spans and row == spans[-1][1] + 1:
            spans[-1][1] = row
        else:
            spans.append([row, row])
    shown = [f"{first}-{last}" if last > first else str(first) for first, last in spans]
    return "、".join(shown[:_MOST_RANGES]) + ("…" if len(shown) > _MOST_RANGES else "")


def told(note: Note, language: str) -> str:
    """A note in words."""
    return _said(note.code, {key: str(value) for key, value in note.args.items()}, language)


def doubted(one: Doubt, language: str) -> str:
    """What the reading was not certain of."""
    name = label(one.field)
    return _said(one.code, {"field": name, "label": name, "read": one.read, "assumed": one.assumed}, language)


def skipped(what: str, language: str) -> str:
    """The field a cell went to, or in a few words why it was skipped."""
    entry = table(language)["code"].get(what)
    return str(entry["title"]) if entry else label(what)


def remark(one: Remark, language: str) -> str:
    """What the reading of the file has to say."""
    return _said(one.code, one.args, language)


def advice(one: Remark, language: str) -> str:
    """What to do about it; nothing where the messages do not say."""
    if one.code not in table("zh")["code"]:
        return ""
    try:
        return words(one.code, {key: seen(text) for key, text in one.args.items()}, language).advice
    except KeyError:
        return ""


def value(name: str, data: Any, names: Mapping[str, str]) -> str:
    """A value of an item on one line, ids with their names."""
    if data is None:
        return "—"
    if isinstance(data, list):
        return ("；" if name == "content" else "、").join(value(name, one, names) for one in data)
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
    level = fields.choice_labels("item", ("level", 0)).get(str(one.data.get("level")), "")
    return said + (say(how, language, level=level) if how else "")


_GUESS = {"bodies": "import_guess_body", "laws": "import_guess_law", "domains": "import_guess_domain"}


def finding(one: Placed, language: str) -> str:
    """What the check says."""
    said = words(one.found.code, one.found.args, language)
    return seen(f"[{one.found.code}] {said.text or said.title}", 200)


def heading(one: Result) -> str:
    """A row by the name of its item."""
    title = one.row.values.get("title")
    return seen(title if isinstance(title, str) and title.strip() else "—", 40)


def _said(code: str, args: Any, language: str) -> str:
    shown = {key: seen(text) for key, text in args.items()}
    if code in table("zh")["phrase"]:
        return say(code, language, **shown)
    if code in table("zh")["code"]:
        try:
            return words(code, shown, language).text
        except KeyError:
            return str(table(language)["code"][code]["title"])
    return seen(" ".join([code, *shown.values()]))
