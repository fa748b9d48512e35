"""The rows under one header, read one after the other, and what is known of a file so far."""

from __future__ import annotations

from dataclasses import dataclass, field

from build_tools.fields import vocabulary
from build_tools.tables import body, headings, record, words
from build_tools.tables.body import Item
from build_tools.tables.headers import Layout
from build_tools.tables.record import Above, Draft
from build_tools.tables.shape import Fate, Grid, Place, Remark, Row

ASIDE = {
    "domain": "table-title",
    "title": "table-title",
    "section": "table-section",
    "numbering": "table-numbering",
    "note": "table-note",
    "example": "table-example",
    "only-number": "table-only-number",
}
"""Kinds of rows that are no items, each with what is said of it."""


@dataclass(slots=True)
class Sofar:
    """What has been read of a file: its rows, remarks and fates, and what the next table may go on from."""

    rows: list[Row] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    fates: dict[Place, Fate] = field(default_factory=dict)
    domain: str = ""
    domain_place: Place | None = None
    domain_code: str = ""
    layout: Layout | None = None
    width: int = 0
    fresh: bool = True
    above: Above = field(default_factory=Above)
    seq: int = 0
    seen: dict[tuple[object, ...], int] = field(default_factory=dict)
    pending: Stretch | None = None


def enter(sofar: Sofar, domain: str, place: Place | None = None, code: str = "") -> None:
    """Another catalogue begins: nothing above it is the same as anything in it."""
    sofar.domain, sofar.domain_place, sofar.domain_code = domain, place, code
    sofar.above = Above(optional=sofar.above.optional, lost=sofar.above.lost)
    sofar.seq, sofar.fresh = 0, True


@dataclass(slots=True)
class Stretch:
    """The rows under one header, read one after the other."""

    sofar: Sofar
    number: int
    grid: Grid
    layout: Layout
    open_item: Item | None = None
    section: str = ""

    def read(self, rows: range) -> None:
        """All rows of the stretch."""
        for row in rows:
            self._row(row)

    def _row(self, row: int) -> None:
        found = body.kind(self.grid, self.number, row, self.layout)
        if found in ("item", "more"):
            last = self.open_item.rows[-1] if self.open_item else None
            code = body.goes_on(self.grid, self.number, row, self.layout, last)
            if found == "more" and last is not None:
                code = code or "table-row-goes-on"
            if code and self.open_item:
                self.open_item.rows.append(row)
                self.open_item.codes += [code] if code != "merged" else []
                return
            self.close()
            self.open_item = Item([row])
        elif found != "blank":
            self.close()
            self._aside(row, found)

    def _aside(self, row: int, found: str) -> None:
        """A row that is no item: a title, a note, an example, a number and nothing else."""
        sofar = self.sofar
        cells = body.distinct(self.grid, self.number, row)
        place, cell = next(iter(cells.items()))
        text = words.tight(" ".join(one.text for one in cells.values()))
        for one in cells:
            sofar.fates.setdefault(one, Fate(one, "skipped", ASIDE[found]))
        if found in ("domain", "title"):
            enter(sofar, headings.domain(cell.text), place)
            self.section = ""
            sofar.fates[place] = Fate(place, "field", "domain") if sofar.domain else sofar.fates[place]
        elif found == "section":
            self._enter_section(place, headings.without_number(cell.text) or text)
        elif found in ("note", "example", "only-number"):
            sofar.remarks.append(Remark(ASIDE[found], {"text": text}, place))

    def _enter_section(self, place: Place, text: str) -> None:
        """A line over several items: their category where there is no such column, else their domain; a doubt."""
        if self.layout.of("category") or self.layout.of("slashed"):
            enter(self.sofar, text, place, "table-section")
            self.sofar.fates[place] = Fate(place, "unsure", "domain")
        else:
            self.section = text
            self.sofar.fates[place] = Fate(place, "unsure", "category")

    def close(self) -> None:
        """Make a row of the item that has ended."""
        if self.open_item is None:
            return
        draft = record.made(self.grid, self.number, self.open_item, self.layout, self.sofar.above)
        first = Place(self.number, self.open_item.rows[0] + 1, 1)
        self.open_item = None
        self._surround(draft, first)
        self._remark(draft, first)
        self.sofar.fates |= {place: fate for place, fate in draft.fates.items() if self._better(place, fate)}
        self.sofar.rows.append(record.finished(draft))

    def _better(self, place: Place, fate: Fate) -> bool:
        known = self.sofar.fates.get(place)
        return known is None or known.kind == "skipped" or fate.kind == "unsure"

    def _surround(self, draft: Draft, first: Place) -> None:
        """The domain and category that come from titles instead of cells."""
        sofar = self.sofar
        kept = draft.values.pop("class", None)
        if sofar.domain and not draft.values.get("domain"):
            draft.values["domain"] = sofar.domain
            place = sofar.domain_place or first
            draft.places["domain"] = place
            if sofar.domain_code:
                record.doubt(draft, "domain", place, sofar.domain, sofar.domain_code)
        if kept and not draft.values.get("domain"):
            draft.values["domain"] = kept
            draft.places["domain"] = draft.places["class"]
            if not any(one.code == "table-class-as-domain" for one in sofar.remarks):
                sofar.remarks.append(Remark("table-class-as-domain", {"text": str(kept)}, draft.places["class"]))
        elif kept and "catalogue" not in draft.values:
            draft.values["catalogue"] = kept
        if self.section and not self.layout.of("category"):
            draft.values["category"] = self.section
            record.doubt(draft, "category", first, self.section, "table-section")

    def _remark(self, draft: Draft, first: Place) -> None:
        """Numbers that jump, items told twice, telephone numbers where contents should stand, no name at all."""
        sofar = self.sofar
        text = str(draft.values.get("seq") or "")
        if text.isascii() and text.isdigit() and len(text) < 6:
            if sofar.seq and int(text) not in (sofar.seq + 1, 1):
                args = {"last": str(sofar.seq), "next": text}
                sofar.remarks.append(Remark("table-seq-jumps", args, draft.places["seq"]))
            sofar.seq = int(text)
        content = draft.values.get("content")
        said = "\n".join(map(str, content)) if isinstance(content, list) else ""
        hit = vocabulary("hidden_phone").search(said)
        if hit:
            sofar.remarks.append(Remark("table-phone-in-content", {"text": hit[0]}, draft.places["content"]))
        names = tuple(draft.values.get(one) for one in ("domain", "category", "title", "subtitle"))
        key = (*names, said)
        if key in sofar.seen:
            sofar.remarks.append(Remark("table-twice", {"title": str(names[2])}, first))
        sofar.seen[key] = first.row
        if not draft.values.get("title") and not any(one.field == "title" for one in draft.doubts):
            draft.values["title"] = None
            record.doubt(draft, "title", first, "", "table-blank")
