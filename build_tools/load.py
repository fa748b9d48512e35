"""Files → Loaded: the only place that strings reading, schema and model together.

The files come as pairs of path and bytes: from disk, from a git revision, or from a test.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import PurePosixPath
from typing import Any

from build_tools import assemble
from build_tools.catalog import Catalog
from build_tools.diagnostics import Diagnostic, Span
from build_tools.fields import OPTIONAL, REGISTRIES
from build_tools.garbage import no_collection
from build_tools.known import Known, Raw, bytes_of, digest_of
from build_tools.model import Adjustment, Exemption, Item, Site
from build_tools.named import Named
from build_tools.placeholder import filled
from build_tools.sound import read_ahead, read_validated
from build_tools.source import ABSENT, ITEM_LIMITS, REGISTRY_LIMITS, Document, Limits, Spans, read
from build_tools.text import nearest

NEEDED = tuple(name for name in REGISTRIES if name not in OPTIONAL)
"""The registries every catalog has."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """The catalog as far as it could be read, every complaint so far, and the documents that know the places.

    ``root`` is the folder all paths begin with, ``digests`` the checksums of the files' bytes, ``named`` those of what
    the registries say of what items name.
    """

    catalog: Catalog
    diagnostics: tuple[Diagnostic, ...]
    documents: dict[str, Document]
    root: str
    digests: dict[str, bytes]
    named: Named

    def registry(self, name: str) -> str:
        """The path of a registry file."""
        return f"{self.root}/{name}.yml"


@dataclass(slots=True)
class _Load:
    root: str
    known: Known
    digests: dict[str, bytes] = field(default_factory=dict)
    documents: dict[str, Document] = field(default_factory=dict)
    found: list[Diagnostic] = field(default_factory=list)
    unread: set[str] = field(default_factory=set)
    misnamed: set[str] = field(default_factory=set)
    registries: dict[str, Any] = field(default_factory=dict)
    items: list[Item] = field(default_factory=list)
    adjustments: list[Adjustment] = field(default_factory=list)

    def take(self, path: str, file: Raw) -> None:
        """Read one file and keep what it says."""
        inner = path[len(self.root) + 1 :]
        kind = kind_of(inner)
        if kind is None:
            self._unexpected(path, PurePosixPath(inner))
            return
        digest = digest_of(file)
        limits = ITEM_LIMITS if kind in ("item", "adjustment") else REGISTRY_LIMITS
        mark = Known.mark(kind, digest)
        if self.known.has(mark):
            self.digests[path] = digest
            self.documents[path] = Document(path, ABSENT, locate=partial(_places, path, file, limits))
            if kind == "item":
                self.items.append(self.known.built(path, digest, partial(self._known_item, inner, path, digest)))
            else:
                self._keep(kind, inner, path, self.known.data(mark))
            return
        if (raw := bytes_of(file)) is None:  # the folder has told of it
            return
        self.digests[path] = digest = digest_of(raw)
        mark = Known.mark(kind, digest)
        document, found, sound = read_validated(path, raw, kind, limits)
        self.documents[path] = document
        self.found += found
        data = filled(document.data, document.damaged, kind) if document.damaged else document.data
        if kind == "exceptions" and document.damaged:
            _accepted_all_the_same(document.data, data)
        if () in document.damaged or not document.whole or data == ABSENT or document.lacks_keys(()):
            self.unread.add(_stem(inner))
            if data == ABSENT or not isinstance(data, dict | list):
                return
        elif sound:
            self.known.learn(mark, document.data)
        document.data = ABSENT  # what follows works with the model; 100,000 items have to fit into memory
        self._keep(kind, inner, path, data)

    def _known_item(self, inner: str, path: str, digest: bytes) -> Item:
        return assemble.item(_stem(inner), inner.split("/")[1], path, self.known.data(digest))

    def _keep(self, kind: str, inner: str, path: str, data: Any) -> None:
        if kind in REGISTRIES:
            self.registries[kind] = data
            return
        try:
            if kind == "item":
                self.items.append(assemble.item(_stem(inner), inner.split("/")[1], path, data))
            else:
                self.adjustments.append(assemble.adjustment(_stem(inner), path, data))
        except (KeyError, TypeError, AttributeError):  # too little was left of a damaged file
            self.unread.add(_stem(inner))

    def _unexpected(self, path: str, inner: PurePosixPath) -> None:
        """A file that is no part of a catalog: perhaps only its name is wrong."""
        plain = inner.name.removesuffix(".txt")  # what Notepad adds
        if plain.lower().endswith((".yml", ".yaml")):
            stem = plain.rpartition(".")[0]
            like = nearest(stem, REGISTRIES) if len(inner.parts) == 1 else None
            meant = f"{stem}.yml" if inner.suffix != ".yml" else f"{like}.yml" if like else None
            self.unread.add(stem)
            self.misnamed.add(meant or "")
            self.found.append(
                Diagnostic(Span(path), "unexpected-file", args={"name": inner.name, "meant": meant or ""})
            )
        else:
            self.found.append(Diagnostic(Span(path), "stray-file", args={"name": inner.name}))

    def entries(self, kind: str, build: Any) -> dict[str, Any]:
        """The entries of a registry; one that is too damaged is known by its id alone."""
        data = self.registries.get(kind, {})
        made: dict[str, Any] = {}
        document = self.documents.get(f"{self.root}/{kind}.yml")
        for key, value in (data if isinstance(data, dict) else {}).items():
            if document is not None and (key,) in document.damaged:
                self.unread.add(key)
                continue
            try:
                made[key] = build(key, value)
            except (KeyError, TypeError, AttributeError):
                self.unread.add(key)
        return made

    def site(self) -> Site:
        try:
            return assemble.site(self.registries["site"])
        except (KeyError, TypeError, AttributeError):
            return Site()

    def exceptions(self) -> Iterator[Exemption]:
        data = self.registries.get("exceptions", [])
        document = self.documents.get(f"{self.root}/exceptions.yml")
        for number, one in enumerate(data if isinstance(data, list) else []):
            if document is not None and not document.is_damaged((number,)) and one["rule"] and one["item"]:
                yield assemble.exemption(number, one)


def load(
    files: Iterable[tuple[str, Raw]],
    root: str = "catalog",
    problems: Iterable[Diagnostic] = (),
    known: Known | None = None,
) -> Loaded:
    """Read every file once; of those ``known`` to be sound only what they say. ``problems`` are of the folder."""
    state = _Load(root, known or Known())
    with no_collection():
        files = tuple(files)
        read_ahead(files, f"{root}/items", ITEM_LIMITS, state.known)
        for path, raw in files:
            state.take(path, raw)
        problems = tuple(problems)
        state.unread |= {PurePosixPath(one.where.path).stem for one in problems}
        catalog = _catalog(state)
    state.found += problems
    spoken_of = {one.where.path for one in state.found} | {f"{root}/{name}" for name in state.misnamed}
    for path in (f"{root}/{name}.yml" for name in NEEDED):
        if path not in state.documents and path not in spoken_of:
            state.found.append(Diagnostic(Span(path), "missing-file", args={"name": PurePosixPath(path).name}))
    return Loaded(catalog, tuple(state.found), state.documents, root, state.digests, Named(catalog))


def _places(path: str, file: Raw, limits: Limits) -> Spans:
    """The places in a file that is known to be sound."""
    return read(path, bytes_of(file) or b"", limits)[0].spans()


def _catalog(state: _Load) -> Catalog:
    domains = state.entries("domains", assemble.domain)
    builders = {"bodies": assemble.body, "channels": assemble.channel, "laws": assemble.law}
    made = {kind: state.entries(kind, build) for kind, build in builders.items()}
    order = {key: number for number, key in enumerate(domains)}
    items = sorted(state.items, key=lambda item: (order.get(item.domain, len(order)), item.domain, item.id))
    return Catalog(
        site=state.site(),
        domains=domains,
        bodies=made["bodies"],
        channels=made["channels"],
        laws=made["laws"],
        synonyms=state.entries("synonyms", assemble.synonym),
        items=_by_id(items),
        adjustments=tuple(sorted(state.adjustments, key=lambda one: (one.date, one.id), reverse=True)),
        exceptions=tuple(state.exceptions()),
        unread=frozenset(state.unread | {name for name in NEEDED if name not in state.registries} | _levels(state)),
    )


def _by_id(items: list[Item]) -> dict[str, Item]:
    """By id; an id used twice keeps both, the second under its path (the rule ``id-reused`` speaks of it)."""
    made: dict[str, Item] = {}
    for item in items:
        made[item.id if item.id not in made else item.path] = item
    return made


def kind_of(inner: PurePosixPath | str) -> str | None:
    """Which of ``fields.NAMES`` a file is by its path within the catalog; None: no file of a catalog."""
    parts = str(inner).split("/")  # asked of every file: a path of the library takes six times as long
    stem, _, suffix = parts[-1].rpartition(".")
    if suffix != "yml" or not stem:
        return None
    if len(parts) == 1 and stem in REGISTRIES:
        return stem
    return {(3, "items"): "item", (2, "adjustments"): "adjustment"}.get((len(parts), parts[0]))


def _stem(path: str) -> str:
    return path.rpartition("/")[2].removesuffix(".yml")


def kind_at(path: str, root: str = "catalog") -> str | None:
    """The same for a path that leads to the catalog from somewhere above it."""
    parts = PurePosixPath(path.replace("\\", "/")).parts
    below = (PurePosixPath(*parts[number + 1 :]) for number, part in enumerate(parts) if part == root)
    return next(filter(None, map(kind_of, below)), None)


def _accepted_all_the_same(typed: Any, data: Any) -> None:
    """An exception whose key ``item`` is misspelt still accepts what it was written for."""
    for before, one in zip(typed, data, strict=False) if isinstance(data, list) and isinstance(typed, list) else ():
        if isinstance(before, dict) and isinstance(one, dict) and one.get("item") == ABSENT:
            values = (value for key, value in before.items() if key not in one and isinstance(value, str))
            one["item"] = next(values, ABSENT)


def _levels(state: _Load) -> set[str]:
    """Which levels a county has is not known while site.yml does not name them all readably."""
    document = state.documents.get(f"{state.root}/site.yml")
    return {"site"} if document is not None and any(part[:1] == ("level",) for part in document.damaged) else set()
