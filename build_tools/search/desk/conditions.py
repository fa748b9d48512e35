"""What an item must fulfil to be listed: plain values that any index can be asked with."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class OneOf:
    """A field has one of these values."""

    field: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Phrase:
    """These words stand in a field in a row; of the last, where ``open``, only the beginning."""

    field: str
    words: tuple[str, ...]
    open: bool = False


@dataclass(frozen=True, slots=True)
class Span:
    """A number of a field is at least ``low`` and at most ``high``."""

    field: str
    low: int | None
    high: int | None


@dataclass(frozen=True, slots=True)
class Either:
    """One of these holds."""

    parts: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Denied:
    """This does not hold."""

    part: Condition


Condition = OneOf | Phrase | Span | Either | Denied


def fields(condition: Condition) -> Iterator[str]:
    """The fields that a condition looks at."""
    match condition:
        case Either(parts):
            for part in parts:
                yield from fields(part)
        case Denied(part):
            yield from fields(part)
        case _:
            yield condition.field
