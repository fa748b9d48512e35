"""Runs every rule over a loaded catalog, applies the accepted exceptions, sorts what is left."""

from __future__ import annotations

import traceback
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from pathlib import PurePosixPath

from build_tools.catalog import Catalog, like_item
from build_tools.diagnostics import Diagnostic, Finding, Fix, Severity, Span, Where
from build_tools.fields import ENTRIES
from build_tools.garbage import no_collection
from build_tools.known import Known
from build_tools.load import Loaded
from build_tools.model import Exemption, Item
from build_tools.processes import can_fork, spread
from build_tools.rules import Rule, all_rules
from build_tools.sound import MANY
from build_tools.text import nearest

_CheckItem = Callable[[Item, Catalog], Iterator[Finding]]
_CHUNK = 200
_BY_ENTRY = ("bodies", "laws")
"""The registries of which no rule on a single item asks for more than the entries it names."""
_WARNINGS = frozenset({"stray-file", "exception-unneeded", "exception-expired", "mixed-line-ends"})
# What expired is a warning because what was published yesterday must not stop being published as a day goes by.


def severity(code: str) -> Severity:
    """How much a finding matters that no rule made."""
    return Severity.WARNING if code in _WARNINGS else Severity.ERROR


@dataclass(frozen=True, slots=True)
class Checked:
    """All complaints in a fixed order, and the warnings that were accepted."""

    diagnostics: tuple[Diagnostic, ...]
    accepted: tuple[Diagnostic, ...] = ()

    @property
    def errors(self) -> int:
        """How many complaints stop publishing."""
        return sum(one.severity is Severity.ERROR for one in self.diagnostics)


def check(loaded: Loaded, today: date, rules: tuple[Rule, ...] | None = None, known: Known | None = None) -> Checked:
    """Every complaint about the catalog. ``today`` decides which exceptions and reviews have run out.

    Items ``known`` to be in order are not asked again what depends on nothing but them and the registries.
    """
    chosen = all_rules() if rules is None else rules
    with no_collection():
        found = list(_run(chosen, loaded, today, known or Known()))
    by_code = {rule.code: rule for rule in chosen}
    meant = tuple(_as_meant(one, by_code, loaded.catalog) for one in loaded.catalog.exceptions)
    kept, accepted, used = _accept(found, meant, today)
    about = _about_exceptions(loaded, used, today, by_code)
    found = [replace(one, severity=severity(one.code)) for one in (*loaded.diagnostics, *about)] + kept
    return Checked(tuple(sorted(found, key=Diagnostic.order)), tuple(sorted(accepted, key=Diagnostic.order)))


def _run(rules: tuple[Rule, ...], loaded: Loaded, today: date, known: Known) -> Iterator[Diagnostic]:
    """Item by item, so that the places of one document are needed together."""
    for rule in rules:
        if rule.check_catalog is not None:
            yield from _guarded(rule, loaded, rule.check_catalog)
        if rule.check_catalog_on is not None:
            yield from _guarded(rule, loaded, partial(_catalog_on, rule.check_catalog_on, today))
    alone = [(rule, rule.check_item) for rule in rules if rule.check_item is not None]
    always = [(rule, partial(_on, rule.check_item_on, today)) for rule in rules if rule.check_item_on is not None]
    catalog = loaded.catalog
    apart = {item.path for item in catalog.items.values()} | {loaded.registry(name) for name in _BY_ENTRY}
    known.look_around(digest for path, digest in loaded.digests.items() if path not in apart)
    files = ((item, _alone(item, loaded)) for item in catalog.items.values())
    loud = {item.id: file for item, file in files if file is None or not known.is_quiet(item.path, file)}
    _listen_ahead(alone, loud, loaded, known)
    for item in catalog.items.values():
        if item.id in loud and not ((file := loud[item.id]) and known.is_quiet(item.path, file)):
            found = list(_each(alone, loaded, item))
            yield from found
            if file and not found:
                known.learn_quiet(item.path, file)
        yield from _each(always, loaded, item)


def _alone(item: Item, loaded: Loaded) -> bytes | None:
    """The checksum of an item's file and of what it names, where what rules say depends on no other item."""
    # Of an ended item a rule asks what became of others.
    file = None if item.retired or loaded.catalog.unread else loaded.digests.get(item.path)
    return file and file + loaded.named.of(item)


def _listen_ahead(
    rules: list[tuple[Rule, _CheckItem]], loud: Mapping[str, bytes | None], loaded: Loaded, known: Known
) -> None:
    """Where many items are to be asked, other processes find out of which of them there is nothing to say."""
    asked = [(loaded.catalog.items[key], file) for key, file in loud.items() if file is not None]
    if len(asked) < MANY or not can_fork():
        return

    def quiet(start: int) -> list[bytes]:
        some = asked[start : start + _CHUNK]
        return [file + item.path.encode() for item, file in some if not any(_each(rules, loaded, item))]

    for keys in spread([partial(quiet, start) for start in range(0, len(asked), _CHUNK)]):
        known.learn_all_quiet(keys)


def _each(rules: Iterable[tuple[Rule, _CheckItem]], loaded: Loaded, item: Item) -> Iterator[Diagnostic]:
    for rule, check_item in rules:  # a million calls: as ``_guarded``, without a generator for each
        try:
            for finding in check_item(item, loaded.catalog):
                yield from _stamped(rule, loaded, finding, item)
        except Exception as error:
            yield _crashed(rule, loaded, item, error)


def _on(
    check_item_on: Callable[[Item, Catalog, date], Iterator[Finding]], today: date, item: Item, catalog: Catalog
) -> Iterator[Finding]:
    return check_item_on(item, catalog, today)


