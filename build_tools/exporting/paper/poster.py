"""The sheet for a notice board 「公示栏」: what a village or town has to disclose, where, and whom to call."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from build_tools.diagnostics import UserError
from build_tools.exporting.paper.typesetting import pages
from build_tools.exporting.paper.typesetting import pdf as typeset
from build_tools.exporting.volume import Volume
from build_tools.index import Index, by_domain
from build_tools.messages import say
from build_tools.model import Body, Contact, Item
from build_tools.qr import qr_svg_path
from build_tools.uris import body_uri

_SIZES = (30, 27, 24, 22, 20, 18)
"""Type in points; below the last one nobody reads it standing."""
_BETWEEN = "\u3001"


def pdf(volume: Volume) -> bytes:
    """A2 upright, in the biggest type that takes no more sheets than the smallest."""
    if volume.selection.body is None:
        raise UserError("sheet-needs-body", kind="poster")
    shown = _shown(volume.index.catalog.bodies[volume.selection.body], volume.index)
    sheets = {size: pages("poster", {**shown, "paper": "a2", "size": size}) for size in _SIZES}
    biggest = max(size for size in _SIZES if sheets[size] == sheets[_SIZES[-1]])
    return typeset("poster", {**shown, "paper": "a2", "size": biggest})


def _shown(body: Body, index: Index) -> dict[str, Any]:
    site = index.catalog.site
    above = index.catalog.bodies.get(body.parent or "")
    near = [one for one in (body, above) if one and one.contact and not one.retired]
    own, carried = index.by_body.get(body.id, ()), index.carried.get(body.id, ())
    named = {one.id for one in near} | {role.id for one in near for role in index.roles.get(one.id, ())}
    parts = [
        _part(say("poster_own", body=body.name, items=len(own)), "", own, body, named, index),
        _part(
            say("poster_carried", body=above.name if above else ""), say("poster_carried_lead"), carried, body, named,
            index,
        ),
    ]  # fmt: skip
    return {
        "title": say("poster_title", body=body.name),
        "county": say("paper_catalog", name=site.name, edition=site.edition or ""),
        "call": say("poster_call"),
        "foot": say("poster_foot", name=site.name),
        "contacts": [_contact(one.name, one.contact) for one in near if one.contact],
        "parts": [part for part in parts if part["groups"]],
        "code": _code(body, index),
    }


def _part(heading: str, lead: str, items: Iterable[Item], body: Body, named: set[str], index: Index) -> dict[str, Any]:
    groups = [
        {"name": domain.name, "entries": [_entry(item, group, body, named, index) for item in group]}
        for domain, group in by_domain(items, index.catalog)
    ]
    return {"heading": heading, "lead": lead, "groups": groups}


def _entry(item: Item, group: Sequence[Item], body: Body, named: set[str], index: Index) -> dict[str, Any]:
    """An item; where others of its domain have the same name, its category tells them apart."""
    alike = sum(other.subject.name == item.subject.name for other in group) > 1
    name = say("poster_alike", name=item.subject.name, category=item.subject.category) if alike else item.subject.name
    return {"name": name, "facts": list(_facts(item, body, named, index))}


def _facts(item: Item, body: Body, named: set[str], index: Index) -> Iterator[tuple[str, str]]:
    """When, where, and whom to ask where it is somebody else than the bodies at the head of the sheet."""
    limit = item.time_limit.at(body.level)
    if limit:
        yield say("poster_when"), limit
    uses = item.channel.at(body.level) or ()
    if uses:
        yield say("poster_where"), _BETWEEN.join(use.note or index.catalog.channels[use.id].name for use in uses)
    whom = item.inquiry_contact.at(body.level)
    if whom is not None and whom not in named:
        asked = [f"{name} {one.phone or ''}".strip() for name, one in index.asked(item, body.level)]
        yield say("poster_whom"), _BETWEEN.join(asked[:2])


def _contact(name: str, contact: Contact) -> dict[str, Any]:
    """A body of the head of the sheet with everything that is known of it."""
    office = contact.office if contact.office != name else None
    more = [part for part in (office, contact.address, contact.hours) if part]
    return {"name": name, "phone": contact.phone or "", "more": more}


def _code(body: Body, index: Index) -> dict[str, str] | None:
    """The code that leads a phone to the page of the body, where the site has an address."""
    site = index.catalog.site.address
    if not site:
        return None
    width, path = qr_svg_path(site + body_uri(body.id))
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {width}"><path fill="none" stroke="#000" '
        f'd="{path}"/></svg>'
    )
    return {"svg": svg, "caption": say("poster_scan"), "alt": say("poster_code", address=site + body_uri(body.id))}
