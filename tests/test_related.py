"""Related items: near ones first, each name once, ended ones never."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from build_tools.catalog import Catalog
from build_tools.folder import Folder
from build_tools.load import load
from build_tools.model import Item, Retired
from build_tools.related import MOST, Related

HERE = Path(__file__).parent.parent
FOLDER = Folder(HERE, "catalog")
CATALOG = load(FOLDER.files(), FOLDER.root, FOLDER.problems).catalog


def related(catalog: Catalog) -> dict[str, tuple[Item, ...]]:
    found = Related(catalog)
    return {key: found.of(item) for key, item in catalog.items.items()}


def test_every_item_has_others_near_ones_first() -> None:
    found = related(CATALOG)
    assert set(found) == set(CATALOG.items)
    for key, others in found.items():
        item = CATALOG.items[key]
        assert 1 <= len(others) <= MOST
        assert key not in {one.id for one in others}
        assert len({(one.domain, one.subject.name) for one in others}) == len(others)
        assert not any(one.retired for one in others)
        near = [
            (one.domain != item.domain) * 2
            + (one.domain == item.domain and one.subject.category != item.subject.category)
            for one in others
        ]
        assert near == sorted(near)


def test_the_order_of_reading_decides_nothing() -> None:
    turned = replace(CATALOG, items=dict(reversed(list(CATALOG.items.items()))))
    few = related(CATALOG)
    assert {key: [one.id for one in few[key]] for key in few} == {
        key: [one.id for one in others] for key, others in related(turned).items()
    }


def test_an_ended_item_leads_on_but_is_not_led_to() -> None:
    key = next(key for key, others in related(CATALOG).items() if others and not CATALOG.items[key].retired)
    ended = replace(CATALOG.items[key], retired=Retired("2026-01-01", "x"))
    found = related(replace(CATALOG, items={**CATALOG.items, key: ended}))
    assert found[key]
    assert all(one.id != key for others in found.values() for one in others)
