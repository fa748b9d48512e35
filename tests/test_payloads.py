"""The hostile catalog: enough attacks, and no free text of any file without one."""

from __future__ import annotations

from typing import Any

from build_tools import fields
from build_tools.diagnostics import Severity
from build_tools.field_tree import tree
from tests.catalogs import checked
from tests.payloads import KEPT, PAYLOADS, hostile, is_free, reached


def places() -> set[tuple[str, ...]]:
    """Every place with an attack, without ids and numbers of entries."""
    found = set()
    for name, *where in reached():
        keys = where if name in ("item", "site", "adjustment") else where[1:]
        found.add((name, *(one for one in keys if isinstance(one, str))))
    return found


def free_places() -> set[tuple[str, ...]]:
    """Every field of every schema in which people write what they like."""
    found = set()
    for name in fields.NAMES:
        first: tuple[Any, ...] = (
            () if name in ("item", "site", "adjustment") else (0,) if name == "exceptions" else ("x",)
        )
        for one in tree(name):
            if one.keys[-1] not in KEPT and {"text", "list"} & set(one.shapes):
                where = (*first, *one.keys)
                if any(is_free(name, each) for each in (where, (*where, 0), *_through_lists(first, one.keys))):
                    found.add((name, *one.keys))
    return found


def _through_lists(first: tuple[Any, ...], keys: tuple[str, ...]) -> list[tuple[Any, ...]]:
    """The same field where its mapping stands in a list."""
    return [(*first, keys[0], 0, *keys[1:]), (*first, *keys[:-1], 0, keys[-1]), (*first, *keys[:-1], 0, keys[-1], 0)]


def test_there_are_enough_attacks() -> None:
    assert len(PAYLOADS) == len(set(PAYLOADS)) >= 58


def test_every_free_text_of_every_file_is_attacked() -> None:
    assert sorted(free_places() - places()) == []
    assert len(places()) >= 40


def test_the_hostile_catalog_would_be_published() -> None:
    loaded, found = checked(hostile())
    assert [(one.code, one.where) for one in found.diagnostics if one.severity is Severity.ERROR] == []
    items = [one for one in loaded.catalog.items.values() if one.id.startswith("legal-service-1")]
    assert len(items) == len(PAYLOADS)
    for item, attack in zip(sorted(items, key=lambda one: one.id), PAYLOADS, strict=True):
        assert item.remarks is not None
        assert item.remarks.startswith(attack)
        assert item.content[0].startswith(attack)
