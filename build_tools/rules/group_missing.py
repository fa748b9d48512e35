"""What is disclosed only on request must say who may ask.

「依申请公开」 without 「特定群众」 leaves applicants and staff guessing. Write the people in words, for example
``group: 申请人、利害关系人``.
"""

from __future__ import annotations

from collections.abc import Iterator

from build_tools.catalog import Catalog
from build_tools.diagnostics import Finding, Severity
from build_tools.model import Item

SEVERITY = Severity.WARNING


def check_item(item: Item, catalog: Catalog) -> Iterator[Finding]:
    if item.method == ("on-request",) and not item.audience.groups and not item.retired:
        yield Finding(("audience",), {})
