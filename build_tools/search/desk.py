"""The search at the desk: words and ``field:value`` as typed → what to ask the engine; many queries at once."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from build_tools.diagnostics import UserError
from build_tools.search.engine import Engine
from build_tools.search.normal import plain

Narrow = dict[str, list[str]]


def asked(words: Iterable[str], engine: Engine) -> tuple[str, Narrow]:
    """The text of a query, and what it is narrowed by. Raises UserError for a value that no item has."""
    text: list[str] = []
    narrow: Narrow = {}
    for word in words:
        facet, colon, said = plain(word).partition(":")
        if colon and facet in engine.facets:
            narrow.setdefault(facet, []).extend(values(facet, said, engine))
        else:
            text.append(word)
    return " ".join(text), narrow


def values(facet: str, said: str, engine: Engine) -> list[str]:
    """The values of a facet that are called so, or whose name holds it."""
    entries = engine.facets[facet]
    if said in entries:
        return [said]
    found = [value for value, (label, _) in entries.items() if said and said in plain(label)]
    if not found:
        known = "、".join(label or value for value, (label, _) in entries.items())
        raise UserError("no-such-value", field=facet, value=said, allowed=known)
    return found


def batch(queries: Path, engine: Engine) -> dict[str, list[str]]:
    """The ids found for each query of a file: a list of ``{qid, text, filters}``. Raises UserError."""
    try:
        rows: list[dict[str, Any]] = json.loads(queries.read_text(encoding="utf-8-sig"))
        return {str(row["qid"]): _ids(row["text"], row.get("filters", {}), engine) for row in rows}
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise UserError("no-queries", path=str(queries)) from error


def _ids(text: str, filters: Mapping[str, str], engine: Engine) -> list[str]:
    narrow = {facet: values(facet, plain(said), engine) for facet, said in filters.items()}
    return list(engine.query(text, narrow).ids)
