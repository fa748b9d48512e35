"""Who is asked to review what: CODEOWNERS, made from the publishing bodies of the items.

Later lines win where several fit, so each domain has a line for its lead body and more for the items that differ.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from build_tools.catalog import Catalog, body_places
from build_tools.model import Item

Owners = tuple[str, ...]


def owners(catalog: Catalog, prefix: str) -> Iterator[str]:
    """The lines. ``prefix`` leads from the top of the repository to the project. Only registered domains have any: the
    name of another folder may hold what would be a pattern, a remark or an owner here.
    """
    by_domain: dict[str, list[Item]] = {}
    for item in (one for one in catalog.items.values() if one.domain in catalog.domains):
        by_domain.setdefault(item.domain, []).append(item)
    for domain, items in by_domain.items():
        usual = Counter(_owners(item, catalog) for item in items).most_common(1)[0][0]
        folder = f"/{prefix}catalog/items/{domain}/"
        if usual:
            yield _line(folder, usual)
        for item in items:
            if _owners(item, catalog) != usual:
                yield _line(f"{folder}{item.id}.yml", _owners(item, catalog))


def _owners(item: Item, catalog: Catalog) -> Owners:
    """The reviewers of all its publishing bodies, each once."""
    bodies = (catalog.bodies[body] for _, body, _ in body_places(item) if body in catalog.bodies)
    return tuple(dict.fromkeys(one for body in bodies for one in body.reviewer))


def _line(path: str, who: Owners) -> str:
    """A line; without owners it takes those of the folder away again. Spaces end a path, so they are escaped."""
    return " ".join([path.replace(" ", "\\ "), *who])
