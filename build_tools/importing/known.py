"""Rows that are items already: recognised by domain and name, compared field by field."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from build_tools.catalog import Catalog
from build_tools.importing.shape import Difference, Result
from build_tools.model import Item
from build_tools.similar import named_like, names
from build_tools.source import read
from build_tools.trial import State

_SETS = frozenset({"publishing_body", "channel", "level", "method", "stage", "audience"})
"""Fields in which the order says nothing."""

_LEVELED = frozenset({"publishing_body", "channel", "time_limit"})
"""Fields that may say each level apart."""


class Known:
    """The items of a catalog by domain and name."""

    def __init__(self, state: State) -> None:
        self.files = state.files
        self.documents = state.loaded.documents
        self.exact: dict[tuple[str, ...], Item] = {}
        self.alike: dict[tuple[str, ...], Item] = {}
        self.titled: dict[tuple[str, ...], list[Item]] = {}
        for item in _in_force_first(state.loaded.catalog):
            self.exact.setdefault((item.domain, *names(item)), item)
            self.alike.setdefault((item.domain, *named_like(names(item))), item)
            self.titled.setdefault((item.domain, *named_like(names(item)[1:])), []).append(item)

    def item(self, result: Result) -> tuple[Item | None, bool]:
        """The item that a row speaks of, and whether their names are the same to the letter."""
        name = key(result)
        found = self.exact.get((result.domain, *name))
        if found:
            return found, True
        if "subject" not in result.told:
            named = self.titled.get((result.domain, *named_like(name[1:])), [])
            return (named[0] if len(named) == 1 else None), False
        return self.alike.get((result.domain, *named_like(name))), False

    def data(self, item: Item) -> dict[str, Any]:
        """The item as its file has it."""
        data = read(item.path, self.files[item.path])[0].data
        return data if isinstance(data, dict) else {}

    def readable(self, item: Item) -> bool:
        """Whether the whole file could be read, so that it may be changed."""
        document = self.documents.get(item.path)
        return document is not None and document.whole and not document.damaged


def key(result: Result) -> tuple[str, str, str]:
    """The three levels of the name a row gives its item."""
    subject: dict[str, str] = result.data["subject"]
    return subject["category"], subject["title"], subject.get("subtitle", "")


def differences(result: Result, old: dict[str, Any]) -> Iterable[Difference]:
    """The fields that a cell speaks of and that say something else in the item. A field of one value for all levels
    is the same as one with that value for each. A telephone number that was taken from the content goes with it.
    """
    told = result.told | ({"inquiry_contact"} if _outdated(old, result.data) else set())
    for name, new in result.data.items():
        before = old.get(name)
        if name in told and name != "subject" and _plain(name, before) != _plain(name, new):
            yield Difference(name, before, new)


def _outdated(old: dict[str, Any], new: dict[str, Any]) -> bool:
    """Whether the number for inquiries stands in the content as it is, and another one in the table's."""
    before, after = (one.get("inquiry_contact") for one in (old, new))
    if not (isinstance(before, dict) and isinstance(after, dict) and before.keys() == after.keys() == {"phone"}):
        return False
    number, was, now = str(before["phone"]), str(old.get("content")), str(new.get("content"))
    return number in was and number not in now


def _plain(name: str, value: Any) -> Any:
    if name in _LEVELED and isinstance(value, dict) and value.keys() <= {"city", "county", "township", "village"}:
        each = {level: _plain(name, one) for level, one in value.items()}
        first = next(iter(each.values()), None)
        return first if all(one == first for one in each.values()) else each
    if name in _SETS:
        return sorted(map(repr, value if isinstance(value, list) else [value]))
    return value


def _in_force_first(catalog: Catalog) -> list[Item]:
    return sorted(catalog.items.values(), key=lambda item: item.retired is not None)
