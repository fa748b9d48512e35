"""Which of several alternatives a value was meant to be: of jsonschema's errors, those of that alternative."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from build_tools.source import ABSENT

if TYPE_CHECKING:
    from jsonschema.exceptions import ValidationError


def intended(error: ValidationError) -> Iterator[ValidationError]:
    """The errors of the alternative that was meant: of the right type, sharing most keys, with fewest faults."""
    if error.validator != "anyOf" or error.instance == ABSENT:
        yield error
        return
    branches: dict[int, list[ValidationError]] = {}
    for below in error.context or ():
        branches.setdefault(int(below.schema_path[0]), []).append(below)
    best = min(branches.values(), key=lambda errors: _distance(error, errors), default=[])
    for below in best:
        yield from intended(below)


def _distance(error: ValidationError, below: list[ValidationError]) -> tuple[int, int, int, bool]:
    """How far a value is from one alternative; where all else is equal, the one whose values fit is nearer."""
    wrong_type = sum(one.validator == "type" and not one.path for one in below)
    if (
        sum(about_keys(one) for one in below) == len(mapping(error)) in range(1, len(below))
    ):  # neither keys nor values fit
        wrong_type = 1
    strange = sum(_strange_keys(one) for one in below if not one.path)
    return wrong_type, strange, len(below), not any("propertyNames" in one.schema_path for one in below)


def about_keys(error: ValidationError) -> bool:
    """Whether the fault is which keys or elements there are, not what one of them holds."""
    return "propertyNames" in error.schema_path or error.validator in (
        "required",
        "additionalProperties",
        "uniqueItems",
    )


def _strange_keys(error: ValidationError) -> int:
    if error.validator == "additionalProperties" and isinstance(error.schema, dict):
        return len(set(mapping(error)) - set(error.schema.get("properties", ())))
    return 1


def mapping(error: ValidationError) -> dict[str, Any]:
    return error.instance if isinstance(error.instance, dict) else {}


def listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []
