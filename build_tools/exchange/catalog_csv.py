"""``catalog.csv`` and one table a domain: the items in force as 「标准目录」, for spreadsheets.

UTF-8 with a byte order mark and CRLF, so that a double click shows Chinese; every cell in quotes, so that no text opens
a cell of its own. A cell that a spreadsheet would take for a formula begins with an apostrophe, and so does one that
began with an apostrophe anyway: a program that drops one leading apostrophe has the text as it stands in the catalog.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache
from typing import TypeVar

from build_tools import fields
from build_tools.catalog import index_number
from build_tools.exchange import SiteFile
from build_tools.exchange.dates import catalog_date, last_changed
from build_tools.exchange.pieces import pieces
from build_tools.exchange.wording import BETWEEN, basis_words, channel_words, contact_words
from build_tools.index import Index
from build_tools.messages import page as words
from build_tools.model import Contact, Item, Leveled

T = TypeVar("T")
PLACES = ("catalog.csv", "data/")
_FORMULA = re.compile("[\\s'=+\\-@＝＋－＠]")
"""What a cell must not begin with: the signs of a formula, in full width too, and what a spreadsheet may skip before
one. The apostrophe is among them so that it can be dropped again."""


def files(index: Index) -> Iterator[SiteFile]:
    """catalog.csv, then data/<domain>.csv for each domain that has items in force."""
    # But for the number that a line begins with: that is another in another table.
    lines = pieces("csv", index.catalog.active(), index, lambda item: _line(_cells(item, index)).encode())
    every = index.catalog.active()
    yield _file("catalog.csv", every, lines, index, "data_csv", index.catalog.site.name, catalog_date(index))
    for domain in index.domains():
        items = index.by_domain[domain.id]
        date = last_changed(items, index)
        yield _file(f"data/{domain.id}.csv", items, lines, index, "data_domain_csv", domain.name, date)


def _file(
    uri: str, items: Iterable[Item], lines: Mapping[str, bytes], index: Index, kind: str, name: str, date: str | None
) -> SiteFile:
    first, *others = _headers(index)
    table = [f'"{safe(first)}",{_line(others)}'.encode("utf-8-sig")]
    for number, item in enumerate(items, 1):
        table += (b'"%d",' % number, lines[item.id])
    return SiteFile(uri, table, "text/csv; charset=utf-8", kind, name, date)


def _line(cells: Iterable[str]) -> str:
    out = io.StringIO()
    csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\r\n").writerow(map(safe, cells))
    return out.getvalue()


def safe(cell: str) -> str:
    """A cell that no spreadsheet computes."""
    return f"'{cell}" if _FORMULA.match(cell) else cell


def unguarded(cell: str) -> str:
    """The cell as it was before ``safe``; one whose apostrophe a program has dropped already stays as it is."""
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell[1:]) else cell


def _headers(index: Index) -> list[str]:
    """The labels of the schema; columns with ticks have the label of the field and of the value."""

    def label(*where: str) -> str:
        return fields.label("item", where)

    return [
        words("table")[0],
        fields.label("adjustment", ("item", 0)),
        label("index_number"),
        fields.label("site", ("not_applicable", 0, "domain")),
        *(label("subject", key) for key in ("category", "title", "subtitle")),
        *map(label, ("content", "basis", "time_limit", "publishing_body", "channel")),
        *(f"{label('audience')}：{name}" for name in (*_labels("audience").values(), label("audience", "group"))),
        *(f"{label('method')}：{name}" for name in _labels("method").values()),
        *(f"{label('level')}：{name}" for _, name in index.levels()),
        *map(label, ("inquiry_contact", "stage", "link", "reviewed", "remarks")),
    ]


def _cells(item: Item, index: Index) -> list[str]:
    catalog = index.catalog
    bodies, channels = catalog.bodies, catalog.channels
    return [
        item.id,
        index_number(item, catalog) or "",
        catalog.domains[item.domain].name,
        *(item.subject.category, item.subject.title, item.subject.subtitle or ""),
        BETWEEN.join(item.content),
        BETWEEN.join(basis_words(one, catalog) for one in item.basis),
        _leveled(item.time_limit, index, lambda one: one),
        _leveled(item.publishing_body, index, lambda named: BETWEEN.join(bodies[one].name for one in named)),
        _leveled(item.channel, index, lambda uses: BETWEEN.join(channel_words(one, catalog) for one in uses)),
        *(_tick(item.audience.everyone), BETWEEN.join(item.audience.groups)),
        *(_tick(method in item.method) for method in _labels("method")),
        *(_tick(level in item.level) for level, _ in index.levels()),
        _asked(index.asked(item)),
        BETWEEN.join(_labels("stage")[one] for one in item.stage),
        BETWEEN.join(f"{channels[channel].name} {url}" for channel, url in item.link),
        item.reviewed or "",
        item.remarks or "",
    ]


@lru_cache(maxsize=4096)
def _asked(whom: tuple[tuple[str, Contact], ...]) -> str:
    """Many items send to the same."""
    return BETWEEN.join(contact_words(*one) for one in whom)


def _leveled(value: Leveled[T], index: Index, said: Callable[[T], str]) -> str:
    names = index.catalog.site.level
    return BETWEEN.join(
        f"{names.get(level, level)}：{said(one)}" if level else said(one) for level, one in value.parts()
    )


def _labels(name: str) -> dict[str, str]:
    return fields.choice_labels("item", (name,))


def _tick(yes: bool) -> str:
    return "√" if yes else ""
