"""One rule = one file. Adding a file adds a rule: nothing is registered anywhere.

A rule module has a docstring (its public page: what, why, how to mend), ``SEVERITY``, and ``check_item(item, catalog)``
or ``check_catalog(catalog)`` yielding Findings; one that needs the day has ``check_item_on(item, catalog, today)`` or
``check_catalog_on(catalog, today)``.
Its code is its file name; the engine stamps code, severity and item.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache

from build_tools.catalog import Catalog
from build_tools.diagnostics import Finding, Severity
from build_tools.model import Item


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule module, ready to run."""

    code: str
    severity: Severity
    doc: str
    check_item: Callable[[Item, Catalog], Iterator[Finding]] | None
    check_catalog: Callable[[Catalog], Iterator[Finding]] | None
    check_item_on: Callable[[Item, Catalog, date], Iterator[Finding]] | None = None
    check_catalog_on: Callable[[Catalog, date], Iterator[Finding]] | None = None


@cache
def all_rules() -> tuple[Rule, ...]:
    """Every rule in this folder, by code."""
    modules = [importlib.import_module(f"{__name__}.{found.name}") for found in pkgutil.iter_modules(__path__)]
    return tuple(
        Rule(
            code=module.__name__.rpartition(".")[2].replace("_", "-"),
            severity=module.SEVERITY,
            doc=module.__doc__ or "",
            check_item=getattr(module, "check_item", None),
            check_catalog=getattr(module, "check_catalog", None),
            check_item_on=getattr(module, "check_item_on", None),
            check_catalog_on=getattr(module, "check_catalog_on", None),
        )
        for module in modules
    )
