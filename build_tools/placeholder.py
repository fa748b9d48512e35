"""What stands in for rejected values, so that one fault in a file does not hide the others from the rules.

Findings about a stand-in are dropped: its path is among the document's damaged ones.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from build_tools import fields
from build_tools.diagnostics import Where
from build_tools.source import LOST, Value


def filled(data: Value, bad: Iterable[Where], name: str) -> Value:
    """A copy of ``data`` in which every path in ``bad`` holds an empty value of the right shape, or is gone."""
    if not isinstance(data, dict | list):
        return data
    copy = _copy(data)
    for where in sorted(bad, key=lambda path: (len(path), repr(path))):
        parent = _reach(copy, where[:-1])
        if not where or parent is None or where[-1] == LOST:
            continue
        described = _described(name, where)
        if described is None:
            if isinstance(parent, dict):
                parent.pop(str(where[-1]), None)
        elif isinstance(parent, dict):
            parent[str(where[-1])] = empty(*described)
        elif isinstance(where[-1], int) and where[-1] < len(parent):
            parent[where[-1]] = empty(*described)
    return copy


def empty(part: fields.Schema, base: str) -> Value:
    """The emptiest value of the shape a schema asks for."""
    part, base = fields.resolve(part, base)
    if "anyOf" in part and "type" not in part:
        return empty(part["anyOf"][0], base)
    if part.get("type") == "array":
        return []
    if part.get("type") == "object":
        return {key: empty(part["properties"][key], base) for key in part.get("required", ())}
    return ""


def _described(name: str, where: Where) -> tuple[fields.Schema, str] | None:
    """The schema of a path; None where the schema knows no such key."""
    above = fields.at(name, where[:-1])
    found = fields.at(name, where)
    return None if found[0] == above[0] else found


def _reach(data: Any, where: Where) -> Any:
    for step in where:
        if isinstance(data, dict) and step in data:
            data = data[str(step)]
        elif isinstance(data, list) and isinstance(step, int) and step < len(data):
            data = data[step]
        else:
            return None
    return data if isinstance(data, dict | list) else None


def _copy(data: Any) -> Any:
    if isinstance(data, dict):
        return {key: _copy(value) for key, value in data.items()}
    return [_copy(value) for value in data] if isinstance(data, list) else data
