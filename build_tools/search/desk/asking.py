"""Words and ``field:value`` as typed → text to rank by and conditions to fulfil; many queries at once."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from build_tools.diagnostics import UserError
from build_tools.search.desk.conditions import Condition, Denied, OneOf, Phrase
from build_tools.search.desk.measures import any_status, limited, reviewed, statuses
from build_tools.search.desk.records import FACETS, IN_FORCE, words
from build_tools.search.engine import Engine
from build_tools.search.normal import plain

_PIECE = re.compile(r'(NOT\s+|-)?(?:([A-Za-z]+)\s*:\s*)?("[^"]*"|\S+)')
_QUOTES = str.maketrans("\u201c\u201d", '""')
_COMPARED = re.compile("[<>=]")


@dataclass(frozen=True, slots=True)
class Asked:
    """What to rank by, what to fulfil, and whether the whole text was quoted: it stands so in whatever is found."""

    text: str
    conditions: tuple[Condition, ...] = ()
    quoted: bool = False


def asked(typed: Iterable[str], engine: Engine) -> Asked:
    """What is asked for. Raises UserError for a value that no item has."""
    free: list[str] = []
    quoted: list[str] = []
    found: list[Condition] = []
    for denied, field, said in _pieces(" ".join(typed)):
        if field:
            one = _condition(field, said.strip('"'), engine)
        elif said.startswith('"') or said.endswith("*") or denied:
            one = _phrase("text", said)
            if one and not denied:
                quoted.append(said.strip('"*'))
        else:
            free.append(said)
            continue
        if one:
            found.append(Denied(one) if denied else one)
    return _with_status(free, quoted, _gathered(found))


def _pieces(typed: str) -> Iterator[tuple[bool, str, str]]:
    """Whether a piece is denied, its field, and what it says; a field nobody knows is part of the words."""
    for hit in _PIECE.finditer(typed.translate(_QUOTES).replace("\uff1a", ":")):
        denied, field, said = hit.groups(default="")
        if field and field.lower() not in FIELDS:
            yield bool(denied), "", f"{field}:{said}"
        else:
            yield bool(denied), field.lower(), said


FIELDS = (*FACETS, "basis", "status", "reviewed")


def _condition(field: str, said: str, engine: Engine) -> Condition | None:
    said = plain(said)
    if field == "basis":
        return _phrase(field, said)
    if field == "status":
        return statuses(said)
    if field == "reviewed":
        return reviewed(said)
    if field == "limit" and _COMPARED.match(said):
        return limited(said)
    return OneOf(field, tuple(values(field, said, engine)))


def _phrase(field: str, said: str) -> Phrase | None:
    """A quoted text; with a star behind a word or number also what goes on. Chinese goes on by itself."""
    found = words(said)
    return Phrase(field, found, said.endswith("*") and found[-1].isascii()) if found else None


def _gathered(found: Iterable[Condition]) -> tuple[Condition, ...]:
    """Conditions on one field said several times are one: one of them must fit."""
    fields: dict[str, OneOf] = {}
    others: list[Condition] = []
    for one in found:
        if isinstance(one, OneOf):
            before = fields.get(one.field)
            fields[one.field] = OneOf(one.field, (*before.values, *one.values)) if before else one
        else:
            others.append(one)
    return *fields.values(), *others


def _with_status(free: list[str], quoted: list[str], conditions: tuple[Condition, ...]) -> Asked:
    """Ended items are listed only when asked for; the engine does not know them, so words must stand in them."""
    if any_status(conditions):
        phrases = filter(None, (_phrase("text", text) for text in free))
        return Asked("", (*conditions, *phrases))
    text = " ".join((*free, *quoted))
    if not conditions:
        return Asked(text)
    return Asked(text, (*conditions, OneOf("status", (IN_FORCE,))), quoted=bool(quoted) and not free)


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
