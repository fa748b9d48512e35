"""A basis must name a law or document that can be looked up.

「相关政策规定」 cannot be checked by anybody. Write the full title and number, or at least
政府信息公开条例 with the article that demands publication.
"""

from __future__ import annotations

from collections.abc import Iterator

from build_tools.catalog import Catalog
from build_tools.diagnostics import Finding, Severity
from build_tools.fields import vocabulary
from build_tools.model import Item

SEVERITY = Severity.WARNING


def check_item(item: Item, catalog: Catalog) -> Iterator[Finding]:
    if item.retired or any(one.law for one in item.basis):
        return
    for number, one in enumerate(item.basis):
        if one.text and vocabulary("vague_basis").fullmatch(one.text.strip("。；;等 ")):
            yield Finding(("basis", number, "text"), {"text": one.text})
