"""What can be chosen from: the entries of the registries, by id and by every name they go by."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from build_tools.catalog import Catalog


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing to choose: the value that is stored, its name, and other names it may be called by."""

    value: str
    name: str
    also: tuple[str, ...] = ()


Choices = Mapping[str, tuple[Choice, ...]]


def choices_of(catalog: Catalog) -> Choices:
    """The choices by the name a schema gives in ``x-registry``. What has ended is not offered;
    laws stand in the order of their use, there are too many to look through."""
    cited = Counter(basis.law for item in catalog.items.values() for basis in item.basis)
    return {
        "levels": tuple(Choice(level, name) for level, name in catalog.site.level.items()),
        "domains": tuple(Choice(one.id, one.name, one.former_name) for one in catalog.domains.values()),
        "bodies": tuple(
            Choice(one.id, one.name, one.former_name) for one in catalog.bodies.values() if one.retired is None
        ),
        "channels": tuple(Choice(one.id, one.name, one.alias) for one in catalog.channels.values()),
        "laws": tuple(
            Choice(one.id, one.title, (one.number,) if one.number else ())
            for one in sorted(catalog.laws.values(), key=lambda law: -cited[law.id])
            if one.status != "repealed"
        ),
        "items": tuple(Choice(one.id, one.subject.title) for one in catalog.items.values()),
    }
