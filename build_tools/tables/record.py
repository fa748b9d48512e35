"""One item's rows of cells → a row of the standard table, with its doubts and the fate of each of its cells."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from build_tools.tables import answers, choosing, words
from build_tools.tables.answers import Answer, Source
from build_tools.tables.body import Item, place_of
from build_tools.tables.headers import SPLIT, Column, Layout
from build_tools.tables.marks import of as mark_of
from build_tools.tables.shape import Doubt, Fate, Grid, Place, Row

MAY_BE_BLANK = {"subtitle", "link", "remarks", "process", "five_open", "formats", "retention", "responsible"}
MAY_BE_BLANK |= {"inquiry", "index_number", "seq", "catalogue", "class", "deeper"}
FILLED_DOWN = ("domain", "class", "catalogue", "category", "process")
_READERS = {
    "content": answers.content,
    "basis": answers.basis,
    "time_limit": answers.several_lines("like_limit"),
    "publisher": answers.several_lines("like_body"),
    "link": answers.link,
}


@dataclass(slots=True)
class Above:
    """What stood above: the text of each column for 同上, the values that blanks may continue, lost ticks by field."""

    texts: dict[int, tuple[str, tuple[str, ...]]] = field(default_factory=dict)
    values: dict[str, object] = field(default_factory=dict)
    lost: set[str] = field(default_factory=set)
    optional: bool = False


@dataclass(slots=True)
class Draft:
    """A row being made."""

    values: dict[str, object] = field(default_factory=dict)
    places: dict[str, Place] = field(default_factory=dict)
    doubts: list[Doubt] = field(default_factory=list)
    fates: dict[Place, Fate] = field(default_factory=dict)


def lost_fields(grid: Grid, rows: range, layout: Layout) -> set[str]:
    """The fields with columns of ticks in which no tick is left in any row."""
    found = set()
    for name in SPLIT:
        columns = [column for column in layout.of(name) if column.part]
        cells = [grid.rows[row][column.index].text for row in rows for column in columns]
        if columns and not any(mark_of(text).state == "on" for text in cells):
            found.add(name)
    return found


def sources(grid: Grid, number: int, item: Item, layout: Layout, column: Column, above: Above) -> list[Source]:
    """The cells of an item under one column, 同上 replaced by what it stands for."""
    fields = {one.index: one.field for one in layout.columns}
    found: dict[Place, Source] = {}
    for row in item.rows:
        cell = grid.rows[row][column.index]
        place = place_of(cell, number, row, column.index)
        if place in found or not (cell.text.strip() or cell.links):
            continue
        foreign = place.column - 1 != column.index
        codes = list(item.codes) if row != item.rows[0] else []
        if foreign and column.field not in SPLIT and fields.get(place.column - 1) != column.field:
            codes.append("table-merged-across")
        text, links, unreadable = cell.text, cell.links, False
        if column.field != "seq":
            text, links, code = _same(text, links, above.texts.get(column.index))
            codes += [code] if code else []
            unreadable = code in ("table-same-nothing", "table-same-elsewhere")
        found[place] = Source(column, text, place, links, tuple(codes), foreign, unreadable)
    if found:
        last = list(found.values())[-1]
        above.texts[column.index] = ("" if last.unreadable else last.text, last.links)
    elif column.part or column.field not in FILLED_DOWN:
        above.texts.pop(column.index, None)
    return list(found.values())


def _same(
    text: str, links: tuple[str, ...], above: tuple[str, tuple[str, ...]] | None
) -> tuple[str, tuple[str, ...], str]:
    """A text with 同上 replaced; a code where that cannot be done, or not for certain."""
    plain = words.compact(text)
    if words.pattern("same").fullmatch(plain):
        return (*above, "") if above and above[0].strip() else (text, links, "table-same-nothing")
    if words.pattern("same_other").fullmatch(plain):
        return text, links, "table-same-elsewhere"
    more = words.pattern("same_more").match(plain)
    if more and above and above[0].strip():
        return f"{above[0]}\n{plain[more.end() :]}", above[1], "table-same-and-more"
    return text, links, ""


def made(grid: Grid, number: int, item: Item, layout: Layout, above: Above) -> Draft:
    """The row that an item's cells make."""
    draft = Draft()
    by_field: dict[str, list[Source]] = {}
    for column in layout.columns:
        cells = sources(grid, number, item, layout, column, above)
        for cell in cells:
            _fate(
                draft, Fate(cell.place, "field" if column.field else "skipped", column.field or "table-unknown-column")
            )
        if column.field:
            by_field.setdefault(column.field, []).extend(cells)
    first = Place(number, item.rows[0] + 1, 1)
    for name, cells in by_field.items():
        for key, answer in _answers(name, cells, layout, above).items():
            _set(draft, key, answer, cells, layout.of(name)[0], first)
    _names(draft, by_field)
    _fill_down(draft, above, first)
    return draft


