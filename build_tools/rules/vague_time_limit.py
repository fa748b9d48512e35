"""A time limit must say how long.

「及时公开」 binds nobody and cannot be checked. 政府信息公开条例第二十六条 gives twenty working days after the information
was formed or changed; say that, or the shorter period that a special rule demands.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from build_tools.diagnostics import Finding, Severity
from build_tools.model import Catalog, Item

SEVERITY = Severity.WARNING

_VAGUE = re.compile("及时|实时|随时|适时|尽快|定期|按规定|按要求|按进展|视情况")
_DEFINITE = re.compile("[0-9０-９一二三四五六七八九十两半]+ *个? *(?:工作日|自然日|日|天|周|月|季|年|小时)|每(?:年|半年|季|月|周|日|天)|当[日天]|次日|同步|长期|永久")


def check_item(item: Item, catalog: Catalog) -> Iterator[Finding]:
    if item.retired:
        return
    for level, wording in item.time_limit.parts():
        vague = _VAGUE.search(wording)
        # A notice period says how long a notice stays, not when it must be there.
        if vague and not _DEFINITE.search(re.sub("公[告示]期[^，；。]*", "", wording)):
            where = ("time_limit",) if level is None else ("time_limit", level)
            yield Finding(where, {"wording": wording, "word": vague.group()})
