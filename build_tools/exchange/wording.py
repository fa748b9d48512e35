"""Parts of an item in words, for formats without structure of their own."""

from __future__ import annotations

from build_tools.catalog import Catalog
from build_tools.model import Basis, ChannelUse, Contact

BETWEEN = "；"
"""Between the values of one cell."""


def titled(title: str) -> str:
    """The name of a law between title marks."""
    return title if title.startswith("《") else f"《{title}》"


def basis_words(basis: Basis, catalog: Catalog) -> str:
    """One entry of 「公开依据」: title, number and articles, or the words."""
    law = catalog.laws.get(basis.law or "")
    if law is None:
        return basis.text or ""
    return f"{titled(law.title)}{f'（{law.number}）' if law.number else ''}{'、'.join(basis.article)}"


def channel_words(use: ChannelUse, catalog: Catalog) -> str:
    """One tick of 「公开渠道和载体」, as the standard table prints it: □ may be chosen, ■ must."""
    name = catalog.channels[use.id].name
    return f"{'□' if use.optional else '■'}{name}{f'：{use.note}' if use.note else ''}"


def contact_words(name: str, contact: Contact) -> str:
    """Whom to ask, with everything that is known."""
    office = contact.office if contact.office != name else None
    return " ".join(
        part for part in (name, office, contact.phone, contact.address, contact.hours, contact.email) if part
    )
