"""Ids ⇄ the names people know: a cell shows a name wherever the name alone says which entry is meant."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from build_tools.catalog import Catalog, like_entry
from build_tools.exporting.shapes import LEVELS
from build_tools.fields import choice_labels


class Names:
    """The names of all registries of one catalog."""

    def __init__(self, catalog: Catalog) -> None:
        self.catalog = catalog
        bodies, domains = catalog.bodies.values(), catalog.domains.values()
        laws, channels = catalog.laws.values(), catalog.channels.values()
        self.shown_as: Mapping[str, Mapping[str, str]] = {
            "bodies": {one.id: one.name for one in bodies},
            "domains": {one.id: one.name for one in domains},
            "channels": {one.id: one.name for one in channels},
            "laws": {one.id: one.title for one in laws},
            LEVELS: {**choice_labels("item", ("level", 0)), **catalog.site.level},
        }
        self._ids = {
            registry: _unique((name, key) for key, name in names.items() if name not in names)
            for registry, names in self.shown_as.items()
        }
        self._also = {
            "bodies": _unique((name, one.id) for one in bodies for name in one.former_name),
            "domains": _unique((name, one.id) for one in domains for name in one.former_name),
            "channels": _unique((name, one.id) for one in channels for name in one.alias),
        }

    def shown(self, registry: str, key: str) -> str:
        """What a cell shows for an id."""
        name = self.shown_as.get(registry, {}).get(key, "")
        return name if self._ids.get(registry, {}).get(name) == key else key

    def meant(self, registry: str, typed: str) -> str | None:
        """The id meant by a name, by the id itself, or by what the entry was called before."""
        entries = self.shown_as.get(registry)
        if entries is None or typed in entries:
            return typed
        for names in (self._ids[registry], self._also.get(registry, {})):
            for called in (typed, typed.strip("《》")):
                if called in names:
                    return names[called]
        return None

    def like(self, registry: str, typed: str) -> str:
        """The name of the entry that was perhaps meant."""
        if registry == LEVELS:
            return ""
        return like_entry(typed, registry, self.catalog)[1]

    def offered(self, registry: str) -> tuple[tuple[str, str], ...]:
        """What a cell may say for each entry, with its id; what has ended is not offered."""
        entries = self.catalog.site.level if registry == LEVELS else self.shown_as[registry]
        return tuple((self.shown(registry, key), key) for key in entries if not self._ended(registry, key))

    def _ended(self, registry: str, key: str) -> bool:
        if registry == "bodies":
            return self.catalog.bodies[key].retired is not None
        return registry == "laws" and self.catalog.laws[key].status == "repealed"


def _unique(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Name → id, for the names that only one has."""
    known = list(pairs)
    count = Counter(name for name, _ in known)
    return {name: key for name, key in known if count[name] == 1}
