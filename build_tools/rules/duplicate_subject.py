"""Within a domain every item has a name of its own.

Two items with the same first, second and third level of 「公开事项」 are the same duty written twice: offices correct
one and the other goes stale. Merge them, or say in the name what distinguishes them.
"""

from __future__ import annotations

from collections.abc import Iterator

from build_tools.catalog import Catalog
from build_tools.diagnostics import Finding, Severity

SEVERITY = Severity.ERROR


def check_catalog(catalog: Catalog) -> Iterator[Finding]:
    first: dict[tuple[str, ...], str] = {}
    for item in catalog.active():
        subject = item.subject
        key = (item.domain, subject.category, subject.title, subject.subtitle or "")
        if key in first:
            args = {"name": subject.name, "other": first[key]}
            yield Finding(("subject", "title"), args, item.path, item.id, related=((first[key], ("subject", "title")),))
        first.setdefault(key, item.path)
