"""「停止公开」: the tombstone that is written into an item instead of deleting its file."""

from __future__ import annotations

from dataclasses import replace

from build_tools import assemble
from build_tools.catalog import like_item
from build_tools.diagnostics import UserError
from build_tools.edit import Text
from build_tools.insertion import with_key
from build_tools.source import Value
from build_tools.trial import Files, State


def retired(state: State, key: str, tombstone: Value) -> Files:
    """The item's file with ``retired`` in it. ``tombstone`` holds date, reason, and where known basis and moved_to.

    Raises UserError when there is no such item, or it has ended before.
    """
    item = state.loaded.catalog.items.get(key)
    if item is None:
        ids = state.loaded.catalog.items
        raise UserError("no-such-item", id=key, meant=like_item(key, ids))
    if item.retired is not None:
        raise UserError("already-retired", id=key, date=item.retired.date)
    document, text = state.loaded.documents[item.path], Text.of(item.path, state.files[item.path])
    fix = with_key("item", document, text, (), "retired", tombstone)
    return {item.path: text.with_fixes([fix])}


def nothing_else_changed(before: State, after: State, key: str, tombstone: Value) -> bool:
    """Whether the item says what it said before, and that it has ended."""
    old, new = before.loaded.catalog.items[key], after.loaded.catalog.items.get(key)
    return new == replace(old, retired=assemble.retired(tombstone))
