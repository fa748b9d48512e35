"""Results → files: new items, changed fields of old ones, new entries of registries; nothing is written here."""

from __future__ import annotations

from typing import Any

from build_tools.additions import new_entries
from build_tools.canonical import dump, reformat
from build_tools.canonical.tree import Node, parse
from build_tools.canonical.writer import tree_of, write
from build_tools.diagnostics import Diagnostic, UserError
from build_tools.edit import Text
from build_tools.fields import ENTRIES
from build_tools.importing.shape import Entry, Result
from build_tools.source import REGISTRY_LIMITS, read
from build_tools.trial import Files


def changes(root: str, results: list[Result], entries: list[Entry], files: Files) -> Files:
    """The files that change, registries first, so that whatever is written refers to what is there."""
    made: Files = {}
    for registry in ENTRIES:
        new = {one.id: one.data for one in entries if one.registry == registry}
        if new:
            addition = new_entries(root, registry, new, files)
            made[addition.path] = addition.raw
    for one in results:
        if one.kind == "new":
            made[one.path] = dump("item", one.data).encode()
        elif one.kind == "updated":
            new_values = {each.field: each.new for each in one.differences}
            made[one.path] = updated(one.path, made.get(one.path, files[one.path]), new_values)
    return made


def unreadable(entry: Entry) -> list[Diagnostic]:
    """What the reader refuses in a new entry, an identity number above all: it would spoil the whole registry."""
    return read(f"{entry.registry}.yml", dump(entry.registry, {entry.id: entry.data}).encode(), REGISTRY_LIMITS)[1]


def updated(path: str, raw: bytes, values: dict[str, Any]) -> bytes:
    """An item file with other values for some fields, in canonical form, with the comments beside and above them.

    Raises UserError where the file would not say just that afterwards.
    """
    text = Text.of(path, raw)
    plain = text.text.replace("\r\n", "\n")
    header, root = parse(reformat("item", plain))
    children = root.value if isinstance(root.value, list) else []
    for name, value in values.items():
        fresh = tree_of(name, value)
        old = next((child for child in children if child.key == name), None)
        if old is None:
            children.append(fresh)
        else:
            _take_over(old, fresh)
    written = write("item", header, root)
    before, after = read(path, plain.encode())[0].data, read(path, written.encode())[0].data
    if after != {**before, **values}:
        raise UserError("unusual-layout", path=path, line="1")
    return (text.mark + written.replace("\n", text.line_end)).encode()


def _take_over(old: Node, fresh: Node) -> None:
    """Put the new value in the place of the old one; comments within the old list stay at its end."""
    lost = [line for child in (old.value if isinstance(old.value, list) else ()) for line in _comments(child)]
    old.value, old.mapping = fresh.value, fresh.mapping
    if isinstance(fresh.value, list):
        old.below = [*lost, *old.below]
    else:
        old.above = [*old.above, *lost, *old.below]
        old.below = []


def _comments(one: Node) -> list[str]:
    inner = [line for child in (one.value if isinstance(one.value, list) else ()) for line in _comments(child)]
    return [line for line in (*one.above, one.beside, *inner, *one.below) if line]
