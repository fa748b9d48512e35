"""Another id for a registry entry, in the registry and wherever it is named; another official name for a body.

Which places name an entry is read from the schemas (``x-registry``), so a new field needs no line here.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath

from build_tools import fields
from build_tools.acceptor import id_fault
from build_tools.catalog import like_entry
from build_tools.diagnostics import Fix, Severity, Span, UserError, Where
from build_tools.edit import Text
from build_tools.insertion import scalar, with_element, with_key
from build_tools.load import kind_of
from build_tools.references import registry as named_registry
from build_tools.trial import Files, State


def renamed(state: State, registry: str, old: str, new: str, name: str | None = None) -> Files:
    """The changed files, the registry last: a run that was cut short can simply be repeated.

    ``new`` may be ``old``; ``name`` is a body's new official name, the old one then becomes a former name. Raises
    UserError where ``old`` is not registered, ``new`` is taken or no id, or a file that names ``old`` has errors.
    """
    home = state.loaded.registry(registry)
    _refuse_unknown(state, registry, old)
    _refuse_unfit(state, registry, old, new)
    _refuse_unread(state, home)
    fixes: dict[str, list[Fix]] = {}
    for path in sorted(state.files, key=lambda path: (path == home, path)):
        kind = kind_of(PurePosixPath(path).relative_to(state.loaded.root))
        if kind is not None and new != old and old.encode() in state.files[path]:
            fixes[path] = [Fix(span, new) for span in _places(state, registry, kind, path, old)]
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


def _places(state: State, registry: str, kind: str, path: str, old: str) -> Iterator[Span]:
    """Where a file names the entry: the bare id, without the quotes around it."""
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
            _refuse_unread(state, path)
            quote = typed != old
            yield Span(path, span.line, span.column + quote, span.end_line, span.end_column - quote)


def _refuse_unread(state: State, path: str) -> None:
    """What could not be read may hide another place."""
    read = {(one.code, one.where) for one in state.loaded.diagnostics}
    for one in state.checked.diagnostics:
        if one.where.path == path and one.severity is Severity.ERROR and (one.code, one.where) in read:
            raise UserError("unread-file", path=path, line=str(one.where.line))


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
    yield Fix(document.span((body, "name")), scalar("bodies", (body, "name"), name))
    if entry.name in entry.former_name:
        return
    if entry.former_name:
        yield with_element("bodies", document, text, (body, "former_name"), entry.name)
    else:
        yield with_key("bodies", document, text, (body,), "former_name", [entry.name])
