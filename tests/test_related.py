"""Related items: near ones first, each name once, ended ones never."""

from __future__ import annotations

import random
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from build_tools import related as related_items
from build_tools.cache import Cache
from build_tools.catalog import Catalog
from build_tools.folder import Folder
from build_tools.load import load
from build_tools.model import Item, Retired
from build_tools.publish.near import Near
from build_tools.related import MOST, Related

HERE = Path(__file__).parent.parent
FOLDER = Folder(HERE, "catalog")
CATALOG = load(FOLDER.files(), FOLDER.root, FOLDER.problems).catalog


def related(catalog: Catalog, kept: Cache | None = None) -> dict[str, tuple[Item, ...]]:
    found = Related(catalog, kept)
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


def borrowed(item: Item, other: Item) -> dict[str, Item]:
    """Its name and content are those of another."""
    return {item.id: replace(item, subject=other.subject, content=other.content)}


EDITS: dict[str, Callable[[Item, Item], dict[str, Item]]] = {
    "title": lambda item, _: {item.id: replace(item, subject=item.subject._replace(title=f"新{item.subject.title}"))},
    "content": lambda item, other: {item.id: replace(item, content=other.content)},
    "basis": lambda item, other: {item.id: replace(item, basis=other.basis)},
    "category": lambda item, _: {item.id: replace(item, subject=item.subject._replace(category="新的一类"))},
    "domain": lambda item, other: {item.id: replace(item, domain=other.domain)},
    "ended": lambda item, _: {item.id: replace(item, retired=None if item.retired else Retired("2026-01-01", "x"))},
    "copied": lambda item, _: {f"{item.id}-again": replace(item, id=f"{item.id}-again")},
    "borrowed": borrowed,
    "limit": lambda item, _: {item.id: replace(item, remarks="新")},
}


@pytest.mark.parametrize("seed", range(6))
def test_what_stays_is_what_would_be_chosen_anew(seed: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    chosen: list[str] = []
    original = related_items._chosen

    def counted(key: str, *rest: Any) -> list[str]:
        chosen.append(key)
        return original(key, *rest)

    monkeypatch.setattr(related_items, "_chosen", counted)
    dice, kept, catalog = random.Random(seed), Cache(tmp_path), CATALOG
    related(catalog, kept)
    fewer = 0
    for _ in range(12):
        items = dict(catalog.items)
        for _ in range(dice.choice((1, 1, 2, 5))):
            item, other = dice.sample(list(items.values()), 2)
            if dice.random() < 0.1:
                del items[item.id]
            else:
                items |= EDITS[dice.choice(list(EDITS))](item, other)
        catalog = replace(catalog, items=items)
        chosen.clear()
        again = related(catalog, kept)
        fewer += len(chosen) < len(items)
        assert again == related(catalog)
    assert fewer > 6


@pytest.mark.parametrize("how", ["elsewhere", "here", "few"])
def test_what_is_found_out_beside_the_check_is_the_same(
    tmp_path: Path, how: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setattr("build_tools.publish.near.MANY", 10**6 if how == "few" else 1)
    monkeypatch.setattr("build_tools.publish.near.cores", lambda: 2)
    monkeypatch.setattr("build_tools.processes.can_fork", lambda: how == "elsewhere")
    loaded = load(FOLDER.files(), FOLDER.root, FOLDER.problems)
    for _ in range(2):  # again, of what was kept
        with closing(Near(HERE)) as near:
            near.begin(loaded)
            found = near.found()
            assert near.found() is found, "it is asked once"
        assert (found is None) is (how == "few")
        if found is not None:
            there = Related(loaded.catalog, None, found)
            assert {key: there.of(item) for key, item in loaded.catalog.items.items()} == related(CATALOG)
