"""Another id for a registry entry, in the registry and wherever it is named; another official name for a body.

Which places name an entry is read from the schemas (``x-registry``), so a new field needs no line here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import PurePosixPath

from build_tools import fields
from build_tools.acceptor import id_fault
from build_tools.canonical import dump
from build_tools.catalog import like_entry
from build_tools.diagnostics import Fix, Severity, Span, UserError, Where
from build_tools.edit import Text
from build_tools.insertion import scalar, with_element, with_key
from build_tools.load import kind_of
from build_tools.references import registry as named_registry
from build_tools.source import REGISTRY_LIMITS, read
from build_tools.trial import Files, State

_HARMLESS = ("missing-file", "stray-file")
"""Errors of reading behind which no id can hide."""


def renamed(state: State, registry: str, old: str, new: str, name: str | None = None) -> Files:
    """The changed files, the registry last: a run that was cut short can simply be repeated.

    ``new`` may be ``old``; ``name`` is a body's new official name, the old one then becomes a former name. Raises
    UserError where ``old`` is not registered, ``new`` is taken or no id, or a file that names ``old`` has errors.
    """
    home = state.loaded.registry(registry)
    _refuse_unknown(state, registry, old)
    _refuse_unfit(state, registry, old, new)
    _refuse_unread(state, registry, old)
    _refuse_misspelt(state, old, new)
    fixes: dict[str, list[Fix]] = {}
    for path in sorted(state.files, key=lambda path: (path == home, path)):
        kind = kind_of(PurePosixPath(path).relative_to(state.loaded.root))
        if kind is not None and new != old and old.encode() in state.files[path]:
            fixes[path] = [Fix(span, text) for span, text in _places(state, registry, kind, path, (old, new))]
    if name is not None:
        fixes.setdefault(home, []).extend(_with_name(state, old, name))
    return {path: Text.of(path, state.files[path]).with_fixes(some) for path, some in fixes.items() if some}


def _refuse_unknown(state: State, registry: str, old: str) -> None:
    home = state.loaded.registry(registry)
    document = state.loaded.documents.get(home)
    if document is None or (old,) not in document.spans().keys:
        meant, name = like_entry(old, registry, state.loaded.catalog)
        raise UserError("no-such-entry", id=old, path=home, meant=meant, name=name)


def _refuse_unfit(state: State, registry: str, old: str, new: str) -> None:
    home = state.loaded.registry(registry)
    said = id_fault(new)
    if said:
        raise UserError("bad-id", id=new, said=said)
    if new != old and (new,) in state.loaded.documents[home].spans().keys:
        raise UserError("already-there", id=new, path=home)


def _places(state: State, registry: str, kind: str, path: str, ids: tuple[str, str]) -> Iterator[tuple[Span, str]]:
    """Where a file names the entry, the bare id without the quotes around it, and what is to stand there."""
    old, new = ids
    text = Text.of(path, state.files[path])
    spans = state.loaded.documents[path].spans()
    places = [(where, span, True) for where, span in spans.keys.items() if where[-1] == old]
    places += [(where, span, False) for where, span in spans.values.items()]
    for where, span, key in places:
        typed = text.between(span)
        if typed not in (old, f"'{old}'", f'"{old}"'):
            continue
        names = named_registry(kind, where, key=key)
        if names == registry or (names == "any" and _speaks_of(state, registry, old, where)):
            quote = typed != old
            place = Span(path, span.line, span.column + quote, span.end_line, span.end_column - quote)
            yield place, new if quote else dump(registry, {new: None}).partition(":")[0]


def _refuse_unread(state: State, registry: str, old: str) -> None:
    """What could not be read may hide another place."""
    home = state.loaded.registry(registry)
    read = {(one.code, one.where) for one in state.loaded.diagnostics}
    for one in state.checked.diagnostics:
        path = one.where.path
        raw = state.files.get(path)
        if one.severity is not Severity.ERROR or (one.code, one.where) not in read or one.code in _HARMLESS:
            continue
        if path == home or raw is None or one.code == "too-large" or _mentions(raw, old):
            if raw is not None and one.code != "too-large":
                Text.of(path, raw)  # another encoding is told as such
            raise UserError("unread-file", path=path, line=str(one.where.line))


def _mentions(raw: bytes, old: str) -> bool:
    """Whether a file has the id as a word, in whatever encoding."""
    word = rb"(?<![A-Za-z0-9-])" + re.escape(old.encode()) + rb"(?![A-Za-z0-9-])"
    return re.search(word, raw.replace(b"\0", b"")) is not None


def _refuse_misspelt(state: State, old: str, new: str) -> None:
    """What can be recognised as the old id could not be recognised afterwards; the new one is from a run cut short."""
    for one in state.checked.diagnostics:
        path = one.where.path
        if one.severity is not Severity.ERROR or one.fix is None or one.fix.text != old or path not in state.files:
            continue
        if Text.of(path, state.files[path]).between(one.fix.span).strip("'\"") != new:
            raise UserError("unread-file", path=one.where.path, line=str(one.where.line))


def _speaks_of(state: State, registry: str, old: str, where: Where) -> bool:
    """Whether an exception means this registry's entry, where others may have one with the same id."""
    catalog = state.loaded.catalog
    others = [getattr(catalog, name) for name in fields.ENTRIES if name != registry]
    if not any(old in entries for entries in (*others, catalog.items)):
        return True
    rule = next((one.rule for one in catalog.exceptions if one.number == where[0]), "")
    found = (*state.checked.diagnostics, *state.checked.accepted)
    home = state.loaded.registry(registry)
    return any((one.code, one.item, one.where.path) == (rule, old, home) for one in found)


def _with_name(state: State, body: str, name: str) -> Iterator[Fix]:
    """The new official name, and the one it had as a former name."""
    home = state.loaded.registry("bodies")
    document, text = state.loaded.documents[home], Text.of(home, state.files[home])
    entry = state.loaded.catalog.bodies.get(body)
    if entry is None or name == entry.name:
        return
    place = document.span((body, "name"))
    if place.line != place.end_line:
        raise UserError("unusual-layout", path=home, line=str(place.line))
    fixes = [Fix(place, scalar("bodies", (body, "name"), name))]
    if entry.former_name and entry.name not in entry.former_name:
        fixes.append(with_element("bodies", document, text, (body, "former_name"), entry.name))
    elif not entry.former_name:
        fixes.append(with_key("bodies", document, text, (body,), "former_name", [entry.name]))
    _refuse_changes_beside(home, state.files[home], text.with_fixes(fixes), (body, entry.name, name))
    yield from fixes


def _refuse_changes_beside(path: str, raw: bytes, new: bytes, changed: tuple[str, str, str]) -> None:
    """Whether the changed file says just what it said, but for the name and the former names of the body."""
    body, old, name = changed
    before, after = (read(path, one, REGISTRY_LIMITS)[0] for one in (raw, new))
    entry = before.data[body]
    former = entry.get("former_name", [])
    wanted = {**entry, "name": name, "former_name": former if old in former else [*former, old]}
    if after.data != {**before.data, body: wanted}:
        raise UserError("unusual-layout", path=path, line=str(before.span((body,), key=True).line))
