"""What a value of a field may look like, read from the schema: how it is written into a cell follows from that."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any

from build_tools.fields import Schema, at, choices, label, resolve, schema

LEVELS = "levels"


@dataclass(frozen=True, slots=True)
class Scalar:
    """One text: an id of a registry, one of several choices, a truth value, or words."""

    registry: str = ""
    choices: tuple[tuple[str, str], ...] = ()
    boolean: bool = False

    @property
    def words(self) -> bool:
        """Whether any text will do."""
        return not (self.registry or self.choices or self.boolean)


@dataclass(frozen=True, slots=True)
class Shape:
    """The alternatives at one place: a text, a list, a mapping with fixed keys, or one whose keys are ids.

    ``plain`` says which key of the mapping a bare text stands for.
    """

    label: str = ""
    scalar: Scalar | None = None
    each: Shape | None = None
    parts: Mapping[str, Shape] = field(default_factory=dict)
    keyed: tuple[str, Shape] | None = None
    plain: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Field:
    """One column of the work sheet: the place in the item, its labels, and the shape of the value there."""

    where: tuple[str, ...]
    labels: tuple[str, ...]
    help: str
    required: bool
    shape: Shape

    @property
    def key(self) -> str:
        """How the sheet names the column for programs."""
        return ".".join(self.where)


@cache
def item_fields() -> tuple[Field, ...]:
    """Every field of an item in schema order; a mapping that is one thing alone has a column for each part."""
    return tuple(_fields("item", (), True))


def _fields(kind: str, where: tuple[str, ...], needed: bool) -> Iterator[Field]:
    part, base = at(kind, where)
    for key, below in part["properties"].items():
        inner, file = resolve(below, base)
        here = (*where, key)
        required = needed and key in part.get("required", ())
        if "properties" in inner and not inner.get("x-plain"):
            yield from _fields(kind, here, required)
        else:
            labels = tuple(label(kind, here[: end + 1]) for end in range(len(here)))
            yield Field(here, labels, inner.get("description", ""), required, shape(inner, file))


def item_shape() -> Shape:
    """The shape of a whole item."""
    return shape(schema("item"), "item")


def shape(part: Schema, base: str) -> Shape:
    """The shape that a part of a schema allows."""
    part, base = resolve(part, base)
    made = Shape(str(part.get("title", "")), plain=part.get("x-plain", {}))
    if "properties" in part:
        return replace(made, parts={key: shape(below, base) for key, below in part["properties"].items()})
    if "anyOf" in part:
        for branch in part["anyOf"]:
            made = _joined(made, shape(branch, base))
        return made
    if "items" in part:
        return replace(made, each=shape(part["items"], base))
    if "additionalProperties" in part:
        registry = str(resolve(part["propertyNames"], base)[0].get("x-registry", ""))
        return replace(made, keyed=(registry, shape(part["additionalProperties"], base)))
    return replace(made, scalar=_scalar(part, base))


def _scalar(part: dict[str, Any], base: str) -> Scalar:
    return Scalar(str(part.get("x-registry", "")), choices(part, base), part.get("type") == "boolean")


def _joined(one: Shape, other: Shape) -> Shape:
    return Shape(
        one.label or other.label,
        one.scalar or other.scalar,
        one.each or other.each,
        one.parts or other.parts,
        one.keyed or other.keyed,
        one.plain or other.plain,
    )
