"""Which places of a file name an entry of a registry, as the schemas say with ``x-registry``."""

from __future__ import annotations

from functools import lru_cache

from build_tools.diagnostics import Where
from build_tools.fields import Schema, resolve, schema, step_down


@lru_cache(maxsize=4096)
def registry(name: str, where: Where, *, key: bool = False) -> str:
    """The registry that the text at ``where`` (its key with ``key``) is an id of; "any" for several, else nothing."""
    found: tuple[Schema, str] | None = schema(name), name
    for step in where[:-1] if key else where:
        found = step_down(*found, step) if found else None
    return _registry(*found, key=key) if found else ""


def _registry(part: Schema, base: str, *, key: bool) -> str:
    part, base = resolve(part, base)
    own, _ = resolve(part.get("propertyNames", {}), base) if key else (part, base)
    marks = (own.get("x-registry"), *(_registry(branch, base, key=key) for branch in part.get("anyOf", ())))
    return next((mark for mark in marks if mark), "")
