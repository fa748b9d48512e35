"""A reading as one JSON object: rows in the common shape, the outcome, and a report in sentences."""

from __future__ import annotations

import json

from build_tools.messages import say, words
from build_tools.tables.channels import known
from build_tools.tables.levels import only_levels
from build_tools.tables.shape import Place, Reading, Row
from build_tools.tables.words import table, tight

FIELDS = (
    "seq",
    "domain",
    "category",
    "title",
    "subtitle",
    "content",
    "basis",
    "time_limit",
    "publisher",
    "channels",
    "audience",
    "method",
    "levels",
)
EXTRA = ("process", "catalogue", "retention", "formats", "five_open", "link", "channels_optional", "responsible")


def rows_json(reading: Reading) -> str:
    """The object ``{"rows": …, "outcome": …, "report": […]}``."""
    made = {"rows": [_row(row) for row in reading.rows], "outcome": reading.outcome, "report": report(reading)}
    return json.dumps(made, ensure_ascii=False, indent=1) + "\n"


def _row(row: Row) -> dict[str, object]:
    made: dict[str, object] = {name: row.values.get(name) for name in FIELDS}
    made |= {name: row.values[name] for name in EXTRA if name in row.values}
    unsure = {doubt.field for doubt in row.doubts}
    named = row.values.get("channels")
    if isinstance(named, list):
        bare = [_without_level(str(one)) for one in named]
        made["channels"] = list(dict.fromkeys(bare))
        unsure |= {"channels"} if bare != named else set()  # which level has which is not in this shape
    made["unsure"] = sorted(unsure)
    return made


def _without_level(text: str) -> str:
    """A channel without the level before it: 「县级：政府网站」."""
    level, colon, name = text.replace("：", ":").partition(":")
    return known(name) or name if colon and only_levels(level) else text


def report(reading: Reading, language: str = "zh") -> list[str]:
    """Every remark and every doubt as a sentence with its place."""
    said = [
        _placed(remark.place, words(remark.code, remark.args, language).text, language) for remark in reading.remarks
    ]
    for row in reading.rows:
        for doubt in row.doubts:
            args = {"field": label(doubt.field), "read": tight(doubt.read), "assumed": doubt.assumed}
            said.append(_placed(doubt.place, words(doubt.code, args, language).text, language))
    return list(dict.fromkeys(said))


def label(name: str) -> str:
    """What a field is called in a report."""
    return str(table("label").get(name, name))


def _placed(place: Place | None, text: str, language: str) -> str:
    if place is None:
        return text
    return say("table_place", language, grid=place.grid + 1, row=place.row, column=place.column, text=text)
