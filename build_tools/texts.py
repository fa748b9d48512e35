"""Every text of the catalog that a person wrote and the public reads, with its place: what rules about wording walk.

Names of old (``former_name``, ``alias``) are left out: they are kept as they were seen.
"""

from __future__ import annotations

import re
import unicodedata
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from build_tools.catalog import Catalog, channel_places, contact_places, time_limit_places
from build_tools.diagnostics import Finding, Where
from build_tools.model import Basis, Contact, Item, Retired
from build_tools.quoting import inline

_SHARED: Where = ("audience",)


class Text(NamedTuple):
    """One text; ``path`` is its file where that is not the item's own."""

    where: Where
    text: str
    path: str | None = None


_last: deque[tuple[Item, tuple[Text, ...], str]] = deque(maxlen=1)
"""The item asked for last, with all it says: the rules about wording ask for the same item one after the other."""


def item_texts(item: Item, sign: re.Pattern[str] | None = None) -> tuple[Text, ...]:
    """Each text of an item. Its groups share one place, since the model does not keep theirs.

    With a ``sign`` none, where nothing in the item holds it, as typed or in half width: one look for all its texts.
    """
    if not _last or _last[0][0] is not item:
        texts = tuple(_walked(item))
        typed = "\n".join(one.text for one in texts)
        _last.append((item, texts, f"{typed}\n{unicodedata.normalize('NFKC', typed)}"))
    _, texts, said = _last[0]
    return texts if sign is None or sign.search(said) else ()


def basis_texts(head: Where, basis: Iterable[Basis], path: str | None = None) -> Iterator[Text]:
    """Each text of 「公开依据」: articles and words."""
    for number, one in enumerate(basis):
        yield from (Text((*head, number, "article", place), article, path) for place, article in enumerate(one.article))
        yield from _parts((*head, number), one, ("text",), path)


def registry_texts(catalog: Catalog) -> Iterator[Text]:
    """Each text of the registries and of the adjustment records."""
    yield from _parts(("jurisdiction",), catalog.site, ("name",), "site.yml")
    yield from _parts(("footer",), catalog.site.footer, ("sponsor", "icp", "police"), "site.yml")
    for number, excluded in enumerate(catalog.site.not_applicable):
        yield from _parts(("not_applicable", number), excluded, ("reason",), "site.yml")
    for domain in catalog.domains.values():
        yield from _parts((domain.id,), domain, ("name", "guideline", "summary"), "domains.yml")
    for body in catalog.bodies.values():
        yield from _parts((body.id,), body, ("name",), "bodies.yml")
        if body.contact:
            yield from _contact((body.id, "contact"), body.contact, "bodies.yml")
        if body.retired:
            yield from _retired((body.id, "retired"), body.retired, "bodies.yml")
    for channel in catalog.channels.values():
        yield from _parts((channel.id,), channel, ("name",), "channels.yml")
    for law in catalog.laws.values():
        yield from _parts((law.id,), law, ("title", "number", "issuer"), "laws.yml")
    for record in catalog.adjustments:
        yield from _parts((), record, ("title", "reason", "approved_by"), record.path)
        yield from basis_texts(("basis",), record.basis, record.path)


def slips(texts: Iterable[Text], correct: Callable[[str], tuple[str, str, str] | None]) -> Iterator[Finding]:
    """A finding for each text that ``correct`` would change; it gives the new text, the first slip, what is meant."""
    for where, text, path in texts:
        found = correct(text)
        if found:
            new, slip, meant = found
            fix = inline(new) if where != _SHARED else None
            yield Finding(where, {"slip": slip, "meant": meant}, path, replacement=fix)


def _walked(item: Item) -> Iterator[Text]:
    yield from _parts(("subject",), item.subject, ("category", "title", "subtitle"))
    yield from (Text(("content", number), element) for number, element in enumerate(item.content))
    yield from basis_texts(("basis",), item.basis)
    yield from (Text(where, wording) for where, wording in time_limit_places(item))
    for where, use, _ in channel_places(item):
        yield from _parts(where, use, ("note",))
    for where, contact in contact_places(item):
        yield from _contact(where, contact)
    yield from (Text(_SHARED, group) for group in item.audience.groups)
    yield from _parts((), item, ("remarks",))
    if item.retired:
        yield from _retired(("retired",), item.retired)


def _contact(head: Where, contact: Contact, path: str | None = None) -> Iterator[Text]:
    return _parts(head, contact, ("office", "address", "hours"), path)


def _retired(head: Where, retired: Retired, path: str | None = None) -> Iterator[Text]:
    yield from _parts(head, retired, ("reason",), path)
    yield from basis_texts((*head, "basis"), retired.basis, path)


def _parts(head: Where, holder: object, names: tuple[str, ...], path: str | None = None) -> Iterator[Text]:
    """The texts of a mapping that are given; one that could not be read is empty."""
    for name in names:
        text = getattr(holder, name)
        if text:
            yield Text((*head, name), text, path)
