"""What an entry says, in pieces that can be compared: field by field, level by level, element by element.

A value for all levels and the same value written for each level are the same facts.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from typing import Any

from build_tools.catalog import Catalog
from build_tools.diagnostics import Where
from build_tools.exchange.wording import basis_words, channel_words, contact_words
from build_tools.fields import choice_labels
from build_tools.model import Basis, ChannelUse, Contact, Item, Leveled, NotApplicable

_MADE = ("id", "path")
Told = tuple[str, str, str]
"""Key, words, and what the file itself says."""


@dataclass(frozen=True, slots=True)
class Fact:
    """One value: what makes it the same value on the other side, how it is told, where it stands in its file, and what
    its own file says of it: a name that changed in a registry is no change of all who use it.
    """

    key: str
    text: str
    where: Where
    own: str


@dataclass(frozen=True, slots=True)
class Facts:
    """The values of a field at a level (None: the field has no levels). ``many``: they are the elements of a list."""

    field: Where
    level: str | None
    values: tuple[Fact, ...]
    many: bool


def item_facts(item: Item, catalog: Catalog) -> Iterator[Facts]:
    """Every field of an item but those that tell of its end, in the order of the schema."""
    for name in ("category", "title", "subtitle"):
        yield _one(("subject", name), getattr(item.subject, name))
    yield _many(("content",), [(text, text, text) for text in item.content])
    yield _many(("basis",), [_basis(one, catalog) for one in item.basis])
    yield from _leveled(item, "time_limit", _wording, many=False)
    yield from _leveled(item, "publishing_body", lambda ids: [(one, _name(catalog.bodies, one), one) for one in ids])
    yield from _leveled(item, "channel", lambda uses: [_channel(one, catalog) for one in uses])
    yield from _leveled(item, "inquiry_contact", lambda whom: _contact(whom, catalog), many=False)
    everyone = choice_labels("item", ("audience",)).items() if item.audience.everyone else ()
    groups = [*everyone, *((group, group) for group in item.audience.groups)]
    yield _together(("audience",), groups)
    yield _together(("method",), [(one, choice_labels("item", ("method",)).get(one, one)) for one in item.method])
    for name in ("level", "stage"):
        labels = {**choice_labels("item", (name,)), **(catalog.site.level if name == "level" else {})}
        yield _many((name,), [(one, labels.get(one, one), one) for one in getattr(item, name)])
    yield Facts(("link",), None, tuple(Fact(key, url, ("link", key), url) for key, url in item.link), True)
    yield _one(("index_number",), item.index_number)
    yield _many(("alias",), [(one, one, one) for one in item.alias])
    yield _one(("reviewed",), item.reviewed)
    yield _one(("remarks",), item.remarks)


def entry_facts(entry: Any, head: Where = ()) -> Iterator[Facts]:
    """Every field of an entry of a registry, of site.yml or of a record, as the model has it."""
    for field in fields(entry):
        value, where = getattr(entry, field.name), (*head, field.name)
        if field.name in _MADE:
            continue
        if isinstance(value, tuple):
            yield Facts(where, None, tuple(_told(one, (*where, n)) for n, one in enumerate(value)), True)
        elif isinstance(value, Mapping):
            yield Facts(
                where, None, tuple(Fact(key, str(one), (*where, key), str(one)) for key, one in value.items()), True
            )
        elif is_dataclass(value):
            yield from entry_facts(value, where)
        else:
            yield _one(where, value)


def _told(value: Any, where: Where) -> Fact:
    """An element of a list in an entry."""
    if isinstance(value, NotApplicable):
        return Fact(f"{value.domain} {value.level}", value.reason, where, value.reason)
    if is_dataclass(value):
        parts = [part for field in fields(value) if (part := getattr(value, field.name))]
        words = " ".join("、".join(part) if isinstance(part, tuple) else str(part) for part in parts)
        return Fact(words, words, where, words)
    return Fact(str(value), str(value), where, str(value))


def _one(field: Where, text: str | None) -> Facts:
    return Facts(field, None, (Fact(text, text, field, text),) if text else (), False)


def _many(field: Where, values: list[Told]) -> Facts:
    return Facts(field, None, tuple(_elements(values, field)), True)


def _elements(values: list[Told], field: Where) -> Iterator[Fact]:
    """The elements of a list; where one key stands several times, each has its number: none may hide another."""
    seen: Counter[str] = Counter()
    for number, (key, text, own) in enumerate(values):
        seen[key] += 1
        yield Fact(key if seen[key] == 1 else f"{key} {seen[key]}", text, (*field, number), own)


def _together(field: Where, values: list[tuple[str, str]]) -> Facts:
    """A choice of several values that mean something only together."""
    keys, texts = " ".join(sorted(key for key, _ in values)), "、".join(text for _, text in values)
    return Facts(field, None, (Fact("", texts, field, keys),) if values else (), False)


def _leveled(item: Item, name: str, told: Callable[[Any], list[Told]], many: bool = True) -> Iterator[Facts]:
    leveled: Leveled[Any] = getattr(item, name)
    written = {level for level, _ in leveled.by_level}
    for level in item.level:
        value = leveled.at(level)
        where: Where = (name, level) if level in written else (name,)
        values = told(value) if value is not None else []
        single = (Fact(key, text, where, own) for key, text, own in values)
        yield Facts((name,), level, tuple(_elements(values, where) if many else single), many)


def _wording(text: str) -> list[Told]:
    return [("", text, text)]


def _basis(one: Basis, catalog: Catalog) -> Told:
    return one.law or one.text or "", basis_words(one, catalog) or one.law or "", " ".join(one.article)


def _channel(use: ChannelUse, catalog: Catalog) -> Told:
    words = channel_words(use, catalog) if use.id in catalog.channels else use.id
    return use.id, words, f"{use.optional} {use.note or ''}"


def _contact(whom: str | Contact, catalog: Catalog) -> list[Told]:
    if isinstance(whom, Contact):
        return [("", contact_words("", whom), contact_words("", whom))]
    return [(whom, _name(catalog.bodies, whom), whom)]


def _name(registry: Mapping[str, Any], key: str) -> str:
    return registry[key].name if key in registry else key
