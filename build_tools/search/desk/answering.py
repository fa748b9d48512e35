"""Text and conditions → items: the conditions say which, the engine says in which order."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from build_tools.cache import place
from build_tools.search.desk.asking import Asked
from build_tools.search.desk.records import records
from build_tools.search.engine import Engine, Found


def answer(asked: Asked, engine: Engine, project: Path) -> Found:
    """What answers. Without words to rank by, the items stand in the catalog's order."""
    if not asked.conditions:
        return engine.query(asked.text)
    from build_tools.search.desk.whoosh_index import matching  # loading Whoosh costs more than most searches

    index = engine.index
    ids = matching(records(index), asked.conditions, place(project, "search"))
    listed = tuple(key for key in index.catalog.items if key in ids)
    if not asked.text:
        return Found("", False, listed, (0,) * len(listed), len(listed))
    found = engine.query(asked.text, among=ids)
    if not asked.quoted:
        return found
    rest = tuple(key for key in listed if key not in set(found.ids))
    return replace(
        found,
        understood=asked.text,
        corrected=False,
        ids=found.ids + rest,
        scores=found.scores + (0,) * len(rest),
        exact=len(listed),
    )