def _catalog_on(
    check_catalog_on: Callable[[Catalog, date], Iterator[Finding]], today: date, catalog: Catalog
) -> Iterator[Finding]:
    return check_catalog_on(catalog, today)


def _guarded(rule: Rule, loaded: Loaded, run: Callable[[Catalog], Iterator[Finding]]) -> Iterator[Diagnostic]:
    """What one rule finds; a rule that breaks becomes one more complaint and the others go on."""
    try:
        for finding in run(loaded.catalog):
            yield from _stamped(rule, loaded, finding, None)
    except Exception as error:
        yield _crashed(rule, loaded, None, error)


def _crashed(rule: Rule, loaded: Loaded, item: Item | None, error: Exception) -> Diagnostic:
    last = traceback.extract_tb(error.__traceback__)[-1]
    args = {
        "rule": rule.code,
        "error": f"{type(error).__name__}: {error}",
        "line": f"{PurePosixPath(last.filename).name}:{last.lineno}",
    }
    path = item.path if item else loaded.root
    return Diagnostic(Span(path), "rule-crashed", item=item.id if item else None, args=args)


def _stamped(rule: Rule, loaded: Loaded, finding: Finding, item: Item | None) -> Iterator[Diagnostic]:
    stamped = _stamp(rule, loaded, finding, item)
    if stamped is not None:
        yield stamped


def _stamp(rule: Rule, loaded: Loaded, finding: Finding, item: Item | None) -> Diagnostic | None:
    """A finding with code, severity, item and place; None where it speaks of a damaged part of a file."""
    path = item.path if item else _path(loaded, finding.path)
    document = loaded.documents.get(path)
    if document is None:
        return Diagnostic(Span(path), rule.code, rule.severity, finding.item, finding.args)
    if document.is_damaged(finding.where):
        return None
    span = document.span(finding.where, key=finding.key)
    related = tuple(loaded.documents[_path(loaded, other)].span(where) for other, where in finding.related)
    instead = replace(span, column=document.span(finding.where, key=True).column) if finding.whole else span
    fix = Fix(instead, finding.replacement) if finding.replacement and span.line == span.end_line else None
    if finding.replacement == "":
        fix = document.removal(finding.where)
    about = item.id if item else finding.item or _entry(loaded, path, finding.where)
    return Diagnostic(span, rule.code, rule.severity, about, finding.args, related, fix)


def _entry(loaded: Loaded, path: str, where: Where) -> str | None:
    """The registry entry a place belongs to."""
    registries = [loaded.registry(name) for name in ENTRIES]
    return str(where[0]) if where and path in registries else None


def _path(loaded: Loaded, path: str | None) -> str:
    if path is None or path.startswith(f"{loaded.root}/"):
        return path or loaded.root
    return f"{loaded.root}/{path}"


def _as_meant(one: Exemption, rules: dict[str, Rule], catalog: Catalog) -> Exemption:
    """The exception with rule and item as they were meant: misspelt, it is one fault and what it accepts no second."""
    rule = one.rule if one.rule in rules else nearest(one.rule, rules) or one.rule
    return replace(one, rule=rule, item=_item_meant(one.item, catalog))


def _item_meant(typed: str, catalog: Catalog) -> str:
    entries = (catalog.items, catalog.domains, catalog.bodies, catalog.channels, catalog.laws)
    return typed if any(typed in known for known in entries) else like_item(typed, catalog.items)


def _accept(
    found: list[Diagnostic], exceptions: tuple[Exemption, ...], today: date
) -> tuple[list[Diagnostic], list[Diagnostic], set[int]]:
    """Set aside the warnings that an exception in force accepts; errors are never accepted."""
    by_mark = {(one.rule, one.item): one for one in reversed(exceptions)}
    kept: list[Diagnostic] = []
    accepted: list[Diagnostic] = []
    used: set[int] = set()
    for one in found:
        exception = by_mark.get((one.code, one.item or ""))
        if exception is None:
            kept.append(one)
            continue
        used.add(exception.number)
        unreadable = not exception.until  # what its file says about it is complaint enough
        in_force = (unreadable or exception.until >= today.isoformat()) and one.severity is Severity.WARNING
        (accepted if in_force else kept).append(one)
    return kept, accepted, used


def _about_exceptions(loaded: Loaded, used: set[int], today: date, rules: dict[str, Rule]) -> Iterator[Diagnostic]:
    """Exceptions may only shrink: one that ran out, is not needed, or could never apply is a complaint itself."""
    document = loaded.documents.get(loaded.registry("exceptions"))
    for one in loaded.catalog.exceptions:
        args = {"rule": one.rule, "item": one.item, "until": one.until}
        if document is None:
            continue
        if one.rule not in rules:
            span, meant = document.span((one.number, "rule")), nearest(one.rule, rules)
            fix = Fix(span, meant) if meant else None
            yield Diagnostic(
                span, "exception-unknown-rule", item=one.item, args={**args, "meant": meant or ""}, fix=fix
            )
        elif rules[one.rule].severity is Severity.ERROR:
            yield Diagnostic(document.span((one.number, "rule")), "exception-for-error", item=one.item, args=args)
        elif one.number not in used:
            if _wholly_read(loaded, one.item):
                where = (one.number,)
                fix = document.removal(where)
                yield Diagnostic(document.span(where), "exception-unneeded", item=one.item, args=args, fix=fix)
        elif "" < one.until < today.isoformat():
            yield Diagnostic(document.span((one.number, "until")), "exception-expired", item=one.item, args=args)


def _wholly_read(loaded: Loaded, item: str) -> bool:
    """Whether an item or entry exists and nothing of it was left out, so that what is not found in it is not there."""
    catalog = loaded.catalog
    if item in catalog.items:
        return not loaded.documents[catalog.items[item].path].damaged
    return any(item in getattr(catalog, registry) for registry in ENTRIES)
