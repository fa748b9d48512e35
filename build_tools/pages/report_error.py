"""How a reader tells that an item is wrong 「这一项有错？」: with what they would have to look up already filled in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import quote

from build_tools.index import Index
from build_tools.messages import page as words
from build_tools.model import Item
from build_tools.phone import dialled
from build_tools.remote import remote
from build_tools.uris import item_uri


@dataclass(frozen=True, slots=True)
class Way:
    """One way to tell: its kind (``mail``, ``page``, ``issue``, ``phone``), where it leads, and what to show of it."""

    kind: str
    href: str
    shown: str = ""


def ways(item: Item, index: Index) -> tuple[Way, ...]:
    """The ways that are really there, the most direct first; none is made up."""
    return tuple(_ways(item, index))


def _ways(item: Item, index: Index) -> Iterator[Way]:
    site = index.catalog.site
    subject, body = words("report", item=item.subject.name, id=item.id, address=_address(item, index))
    mail = next((one.email for _, one in index.asked(item) if one.email), None)
    if mail:
        lines = quote(body.strip().replace("\n", "\r\n"), safe="")
        yield Way("mail", f"mailto:{quote(mail, safe='@+')}?subject={quote(subject, safe='')}&body={lines}", mail)
    if site.footer.report_error:
        yield Way("page", site.footer.report_error)
    found = remote(index.history.remote)
    if found:
        yield Way("issue", found.new_issue(subject, body.strip()))
    if site.footer.phone:
        yield Way("phone", f"tel:{dialled(site.footer.phone)}", site.footer.phone)


def _address(item: Item, index: Index) -> str:
    """The page of the item on the web, where the site says at what address it stands."""
    address = index.catalog.site.address
    return address + item_uri(item) if address else ""
