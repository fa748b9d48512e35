"""A change → what it means for the public. Each field has its judge; what no judge knows is a detail that changed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from difflib import SequenceMatcher
from functools import cache
from typing import NamedTuple

from build_tools.catalog import Catalog, members
from build_tools.diff import Change, Compared
from build_tools.fields import ENTRIES, wording
from build_tools.model import Contact, Item
from build_tools.time_limit import compare, read


class Verdict(NamedTuple):
    """A meaning of the table; ``why`` is a phrase of the messages with its arguments, where there is more to say."""

    code: str
    why: str = ""
    args: Mapping[str, str] = {}


Judge = Callable[[Change, Compared], Verdict]
_EXCLUDED = {"element-added": "level-excluded", "element-removed": "level-included"}
_STATES = {"repealed": "law-repealed", "in-force": "law-in-force"}
_TURNS = {"element-added": "added", "element-removed": "removed"}


def judge(change: Change, compared: Compared) -> Verdict:
    """What one change means."""
    if change.kind in ("reordered", "format", "unreadable"):
        return Verdict({"reordered": "order"}.get(change.kind, change.kind))
    if change.file == "item":
        whole = _WHOLE.get(change.kind)
        return whole(change, compared) if whole else _FIELDS.get(str(change.field[0]), _detail)(change, compared)
    if change.file == "adjustment":
        return Verdict(f"record-{change.kind if change.kind in ('added', 'removed') else 'changed'}")
    if change.file == "exceptions":
        return Verdict(f"exception-{'removed' if change.kind == 'removed' else 'added'}")
    return _registry(change)


def _turn(change: Change, head: str, changed: str = "changed") -> Verdict:
    return Verdict(f"{head}-{_TURNS.get(change.kind, changed)}")


def _removed(change: Change, compared: Compared) -> Verdict:
    """Taken away; or its id was changed without a trace of the old one: an item of the same name came along."""
    gone = compared.old.catalog.items[change.id]
    come = {one.id for one in compared.changes if one.kind == "added" and one.file == "item"}
    for key in sorted(come):
        if compared.new.catalog.items[key].subject == gone.subject:
            return Verdict("id-lost", "review_id_now", {"id": key})
    return Verdict("item-removed")


def _audience(change: Change, compared: Compared) -> Verdict:
    old, new = _items(change, compared)
    if old.audience.everyone and new.audience.everyone:
        return Verdict("audience-changed")
    if old.audience.everyone != new.audience.everyone:
        return Verdict("audience-widened" if new.audience.everyone else "audience-narrowed")
    before, after = set(old.audience.groups), set(new.audience.groups)
    fewer, more = before - after, after - before
    if fewer and not more:
        return Verdict("audience-narrowed")
    return Verdict("audience-widened" if more and not fewer else "audience-changed")


def _method(change: Change, compared: Compared) -> Verdict:
    _, new = _items(change, compared)
    return Verdict("method-opened" if "proactive" in new.method else "method-closed")


def _limit(change: Change, compared: Compared) -> Verdict:
    if change.kind == "element-removed":
        return Verdict("limit-vaguer")
    if change.kind == "element-added":
        return Verdict("limit-clearer")
    found = compare(read(change.old), read(change.new))
    code = _LIMITS[found.verdict]
    return Verdict(code, found.reason if code != "limit-changed" or found.verdict != "same" else "", found.args)


_LIMITS = {
    "looser": "limit-looser",
    "tighter": "limit-tighter",
    "vaguer": "limit-vaguer",
    "clearer": "limit-clearer",
    "same": "limit-changed",
    "not-comparable": "limit-changed",
}


def _channel(change: Change, compared: Compared) -> Verdict:
    if change.kind == "changed":
        old, new = (text[:1] for text in (change.old, change.new))
        return Verdict("channel-changed" if old == new else "channel-optional" if new == "□" else "channel-required")
    old_item, new_item = _items(change, compared)
    removed = change.kind == "element-removed"
    holder = new_item if removed else old_item
    levels = change.level or tuple(level for level in new_item.level if level in old_item.level)
    if any(not holder.channel.at(level) for level in levels):
        return Verdict("channel-last-removed" if removed else "channel-first-added")
    turn = "removed" if removed else "added"
    return Verdict(f"channel-statutory-{turn}" if change.key in statutory_channels() else f"channel-{turn}")


@cache
def statutory_channels() -> frozenset[str]:
    """The ways of publishing that the Regulation on Open Government Information names itself (articles 23 to 25)."""
    return frozenset(wording("vocabulary")["statutory_channel"])


def _basis(change: Change, compared: Compared) -> Verdict:
    whole = {"reworded": "basis-replaced", "changed": "articles-changed"}.get(change.kind)
    return Verdict(whole) if whole else _turn(change, "basis")


def _content(change: Change, compared: Compared) -> Verdict:
    steps = {step for step, *_ in SequenceMatcher(None, change.old, change.new, autojunk=False).get_opcodes()}
    if change.kind == "reworded" and steps <= {"equal", "delete"}:
        return Verdict("content-cut")
    if change.kind == "reworded" and steps <= {"equal", "insert"}:
        return Verdict("content-extended")
    return _turn(change, "content", "reworded")


def _contact(change: Change, compared: Compared) -> Verdict:
    """Whom to ask: somebody without a telephone is nobody for most."""
    if change.kind != "changed":
        return _turn(change, "contact")
    old, new = _items(change, compared)
    level = change.level[0] if change.level else next(iter(set(new.level) & set(old.level)), "")
    before = _phone(old.inquiry_contact.at(level), compared.old.catalog)
    after = _phone(new.inquiry_contact.at(level), compared.new.catalog)
    return Verdict("contact-changed" if before == after else "contact-added" if after else "contact-removed")


def _phone(whom: str | Contact | None, catalog: Catalog) -> bool:
    """Whether there is a number to call; a role has those of its members."""
    if isinstance(whom, str):
        body = catalog.bodies.get(whom)
        return body is not None and any(one.contact and one.contact.phone for one in members(catalog, body))
    return bool(whom and whom.phone)


def _alias(change: Change, compared: Compared) -> Verdict:
    return Verdict("id-changed") if change.kind == "reworded" else _turn(change, "alias")


def _subject(change: Change, compared: Compared) -> Verdict:
    return Verdict("name-changed")


def _retirement(change: Change, compared: Compared) -> Verdict:
    return Verdict("retirement-changed")


def _detail(change: Change, compared: Compared) -> Verdict:
    return Verdict("reviewed") if change.field == ("reviewed",) else _turn(change, "detail")


def _named(head: str) -> Judge:
    return lambda change, compared: _turn(change, head)


def _registry(change: Change) -> Verdict:
    if change.kind in ("added", "removed"):
        return Verdict(f"entry-{change.kind}")
    last = change.field[-1]
    if change.field[0] == "not_applicable":
        return Verdict(_EXCLUDED.get(change.kind, "entry-changed"))
    if change.file == "site" and change.field[0] == "level" and change.kind in _TURNS:
        return _turn(change, "county-level")
    if change.file == "laws" and last == "status":
        return Verdict(_STATES.get(change.key, "entry-changed"))
    if "contact" in change.field and last in ("phone", "address", "office"):
        return _turn(change, "contact")
    if change.file in ENTRIES and last in ("name", "title"):
        return Verdict("name-changed")
    return _turn(change, "detail")


def _items(change: Change, compared: Compared) -> tuple[Item, Item]:
    """The item on both sides; its id may have changed."""
    new = compared.new.catalog.items[change.id]
    known = compared.old.catalog.items
    return known[next(one for one in (change.id, *new.alias) if one in known)], new


_WHOLE: dict[str, Judge] = {
    "added": lambda change, compared: Verdict("item-added"),
    "removed": _removed,
    "retired": lambda change, compared: Verdict("item-retired"),
    "restored": lambda change, compared: Verdict("item-restored"),
    "moved": lambda change, compared: Verdict("item-moved"),
    "renamed": lambda change, compared: Verdict("id-changed"),
}
_FIELDS: dict[str, Judge] = {
    "subject": _subject,
    "content": _content,
    "basis": _basis,
    "time_limit": _limit,
    "publishing_body": _named("body"),
    "channel": _channel,
    "inquiry_contact": _contact,
    "audience": _audience,
    "method": _method,
    "level": _named("level"),
    "stage": _named("stage"),
    "link": _named("link"),
    "alias": _alias,
    "retired": _retirement,
}
