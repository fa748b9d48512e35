"""The next number of a domain: one that never belonged to any item, in force, ended, renamed or deleted."""

from __future__ import annotations

import re
from collections.abc import Iterator

from build_tools.catalog import Catalog

LEAST_DIGITS, MOST_DIGITS = 3, 9


def next_id(domain: str, catalog: Catalog) -> str:
    """The id of the next item of a domain, with as many digits as the others have.

    Every mention counts: a file that was deleted may still be named by an adjustment, an exception or another item.
    """
    shape = re.compile(re.escape(domain) + f"-([0-9]{{{LEAST_DIGITS},{MOST_DIGITS}}})")
    digits = [hit[1] for hit in map(shape.fullmatch, map(str.lower, _mentioned(catalog))) if hit]
    used = set(map(int, digits))
    number = max(used, default=0) + 1
    if number >= 10**MOST_DIGITS:  # somebody once wrote the highest number there is
        number = next(one for one in range(1, len(used) + 2) if one not in used)
    return f"{domain}-{number:0{max(map(len, digits), default=LEAST_DIGITS)}}"


def _mentioned(catalog: Catalog) -> Iterator[str]:
    for item in catalog.items.values():
        yield item.id
        yield from item.alias
        if item.retired and item.retired.moved_to:
            yield item.retired.moved_to
    for adjustment in catalog.adjustments:
        yield from adjustment.item
    yield from (one.item for one in catalog.exceptions)
    yield from catalog.unread
