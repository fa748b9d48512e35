"""The domains in the sets they come from: the pilot of 2019, what was added later, what is local."""

from __future__ import annotations

from build_tools import fields
from build_tools.index import Index
from build_tools.messages import page as words
from build_tools.model import Domain

DomainSet = tuple[str, str, tuple[Domain, ...]]
"""A set's id, its name, its domains in the order of the catalog."""


def domain_sets(index: Index) -> tuple[DomainSet, ...]:
    """The sets that have domains with items, in the order of the schema; domains without a set come last."""
    names = {**fields.choice_labels("domains", ("*", "set")), "other": words("other_domains")[0]}
    found = (
        (key, name, tuple(one for one in index.domains() if (one.set or "other") == key)) for key, name in names.items()
    )
    return tuple(one for one in found if one[2])
