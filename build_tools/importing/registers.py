"""The registries while a table is read: what is registered, what the program knows of, and what is to be added."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from pathlib import PurePosixPath
from typing import Any

from build_tools.acceptor import id_fault
from build_tools.catalog import Catalog
from build_tools.fields import ENTRIES, vocabulary
from build_tools.importing.shape import Entry, Spot
from build_tools.search.sound import syllable
from build_tools.source import REGISTRY_LIMITS, read
from build_tools.starter import parts
from build_tools.text import letters

_LONGEST = 60
_NAME = {"laws": "title"}
_ALSO = {"domains": "former_name", "bodies": "former_name", "channels": "alias"}


class Registers:
    """Finds entries by what they are called, and takes new ones."""

    def __init__(self, catalog: Catalog) -> None:
        self.catalog = catalog
        self.entries: dict[tuple[str, str], Entry] = {}
        self._called = {name: _called(catalog, name) for name in ENTRIES}
        self._sure = {name: dict(_sure(called)) for name, called in self._called.items()}

    def called(self, registry: str) -> dict[str, tuple[str, ...]]:
        """Every entry in force, the new ones too: its name first, then the other names it goes by."""
        return self._called[registry]

    def named(self, registry: str, text: str) -> str | None:
        """The entry with just this name or other name, whatever marks and widths it is written in."""
        return self._sure[registry].get(letters(text))

    def add(self, registry: str, name: str, data: dict[str, Any], spot: Spot | None) -> str:
        """Register something new under an id made from its name; what the program knows comes with all it knows."""
        found = _known_id(registry, name)
        known = found is not None and self._free(registry, found)
        key = found if found is not None and known else self._id(registry, name)
        if known:
            data = {name: value for name, value in _known()[registry][key].items() if self._fits(name, value)}
        self.entries[registry, key] = Entry(registry, key, data, spot, known)
        also = (short(name),) if registry == "laws" else tuple(data.get(_ALSO.get(registry, ""), ()))
        self._called[registry][key] = (name, *also)
        for one in (name, *also):
            self._sure[registry].setdefault(letters(one), key)
        return key

    def level(self, body: str) -> str:
        """The level of a publishing body."""
        entry = self.entries.get(("bodies", body))
        return str(entry.data["level"]) if entry else self.catalog.bodies[body].level

    def _free(self, registry: str, key: str) -> bool:
        """Whether an id may be given; of a registry that cannot be read at all only what was read is known."""
        taken = key in getattr(self.catalog, registry) or key in self.catalog.unread
        return not taken and (registry, key) not in self.entries

    def _fits(self, field: str, value: Any) -> bool:
        """What the program knows of other entries holds only where the county has them."""
        return field != "lead" or value in self.catalog.bodies

    def _id(self, registry: str, name: str) -> str:
        base = spelled(name) or registry.rstrip("s")
        base = f"{registry}-{base}" if id_fault(base) else base
        number, key = 1, base
        while not self._free(registry, key):
            number += 1
            key = f"{base}-{number}"
        return key


def spelled(name: str) -> str:
    """A name as an id: its syllables, or only their first letters where they are too long together."""
    plain = letters(name)
    words: list[str] = []
    joined = False
    for char in plain:
        ascii_ = char.isascii() and char.isalnum()
        heard = char if ascii_ else syllable(char)
        if ascii_ and joined and words:
            words[-1] += heard
        elif heard:
            words.append(heard)
        joined = ascii_
    made = "-".join(words)
    if len(made) > _LONGEST:
        made = "".join(word[0] for word in words)[:_LONGEST]
    return made if made[:1].isalpha() or not made else f"n-{made}"


def _called(catalog: Catalog, registry: str) -> dict[str, tuple[str, ...]]:
    if registry == "bodies":
        return {one.id: (one.name, *one.former_name) for one in catalog.bodies.values() if one.retired is None}
    if registry == "domains":
        return {one.id: (one.name, *one.former_name) for one in catalog.domains.values()}
    if registry == "channels":
        return {one.id: (one.name, *one.alias) for one in catalog.channels.values()}
    return {one.id: (one.title, short(one.title)) for one in catalog.laws.values()}


def short(title: str) -> str:
    """The title of a law as people also write it, without the name of the country."""
    return vocabulary("nation").sub("", title)


def _sure(called: dict[str, tuple[str, ...]]) -> Iterable[tuple[str, str]]:
    """Names to ids; of two with the same one the first, and a name counts before another's other name."""
    pairs = [(letters(names[0]), key) for key, names in called.items()]
    pairs += [(letters(one), key) for key, names in called.items() for one in names[1:]]
    return reversed(pairs)


@cache
def _known() -> dict[str, dict[str, dict[str, Any]]]:
    """The entries of the registries that a new county's repository starts with, but for its own offices."""
    found: dict[str, dict[str, dict[str, Any]]] = {name: {} for name in ENTRIES}
    for part in parts():
        name = PurePosixPath(part.to).stem
        if part.to.startswith("catalog/") and name in ENTRIES and name != "bodies" and "/items/" not in part.to:
            found[name] = read(part.to, part.raw, REGISTRY_LIMITS)[0].data
    return found


def _known_id(registry: str, name: str) -> str | None:
    wanted = letters(short(name))
    for key, data in _known()[registry].items():
        names = (data[_NAME.get(registry, "name")], *data.get(_ALSO.get(registry, ""), ()))
        if wanted in (letters(short(one)) for one in names):
            return key
    return None
