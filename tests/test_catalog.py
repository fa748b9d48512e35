"""The real catalog in this repository: clean, complete, and of the size a county has."""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from build_tools.catalog import index_number
from build_tools.check import Checked, check
from build_tools.folder import Folder
from build_tools.index import build_index
from build_tools.load import Loaded, load

HERE = Path(__file__).parent.parent
PILOT_FIELDS = 26


@pytest.fixture(scope="module")
def real() -> tuple[Loaded, Checked]:
    """The catalog of 示范县, checked on a day when its exceptions are in force."""
    folder = Folder(HERE)
    loaded = load(folder.files(), problems=folder.problems)
    return loaded, check(loaded, date(2026, 11, 22))


def test_it_has_no_finding_and_every_accepted_warning_a_reason(real: tuple[Loaded, Checked]) -> None:
    loaded, result = real
    assert result.diagnostics == ()
    assert len(result.accepted) == len(loaded.catalog.exceptions)
    assert all(len(one.reason) > 8 for one in loaded.catalog.exceptions)


def test_every_pilot_field_every_level_and_enough_items(real: tuple[Loaded, Checked]) -> None:
    catalog = real[0].catalog
    active = list(catalog.active())
    assert len(active) >= 180
    pilot = [one.id for one in catalog.domains.values() if one.set == "pilot-2019"]
    assert len(pilot) == PILOT_FIELDS
    counts = Counter(item.domain for item in active)
    assert min(counts[one] for one in pilot) >= 3
    assert (
        {level for item in active for level in item.level}
        == set(catalog.site.level)
        == {"county", "township", "village"}
    )
    assert len(catalog.bodies["township-government"].member) >= 4
    assert len(catalog.bodies["village-committee"].member) >= 4


def test_nobody_can_take_it_for_a_real_county(real: tuple[Loaded, Checked]) -> None:
    catalog = real[0].catalog
    assert (catalog.site.name, catalog.site.code) == ("示范县", "000000")
    for body in catalog.bodies.values():
        if body.contact and body.contact.phone:
            assert body.contact.phone.startswith("0000-")
    for item in catalog.items.values():
        assert all(url.startswith("https://www.shifan.example/") for _, url in item.link)


def test_every_index_number_is_its_own(real: tuple[Loaded, Checked]) -> None:
    catalog = real[0].catalog
    numbers = [index_number(item, catalog) for item in catalog.items.values()]
    assert None not in numbers
    assert len(set(numbers)) == len(numbers)


def test_counts_add_up(real: tuple[Loaded, Checked]) -> None:
    index = build_index(real[0].catalog)
    assert sum(len(items) for items in index.by_domain.values()) == len(list(real[0].catalog.active()))
    for level, items in index.by_level.items():
        assert sum(index.counts.get((domain, level), 0) for domain in index.by_domain) == len(items)
    for role in (one for one in real[0].catalog.bodies.values() if one.member):
        for member in role.member:
            assert set(index.by_body[role.id]) <= set(index.by_body[member])
