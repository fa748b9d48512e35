"""The file name is the item's id: the folder's domain, a hyphen, at least three digits.

An id says where an item belongs and never changes, so links and references stay right. A file copied into another
folder keeps the old id by mistake; give it a new number of its own domain.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from build_tools.catalog import Catalog
from build_tools.diagnostics import Finding, Severity
from build_tools.model import Item

SEVERITY = Severity.ERROR


def check_item(item: Item, catalog: Catalog) -> Iterator[Finding]:
    if not re.fullmatch(re.escape(item.domain) + "-[0-9]{3,9}", item.id):
        yield Finding((), {"id": item.id, "domain": item.domain})
