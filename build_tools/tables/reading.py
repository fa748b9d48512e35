"""A whole file: its grids one after the other, the rows they give, and what is to be said of them."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path

from build_tools.fields import vocabulary
from build_tools.tables import body, containers, delimited, headers, headings, record, web, word, words, workbook
from build_tools.tables.body import Item
from build_tools.tables.headers import Layout
from build_tools.tables.record import Above, Draft
from build_tools.tables.shape import Fate, Grid, Place, Reading, Remark, Row
from build_tools.tables.spans import Refused

READERS = {
    "xlsx": workbook.read_new,
    "xls": workbook.read_old,
    "docx": word.read,
    "html": web.read,
    "csv": delimited.read,
}
CALM = {"table-note", "table-formulas", "table-macros", "table-class-as-domain"}
"""Remarks that tell what was done and leave nothing to decide."""


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


def read(path: Path) -> Reading:
    """Everything in a file of tables. Whatever it holds, there is an answer; what cannot be used is refused."""
    try:
        with path.open("rb") as stream:
            raw = stream.read(containers.MOST_BYTES + 1)
        grids, remarks = READERS[containers.kind(raw)](raw)
        if containers.has_macros(raw):
            remarks = [*remarks, Remark("table-macros")]
        return read_grids(grids, remarks)
    except Refused as refusal:
        return Reading("refuse", remarks=(Remark(refusal.code, refusal.args_by_name),))
    except OSError:
        return Reading("refuse", remarks=(Remark("table-file-closed"),))
    except Exception:
        return Reading("refuse", remarks=(Remark("table-damaged"),))


def read_grids(grids: list[Grid], remarks: list[Remark]) -> Reading:
    """The rows of grids that are already there."""
    sofar = Sofar(remarks=list(remarks))
    sheets = [one for one in grids if one.name]
    for number, grid in enumerate(grids):
        _grid(sofar, number, grid, len(sheets) > 1)
    for number, grid in enumerate(grids):
        _leftovers(sofar, number, grid)
    fates = tuple(sofar.fates[place] for place in sorted(sofar.fates))
    if not sofar.rows:
        code = "table-none-filled" if any(one.code == "table-empty" for one in sofar.remarks) else "table-none"
        return Reading("refuse", tuple(grids), (), (Remark(code), *sofar.remarks), fates)
    doubtful = any(row.doubts for row in sofar.rows) or any(one.code not in CALM for one in sofar.remarks)
    return Reading("warn" if doubtful else "ok", tuple(grids), tuple(sofar.rows), tuple(sofar.remarks), fates)


def _grid(sofar: Sofar, number: int, grid: Grid, many: bool) -> None:
    """One grid: every header in it begins a stretch of items."""
    named = headings.nearest_domain(grid.headings)
    if named or any(map(headings.resets_domain, grid.headings)):
        _enter(sofar, named)
    starts = [row for row in range(len(grid.rows)) if headers.starts(grid, row)]
    if not starts:
        _goes_on(sofar, number, grid)
        return
    if grid.name and not named:
        _enter(sofar, "")
        _by_sheet(sofar, number, grid, many)
    sofar.above = Above(optional=any(map(headers.means_optional, [*grid.headings, *_lone_texts(grid, number)])))
    row = 0
    while row < len(grid.rows):
        if row in starts:
            layout = headers.layout(grid, row)
            row = _stretch(sofar, number, grid, layout, min([one for one in starts if one >= layout.last], default=0))
        else:
            _before(sofar, number, grid, row)
            row += 1


def _lone_texts(grid: Grid, number: int) -> list[str]:
    return [
        next(iter(cells.values())).text
        for row in range(len(grid.rows))
        if len(cells := body.distinct(grid, number, row)) == 1
    ]


def _enter(sofar: Sofar, domain: str, place: Place | None = None, code: str = "") -> None:
    """Another catalogue begins: nothing above it is the same as anything in it."""
    sofar.domain, sofar.domain_place, sofar.domain_code = domain, place, code
    sofar.above = Above(optional=sofar.above.optional, lost=sofar.above.lost)
    sofar.seq, sofar.fresh = 0, True


def _by_sheet(sofar: Sofar, number: int, grid: Grid, many: bool) -> None:
    """A sheet's name stands for a title: surely where it reads like one, else as a doubt, in a book of many sheets."""
    plain = words.compact(grid.name)
    found = headings.domain(plain)
    if found:
        _enter(sofar, found)
    elif many and len(plain) > 1 and not plain.isascii() and not words.pattern("heading", "no_sheet").fullmatch(plain):
        _enter(sofar, plain, Place(number, 1, 1), "table-sheet-name")


