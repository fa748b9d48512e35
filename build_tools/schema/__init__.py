"""A document against its JSON Schema: each fault becomes one diagnostic at the exact key or value.

jsonschema is the authority; this package only says in our own codes what it found (``translation``), picks the
alternative that was meant where the schema allows several (``alternatives``), and keeps one slip from being reported
twice.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from build_tools import fields
from build_tools.acceptor import Check, compiled, is_boolean, is_date, is_text
from build_tools.diagnostics import Diagnostic, Where
from build_tools.schema.translation import Translation
from build_tools.source import ABSENT, Document

_BASE = "file:///schemas/"


@cache
def _acceptor(name: str) -> Check:
    return compiled(name)


@cache
def validator(name: str) -> Any:
    """The jsonschema validator of one kind of file; scalars are text, so truth values are two words.

    It is loaded for the first file that is rejected; most runs find none.
    """
    from jsonschema import Draft7Validator, FormatChecker
    from jsonschema.validators import extend
    from referencing import Registry, Resource
    from referencing.jsonschema import DRAFT7

    checker = Draft7Validator.TYPE_CHECKER.redefine_many(
        {"string": lambda _, value: is_text(value), "boolean": lambda _, value: is_boolean(value)}
    )
    formats = FormatChecker(formats=())
    formats.checks("date")(is_date)
    common: Resource[Any] = Resource.from_contents(fields.schema("common"), default_specification=DRAFT7)
    registry: Registry[Any] = Registry().with_resource(_BASE + "common.schema.json", common)
    own = {"$id": f"{_BASE}{name}.schema.json", **fields.schema(name)}
    adapted: Any = extend(Draft7Validator, type_checker=checker)  # type: ignore[no-untyped-call]
    return adapted(own, registry=registry, format_checker=formats)


def validate(document: Document, name: str) -> tuple[list[Diagnostic], frozenset[Where]]:
    """Every fault of the document against the schema ``name``, and the paths whose value is not to be used."""
    if document.data == ABSENT or _acceptor(name)(document.data):
        return [], frozenset()
    errors = sorted(validator(name).iter_errors(document.data), key=lambda error: repr(list(error.absolute_path)))
    translation = Translation(document, name)
    found: dict[tuple[object, ...], Diagnostic] = {}
    for one in translation.diagnostics(errors):
        # Several keywords may reject the same value; a place is complained about once, but each missing key counts.
        found.setdefault((one.where.line, one.where.column, one.args.get("missing")), one)
    return list(found.values()), frozenset(translation.bad)
