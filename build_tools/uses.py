"""Every place that names an entry of a registry, and what is said where the entry is not there."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

from build_tools.catalog import Catalog, like_entry
from build_tools.diagnostics import Finding, Where
from build_tools.text import nearest


class Use(NamedTuple):
    """An id where it is used. ``named`` are the ids of the same list: one of them is no replacement.

    ``key`` says that the id is a key; ``item`` is the item it stands in, if any.
    """

    where: Where
    id: str
    path: str
    named: Sequence[str] = ()
    item: str | None = None
    key: bool = False


Uses = tuple[Sequence[str], Callable[[], Iterable[Use]]]
"""The ids that stand together in a file, and the same with their places, which are seldom asked for."""


def together(uses: Sequence[Use]) -> Uses:
    """Uses whose places are known anyway."""
    return [use.id for use in uses], lambda: uses


def unregistered(uses: Iterable[Uses], registry: str, catalog: Catalog) -> Iterator[Finding]:
    """A finding for each use of an unknown id; where its key was changed in the registry, one at that key."""
    unknown: list[Use] = []
    used: set[str] = set()
    registered = getattr(catalog, registry).keys()
    for ids, places in uses:
        used.update(ids)
        if not registered >= set(ids):
            unknown += (use for use in places() if not catalog.knows(registry, use.id))
    if not unknown:
        return
    counts = Counter(use.id for use in unknown)
    changed = renamed(counts, [one for one in getattr(catalog, registry) if one not in used])
    for old, new in changed.items():
        args = {"id": old, "new": new, "count": str(counts[old]), "meant": "", "name": ""}
        yield Finding((new,), args, f"{registry}.yml", key=True, replacement=old)
    for use in (one for one in unknown if one.id not in changed):
        meant, name = ("", "") if _SEVERAL_IDS.search(use.id) else like_entry(use.id, registry, catalog)
        args = {"id": use.id, "new": "", "count": "", "meant": meant, "name": name}
        fix = meant if meant and meant not in use.named else None
        yield Finding(use.where, args, use.path, use.item, key=use.key, replacement=fix)


def renamed(unknown: Counter[str], unused: Sequence[str]) -> dict[str, str]:
    """Unknown ids that several places use, each with the entry most like it that none uses: its key was changed."""
    found: dict[str, str] = {}
    for old in (one for one, count in unknown.items() if count >= _SEVERAL):
        new = nearest(old, [one for one in unused if one not in found.values()])
        if new:
            found[old] = new
    return found


_SEVERAL_IDS = re.compile("[、,，;；]")
_SEVERAL = 3  # places that nobody misspells all alike