def _answers(name: str, cells: Sequence[Source], layout: Layout, above: Above) -> dict[str, Answer]:
    """The answer of one field; of two where one column holds two."""
    if name == "slashed":
        return _slashed(cells)
    unreadable = next((code for cell in cells if cell.unreadable for code in cell.codes), "")
    if unreadable and len(cells) == 1:
        return {name: Answer(None, codes=[unreadable])}
    lost = name in above.lost
    if name == "channels":
        answer, others = choosing.channels(cells, lost, layout.optional or above.optional)
        return {"channels": answer, "channels_optional": others}
    text = answers.joined(cells)
    empty = not text or bool(words.pattern("blank").fullmatch(words.compact(text)))
    split = name in SPLIT and any(column.part for column in layout.of(name))
    if empty and not split and not (name == "link" and any(cell.links for cell in cells)):
        absent = name in MAY_BE_BLANK
        return {name: Answer(None, absent, [] if absent else ["table-blank"])}
    if name == "audience":
        return {name: choosing.audience(cells, lost)}
    if name == "method":
        return {name: choosing.method(cells, lost)}
    if name == "levels":
        return {name: choosing.levels(cells, lost, any(map(choosing.surely_county, layout.of(name))))}
    if name in ("five_open", "formats"):
        answer = choosing.listed(name, cells, lost)
        return {name: Answer(None, True) if split and not text else answer}
    answer = _READERS.get(name, answers.plain_text)(cells)
    if len({cell.column.index for cell in cells}) > 1 and len({cell.text for cell in cells}) > 1:
        answer.doubt("table-two-columns")
    return {name: answer}


def _slashed(cells: Sequence[Source]) -> dict[str, Answer]:
    """一级/二级 in one cell."""
    text = answers.joined(cells)
    pieces = [words.tight(piece) for piece in re.split("[/／]", text)]
    if len(pieces) < 2:
        pieces = [words.tight(piece) for piece in re.split("[\n]|——|—|-", text)]
    pieces = [piece for piece in pieces if piece]
    if len(pieces) == 1:
        return {
            "category": Answer(None, codes=["table-no-slash"]),
            "title": Answer(pieces[0], codes=["table-no-slash"]),
        }
    if not pieces:
        return {"title": Answer(None, codes=["table-blank"])}
    found = {"category": Answer(pieces[0]), "title": Answer(pieces[1])}
    if len(pieces) > 2:
        found["subtitle"] = Answer("/".join(pieces[2:]))
    return found


def _set(draft: Draft, name: str, answer: Answer, cells: Sequence[Source], column: Column, first: Place) -> None:
    """Write an answer into the row, with every doubt that its cells, its column and its text give."""
    if answer.absent:
        return
    draft.values[name] = answer.value
    place = cells[0].place if cells else Place(first.grid, first.row, column.index + 1)
    draft.places[name] = place
    text = answers.joined(cells)
    codes = [*answer.codes, *(code for cell in cells for code in cell.codes)]
    codes += [one for one in (column.doubt, answers.suspicious(name, text)) if one and text]
    for code in dict.fromkeys(codes):
        doubt(draft, name, place, text, code)


def doubt(draft: Draft, name: str, place: Place, read: str, code: str) -> None:
    """Note that a field may be wrong; its cell is unsure from then on."""
    draft.doubts.append(Doubt(name, place, read.strip(), _in_words(draft.values.get(name)), code))
    if place in draft.fates:
        draft.fates[place] = Fate(place, "unsure", name)


def _in_words(value: object) -> str:
    """A value as a report tells it."""
    said = words.table("said")
    if isinstance(value, dict):
        parts = [said["everyone"] if value.get("public") else "", value.get("group") or ""]
        return "、".join(part for part in parts if part)
    if isinstance(value, list):
        return "、".join(str(said.get(one, one)) for one in value)
    return "" if value is None else str(value)


def _fate(draft: Draft, fate: Fate) -> None:
    known = draft.fates.get(fate.place)
    if known is None or known.kind == "skipped":
        draft.fates[fate.place] = fate


def _names(draft: Draft, by_field: dict[str, list[Source]]) -> None:
    """One cell over 一级事项 and 二级事项 is the item's title, not its category; deeper titles follow the third."""
    category, title = by_field.get("category", ()), by_field.get("title", ())
    if category and title and category[0].place == title[0].place:
        draft.values["category"] = None
    deeper = [words.tight(cell.text) for cell in by_field.get("deeper", ())]
    draft.values.pop("deeper", None)
    if deeper:
        draft.values["subtitle"] = "/".join([str(draft.values.get("subtitle") or ""), *deeper]).strip("/")
        doubt(draft, "subtitle", by_field["deeper"][0].place, "/".join(deeper), "table-deeper")


def _fill_down(draft: Draft, above: Above, first: Place) -> None:
    """A blank under a category goes on with it, as in a table whose merged cells were lost; that is a doubt."""
    names = [*FILLED_DOWN, *(["title"] if draft.values.get("subtitle") else [])]
    for name in names:
        blank = [one for one in draft.doubts if one.field == name and one.code == "table-blank"]
        if draft.values.get(name) is None and blank and above.values.get(name):
            draft.values[name] = above.values[name]
            draft.doubts = [one for one in draft.doubts if one not in blank]
            doubt(draft, name, draft.places.get(name, first), "", "table-filled-down")
    above.values |= {name: draft.values[name] for name in (*FILLED_DOWN, "title") if draft.values.get(name)}


def finished(draft: Draft) -> Row:
    """The row as it is handed on."""
    return Row(dict(draft.values), dict(draft.places), tuple(draft.doubts))
