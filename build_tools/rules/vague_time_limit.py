"""A time limit must say how long.

「及时公开」 binds nobody and cannot be checked. 政府信息公开条例第二十六条 gives twenty working days after the
information was formed or changed; say that, or the shorter period that a special rule demands.
"""

from __future__ import annotations

from collections.abc import Iterator

from build_tools.catalog import Catalog
from build_tools.diagnostics import Finding, Severity
from build_tools.fields import vocabulary
from build_tools.model import Item

SEVERITY = Severity.WARNING


def check_item(item: Item, catalog: Catalog) -> Iterator[Finding]:
    if item.retired:
        return
    for level, wording in item.time_limit.parts():
        vague = vocabulary("vague_time_limit").search(wording)
        # A notice period says how long a notice stays, not when it must be there.
        if vague and not vocabulary("definite_time_limit").search(vocabulary("notice_period").sub("", wording)):
            where = ("time_limit",) if level is None else ("time_limit", level)
            yield Finding(where, {"wording": wording, "word": vague.group()})
