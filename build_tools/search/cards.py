"""What a result shows of an item: what it is, who publishes it, whom to call, by when."""

from __future__ import annotations

from collections.abc import Iterator

from build_tools.catalog import body_places, time_limit_places
from build_tools.index import Index
from build_tools.model import Item
from build_tools.search.documents import Document

COLUMNS = ("id", "title", "category", "domain", "domain_name", "body", "level", "time_limit", "office", "phone")
"""What stands in each row, in this order."""

ROWS = 2
"""So many items share a file: the ten best are often neighbours."""

Row = list[str | int]


def card(item: Item, index: Index) -> tuple[str, ...]:
    """One item in the order of ``COLUMNS``; several values are joined as the page shows them."""
    catalog = index.catalog
    domain = catalog.domains.get(item.domain)
    bodies = dict.fromkeys(catalog.bodies[key].name for _, key, _ in body_places(item))
    office, phone = next(((name, one.phone) for name, one in index.asked(item) if one.phone), ("", ""))
    return (
        item.id,
        item.subject.name,
        item.subject.category,
        item.domain,
        domain.name if domain else "",
        SEVERAL.join(bodies),
        SEVERAL.join(catalog.site.level.get(level, "") for level in item.level),
        SEVERAL.join(dict.fromkeys(text for _, text in time_limit_places(item))),
        office,
        phone or "",
    )


SEVERAL = "\u3001"


def chunks(index: Index, documents: tuple[Document, ...]) -> Iterator[list[Row]]:
    """The rows of each file; 0 stands for what the row above says."""
    for start in range(0, len(documents), ROWS):
        rows: list[Row] = []
        above: tuple[str, ...] = ("",) * len(COLUMNS)
        for document in documents[start : start + ROWS]:
            shown = card(document.item, index)
            rows.append([0 if text == before else text for text, before in zip(shown, above, strict=True)])
            above = shown
        yield rows
