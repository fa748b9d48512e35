"""The wordings of the catalog in this repository, sorted into pools to draw from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from build_tools.source import REGISTRY_LIMITS, read

Data = dict[str, Any]


@dataclass(slots=True)
class Pool:
    """Distinct wordings in order of first appearance; dictionaries, since the order of sets changes from run to run."""

    categories: dict[str, None] = field(default_factory=dict)
    titles: dict[str, None] = field(default_factory=dict)
    content: dict[str, None] = field(default_factory=dict)
    laws: dict[str, None] = field(default_factory=dict)

    def add(self, item: Data) -> None:
        """Take up what one item says."""
        self.categories[item["subject"]["category"]] = None
        self.titles[item["subject"]["title"]] = None
        self.content.update(dict.fromkeys(item["content"]))
        self.laws.update(dict.fromkeys(one["law"] for one in item["basis"] if "law" in one))


@dataclass(slots=True)
class Words:
    """Everything the generator draws from; ``limits`` by level, with "" for limits that hold at all levels."""

    registries: dict[str, Data] = field(default_factory=dict)
    county: Pool = field(default_factory=Pool)
    domains: dict[str, Pool] = field(default_factory=dict)
    limits: dict[str, dict[str, None]] = field(default_factory=dict)
    groups: dict[str, None] = field(default_factory=dict)
    asking: dict[str, None] = field(default_factory=dict)
    remarks: dict[str, None] = field(default_factory=dict)

    def add(self, domain: str, item: Data) -> None:
        """Take up what one item of a domain says."""
        self.county.add(item)
        self.domains.setdefault(domain, Pool()).add(item)
        limit = item["time_limit"]
        for level, wording in limit.items() if isinstance(limit, dict) else (("", limit),):
            self.limits.setdefault(level, {})[wording] = None
        target = self.asking if item["method"] == "on-request" else self.groups
        target.update(dict.fromkeys(_groups(item["audience"])))
        if "remarks" in item:
            self.remarks[item["remarks"]] = None


def read_words(catalog: Path) -> Words:
    """Read the registries and every item in force that needs no exception, in a fixed order."""
    words = Words({name: _data(catalog / f"{name}.yml") for name in ("site", "domains", "bodies", "channels", "laws")})
    excepted = {one["item"] for one in _data(catalog / "exceptions.yml")}
    repealed = {key for key, law in words.registries["laws"].items() if law["status"] == "repealed"}
    for path in sorted((catalog / "items").glob("*/*.yml")):
        item = _data(path)
        if path.stem in excepted or "retired" in item:
            continue
        item["basis"] = [one for one in item["basis"] if one.get("law") not in repealed]
        words.add(path.parent.name, item)
    return words


def renamed(value: Any) -> Any:
    """The same data for another county: its name and its address on the net replaced."""
    if isinstance(value, str):
        return value.replace("示范县", "模拟县").replace("shifan.example", "moni.example")
    if isinstance(value, dict):
        return {key: renamed(below) for key, below in value.items()}
    return [renamed(below) for below in value]


def _data(path: Path) -> Any:
    """What one file says, under the other county's name."""
    document, found = read(path.name, path.read_bytes(), REGISTRY_LIMITS)
    if found:
        raise ValueError(f"{path.name}: {found[0].code}")
    return renamed(document.data)


def _groups(audience: Any) -> Iterator[str]:
    """The people an audience names in words."""
    parts: Iterable[Any] = audience if isinstance(audience, list) else [audience]
    return (part["group"] for part in parts if isinstance(part, dict))
