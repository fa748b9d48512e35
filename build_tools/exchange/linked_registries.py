"""Bodies, channels, laws and the catalog itself as linked data."""

from __future__ import annotations

from build_tools import fields
from build_tools.exchange.dates import catalog_date
from build_tools.exchange.linked import DOCUMENT, Node, Nodes
from build_tools.messages import page as page_words
from build_tools.model import Basis, Body, Contact, Law

_CHINESE = "http://publications.europa.eu/resource/authority/language/ZHO"
_LEGAL = "eli:LegalResource"


def dataset(services: list[str], nodes: Nodes) -> str:
    """The catalog, which every service is part of."""
    site = nodes.index.catalog.site
    domains, items = len(nodes.index.by_domain), len(services)
    title, description = page_words("home", name=site.name, domains=domains, items=items)
    return nodes.only(
        "catalog",
        site.code,
        "dcat:Dataset",
        lambda: {
            "identifier": site.code,
            "title": title,
            "description": description,
            "publisher": _publisher(nodes),
            "modified": catalog_date(nodes.index),
            "spatial": county(nodes),
            "language": language(nodes),
            "landingPage": nodes.document("index.html"),
            "hasPart": services,
        },
    )


def _publisher(nodes: Nodes) -> str:
    site = nodes.index.catalog.site
    name = site.footer.sponsor or site.name
    return nodes.node("agent", site.code, "foaf:Agent", lambda: {"identifier": site.code, "title": name})


def county(nodes: Nodes) -> str:
    """The place all of it is about."""
    site = nodes.index.catalog.site
    return nodes.node("place", site.code, "dct:Location", lambda: {"identifier": site.code, "label": site.name})


def language(nodes: Nodes) -> str:
    """Chinese."""
    return nodes.known(_CHINESE, "dct:LinguisticSystem")


def authority(body: Body, nodes: Nodes) -> str:
    """A publishing body."""

    def describe() -> Node:
        parent = nodes.index.catalog.bodies.get(body.parent or "")
        return {
            "identifier": body.id,
            "label": body.name,
            "formerLabel": list(body.former_name),
            "spatial": county(nodes),
            "subOrganizationOf": authority(parent, nodes) if parent else None,
            "contactPoint": contact_point(body.name, body.contact, nodes) if body.contact else None,
        }

    return nodes.node("body", body.id, "cv:PublicOrganisation", describe)


def describe_registered(nodes: Nodes) -> None:
    """Describe each body and law, whether anything speaks of it or not, and each channel that is used.

    They are called by their ids, so what is kept of them could be told of by nobody who has something else to say.
    """
    catalog = nodes.index.catalog
    for body in catalog.bodies.values():
        authority(body, nodes)
    for one in catalog.laws.values():
        law(one, nodes)
    uses = (use for item in catalog.active() for _, some in item.channel.parts() for use in some)
    for key, note in dict.fromkeys((use.id, use.note) for use in uses):
        channel(key, note, nodes)


def contact_point(name: str, contact: Contact, nodes: Nodes) -> str:
    """Whom to ask; one thing for everybody who names the same office and numbers."""

    def describe() -> Node:
        return {
            "label": " ".join(dict.fromkeys(part for part in (name, contact.office) if part)),
            "telephone": contact.phone,
            "email": contact.email,
            "openingHours": _told("time:TemporalEntity", "description", contact.hours, nodes),
            "address": _told("locn:Address", "fullAddress", contact.address, nodes),
        }

    return nodes.node("contact", repr((name, contact)), "cv:ContactPoint", describe)


def _told(types: str, term: str, text: str | None, nodes: Nodes) -> str | None:
    """A thing of which no more is known than how it is told."""
    return nodes.node(types.partition(":")[2].lower(), text, types, lambda: {term: text}) if text else None


def channel(key: str, note: str | None, nodes: Nodes) -> str:
    """A channel; with a note the very platform that the note names."""
    one = nodes.index.catalog.channels[key]

    def describe() -> Node:
        kind = fields.choice_labels("channels", ("*", "kind")).get(one.kind or "")
        return {
            "identifier": f"{key}：{note}" if note else key,
            "description": f"{one.name}：{note}" if note else one.name,
            "kind": nodes.concept("channel-kind", one.kind or "", kind) if kind else None,
            "page": nodes.known(one.url, DOCUMENT) if one.url and not note else None,
        }

    return nodes.node("channel", f"{key}：{note}" if note else key, "cv:Channel", describe)


def legal_resources(basis: Basis, nodes: Nodes) -> list[str]:
    """One entry of 「公开依据」: articles of a law, the whole law, or a document known by its words alone."""
    one = nodes.index.catalog.laws.get(basis.law or "")
    if one is None:
        words = basis.text or ""
        return [nodes.node("document", words, _LEGAL, lambda: {"lawTitle": words})]
    whole = law(one, nodes)
    return [_article(one, whole, article, nodes) for article in basis.article] or [whole]


def _article(law: Law, whole: str, article: str, nodes: Nodes) -> str:
    types = [_LEGAL, "eli:LegalResourceSubdivision"]
    return nodes.node("article", f"{law.id}：{article}", types, lambda: {"article": article, "isArticleOf": whole})


def law(one: Law, nodes: Nodes) -> str:
    """A registered law."""

    def describe() -> Node:
        after = nodes.index.catalog.laws.get(one.replaced_by or "")
        return {
            "lawTitle": one.title,
            "lawNumber": one.number,
            "lawDate": one.issued,
            "entryIntoForce": one.effective,
            "inForce": f"eli:InForce-{'notInForce' if one.status == 'repealed' else 'inForce'}",
            "replacedBy": law(after, nodes) if after else None,
            "page": nodes.known(one.url, DOCUMENT) if one.url else None,
        }

    return nodes.node("law", one.id, _LEGAL, describe)