def _before(sofar: Sofar, number: int, grid: Grid, row: int) -> None:
    """A row over a header: a title may name the domain."""
    for place, cell in body.distinct(grid, number, row).items():
        named = headings.domain(cell.text)
        if named or headings.resets_domain(cell.text):
            _enter(sofar, named, place)
        note = headings.is_footer(cell.text)
        sofar.fates.setdefault(place, Fate(place, "skipped", "table-note" if note else "table-title"))
        if named:
            sofar.fates[place] = Fate(place, "field", "domain")


def _goes_on(sofar: Sofar, number: int, grid: Grid) -> None:
    """A grid without a header: the rest of the table before it if it is as wide, else no catalogue."""
    width = len(grid.rows[0])
    if sofar.layout is None or width != sofar.width or grid.headings or width < 4:
        return
    layout = replace(sofar.layout, first=0, last=0)
    sofar.remarks.append(Remark("table-without-header", {}, Place(number, 1, 1)))
    _stretch(sofar, number, grid, layout, 0)


def _stretch(sofar: Sofar, number: int, grid: Grid, layout: Layout, until: int) -> int:
    """The rows from a header to the next one, or to the end. Returns the row after them."""
    end = until or len(grid.rows)
    for row in range(layout.first, layout.last):
        for place in body.distinct(grid, number, row):
            sofar.fates[place] = Fate(place, "skipped", "table-header")
    again = (
        not sofar.fresh
        and sofar.layout is not None
        and [one.field for one in sofar.layout.columns] == [one.field for one in layout.columns]
    )
    if not again:
        sofar.above = Above(optional=sofar.above.optional)
    sofar.layout, sofar.width, sofar.fresh = layout, len(grid.rows[0]), False
    sofar.above.lost = record.lost_fields(grid, range(layout.last, end), layout)
    _columns(sofar, number, layout, again)
    before = len(sofar.rows)
    Stretch(sofar, number, grid, layout).read(range(layout.last, end))
    if len(sofar.rows) == before and layout.last and not again:
        sofar.remarks.append(Remark("table-empty", {"domain": sofar.domain}, Place(number, layout.first + 1, 1)))
    return end


def _columns(sofar: Sofar, number: int, layout: Layout, again: bool) -> None:
    """Say which columns are not read."""
    for column in layout.columns if not again else ():
        if not column.field:
            place = Place(number, max(layout.last, 1), column.index + 1)
            sofar.remarks.append(Remark("table-unknown-column", {"header": column.header}, place))


def _leftovers(sofar: Sofar, number: int, grid: Grid) -> None:
    """Every cell that nothing was made of is skipped, and so it is said."""
    for row in range(len(grid.rows)):
        for place in body.distinct(grid, number, row):
            sofar.fates.setdefault(place, Fate(place, "skipped", "table-no-catalogue"))


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
        self._close()

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
            self._close()
            self.open_item = Item([row])
        elif found != "blank":
            self._close()
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
            _enter(sofar, headings.domain(cell.text), place)
            self.section = ""
            sofar.fates[place] = Fate(place, "field", "domain") if sofar.domain else sofar.fates[place]
        elif found == "section":
            self._enter_section(place, headings.without_number(cell.text) or text)
        elif found in ("note", "example", "only-number"):
            sofar.remarks.append(Remark(ASIDE[found], {"text": text}, place))

    def _enter_section(self, place: Place, text: str) -> None:
        """A line over several items: their category where there is no such column, else their domain; a doubt."""
        if self.layout.of("category") or self.layout.of("slashed"):
            _enter(self.sofar, text, place, "table-section")
            self.sofar.fates[place] = Fate(place, "unsure", "domain")
        else:
            self.section = text
            self.sofar.fates[place] = Fate(place, "unsure", "category")

    def _close(self) -> None:
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
