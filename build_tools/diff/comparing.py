"""Two sides → every change. Only files that differ are read, and the registries, which give the names."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import PurePosixPath
from typing import Any

from build_tools.diagnostics import Diagnostic, Severity, Span, Where
from build_tools.diff.changes import Change, Kind, Step, steps
from build_tools.diff.effects import reached
from build_tools.diff.facts import entry_facts, item_facts
from build_tools.fields import ENTRIES, REGISTRIES
from build_tools.load import Loaded, kind_of, load
from build_tools.model import Adjustment, Exemption, Item
from build_tools.revisions import CATALOG, Side

_REGISTRY_FILES = {f"{CATALOG}/{name}.yml" for name in REGISTRIES}


@dataclass(frozen=True, slots=True)
class Compared:
    """``changes`` in the order of domains; ``old`` and ``new`` hold the items of the files that differ and all the
    registries. ``counts``: items of each domain on the new side. ``adjustments``: those written since.
    ``outside``: files of the project beyond the catalog that a revision changed.
    """

    base: Side
    head: Side
    old: Loaded
    new: Loaded
    changes: tuple[Change, ...]
    counts: Mapping[str, int]
    adjustments: tuple[Adjustment, ...] = ()
    outside: tuple[str, ...] = ()

    def others(self, domain: str, changed: Iterable[str]) -> list[Item]:
        """The items of a domain on the new side that are not among those changed."""
        left = set(changed)
        inner = f"{CATALOG}/items/{domain}/"
        paths = [one for one in self.head.keys if one.startswith(inner) and PurePosixPath(one).stem not in left]
        found = load(self.head.read([*paths, *_REGISTRY_FILES]).items()).catalog.items.values()
        return [item for item in found if item.retired is None]


def compare(base: Side, head: Side) -> Compared:
    """Every change from one side to the other, each once."""
    differing = [path for path in {**base.keys, **head.keys} if base.keys.get(path) != head.keys.get(path)]
    wanted = [*differing, *(path for path in sorted(_REGISTRY_FILES) if path not in differing)]
    old, new = (load(side.read(wanted).items(), problems=side.problems) for side in (base, head))
    state = _State(base, head, old, new, set(differing))
    unread = list(state.unreadable())
    doubtful = {one.where_new.path for one in unread if one.where_new}
    items = (one for one in state.items() if one.where_new is None or one.where_new.path not in doubtful)
    found = [*items, *state.registries(), *state.records(), *unread]
    order = {domain: number for number, domain in enumerate([*new.catalog.domains, *old.catalog.domains])}
    found.sort(key=lambda one: (one.file != "item", order.get(one.domain, len(order)), one.domain, one.file, one.id))
    domains = (PurePosixPath(path).parts[2] for path in head.keys if path.startswith(f"{CATALOG}/items/"))
    before = {one.id for one in old.catalog.adjustments}
    since = tuple(one for one in new.catalog.adjustments if one.id not in before)
    return Compared(base, head, old, new, tuple(found), Counter(domains), since)


@dataclass(slots=True)
class _State:
    base: Side
    head: Side
    old: Loaded
    new: Loaded
    differing: set[str]

    def items(self) -> Iterator[Change]:
        before, after = dict(self.old.catalog.items), dict(self.new.catalog.items)
        successors = {alias: key for key, item in after.items() for alias in item.alias if alias in before}
        for key, item in before.items():
            successor = key if key in after else successors.get(key)
            if successor is None:
                if item.path not in self.head.keys:
                    yield self._whole("removed", item, old=True)
            else:
                yield from self._item(item, after[successor])
        known = {*before, *(new for old, new in successors.items() if old not in after)}
        for key, item in after.items():
            if key not in known and item.path not in self.base.keys:
                yield self._whole("added", item, old=False)

    def _item(self, old: Item, new: Item) -> Iterator[Change]:
        if old.path == new.path and old.path not in self.differing:
            return
        told = Change(
            "changed", "item", new.id, new.subject.name, domain=new.domain,
            where_old=Span(old.path), where_new=Span(new.path),
        )  # fmt: skip
        found = []
        if old.id != new.id:
            found.append(replace(told, kind="renamed", old=old.id, new=new.id))
        if old.domain != new.domain:
            names = (side.catalog.domains for side in (self.old, self.new))
            texts = [
                known[key].name if key in known else key
                for known, key in zip(names, (old.domain, new.domain), strict=True)
            ]
            found.append(replace(told, kind="moved", old=texts[0], new=texts[1]))
        if bool(old.retired) != bool(new.retired):
            kind: Kind = "retired" if new.retired else "restored"
            reason = (new.retired or old.retired).reason  # type: ignore[union-attr]
            found.append(replace(told, kind=kind, field=("retired",), new=reason))
        elif old.retired and new.retired and old.retired != new.retired:
            found += self._placed(
                told,
                old.path,
                new.path,
                (),
                steps(list(entry_facts(old.retired, ("retired",))), list(entry_facts(new.retired, ("retired",)))),
            )
        both = (list(item_facts(old, self.old.catalog)), list(item_facts(new, self.new.catalog)))
        renamed_by_registry = (
            not found and old.path == new.path and self.base.keys[old.path] == self.head.keys[new.path]
        )
        found += [] if renamed_by_registry else self._placed(told, old.path, new.path, (), steps(*both))
        yield from found or [replace(told, kind="format")]

    def _whole(self, kind: Kind, item: Item, old: bool) -> Change:
        span = Span(item.path)
        return Change(
            kind, "item", item.id, item.subject.name, domain=item.domain,
            where_old=span if old else None, where_new=None if old else span,
        )  # fmt: skip

    def _placed(self, told: Change, old: str, new: str, head: Where, found: Iterable[Step]) -> list[Change]:
        """The steps as changes of one entry, with their places in both files."""
        made = []
        for step in found:
            places: list[Span | None] = []
            for loaded, path, at in ((self.old, old, step.at_old), (self.new, new, step.at_new)):
                document = loaded.documents.get(path)
                places.append(document.span((*head, *at)) if document is not None and at is not None else None)
            made.append(
                replace(
                    told,
                    kind=step.kind,
                    field=step.field,
                    level=step.level,
                    key=step.key,
                    old=step.old,
                    new=step.new,
                    where_old=places[0],
                    where_new=places[1],
                )
            )
        return made

    def registries(self) -> Iterator[Change]:
        found = []
        for name in (one for one in REGISTRIES if f"{CATALOG}/{one}.yml" in self.differing):
            before, after = (_entries(loaded, name) for loaded in (self.old, self.new))
            changes = [
                one for key in {**before, **after} for one in self._entry(name, key, before.get(key), after.get(key))
            ]
            whole = [Change("format", name, name, "", where_new=Span(f"{CATALOG}/{name}.yml"))]
            found += changes or ([] if self._unread(name) else whole)
        touched = {(one.file, one.id) for one in found if one.file in ENTRIES}
        effects = reached(touched, self.head) if touched else {}
        return (replace(one, effect=effects.get((one.file, one.id), ())) for one in found)

    def _unread(self, name: str) -> bool:
        return name in self.old.catalog.unread or name in self.new.catalog.unread

    def _entry(self, name: str, key: str, old: Any, new: Any) -> list[Change]:
        path = f"{CATALOG}/{name}.yml"
        head: Where = (key,) if name in (*ENTRIES, "synonyms") else ()
        title = str(getattr(new or old, "name", "") or getattr(new or old, "title", "") or "")
        told = Change("changed", name, key, title)
        if old is None or new is None:
            if key in self.old.catalog.unread or key in self.new.catalog.unread or self._unread(name):
                return []
            loaded = self.new if old is None else self.old
            document = loaded.documents.get(path)
            number: Where = (getattr(new or old, "number", 0),) if name == "exceptions" else head
            span = document.span(number, key=True) if document else None
            if old is None:
                return [replace(told, kind="added", new=_said(new), where_new=span)]
            return [replace(told, kind="removed", old=_said(old), where_old=span)]
        return self._placed(told, path, path, head, steps(list(entry_facts(old)), list(entry_facts(new))))

    def records(self) -> Iterator[Change]:
        """Adjustment records: written, changed afterwards, or taken away."""
        before = {one.id: one for one in self.old.catalog.adjustments}
        after = {one.id: one for one in self.new.catalog.adjustments}
        for key in {**before, **after}:
            old, new = before.get(key), after.get(key)
            told = Change("changed", "adjustment", key, (new or old).title)  # type: ignore[union-attr]
            if old is None and new is not None:
                yield replace(told, kind="added", new=new.reason, where_new=Span(new.path))
            elif new is None and old is not None:
                yield replace(told, kind="removed", old=old.reason, where_old=Span(old.path))
            elif old is not None and new is not None:
                found = steps(list(entry_facts(old)), list(entry_facts(new)))
                yield from self._placed(told, old.path, new.path, (), found)

    def unreadable(self) -> Iterator[Change]:
        """Files of the new side that say less than they should, because something in them could not be read."""
        seen: dict[str, Diagnostic] = {}
        for one in self.new.diagnostics:
            if one.severity is Severity.ERROR and one.where.path in self.differing:
                seen.setdefault(one.where.path, one)
        for path, one in seen.items():
            inner = PurePosixPath(path).relative_to(CATALOG)
            domain = inner.parts[1] if inner.parts[0] == "items" and len(inner.parts) > 2 else ""
            kind = kind_of(inner) or "item"
            yield Change("unreadable", kind, inner.stem, "", key=one.code, where_new=one.where, domain=domain)


def _entries(loaded: Loaded, name: str) -> dict[str, Any]:
    """The entries of a registry by id; site.yml is one; an exception is known by its rule and item."""
    if name == "site":
        return {"site": loaded.catalog.site}
    if name == "exceptions":
        found: tuple[Exemption, ...] = loaded.catalog.exceptions
        return {f"{one.rule} {one.item}": one for one in found}
    return dict(getattr(loaded.catalog, name))


def _said(entry: Any) -> str:
    if isinstance(entry, Exemption):
        return entry.reason
    return str(getattr(entry, "name", "") or getattr(entry, "title", "") or "")
