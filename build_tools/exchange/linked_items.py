"""An item 「公开事项」 as linked data: the public service of disclosing it, and what is disclosed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from build_tools import fields
from build_tools.catalog import members
from build_tools.exchange.dates import changed
from build_tools.exchange.linked import DOCUMENT, Node, Nodes
from build_tools.exchange.linked_registries import authority, channel, contact_point, county, language, legal_resources
from build_tools.exchange.naming import iri
from build_tools.exchange.wording import BETWEEN
from build_tools.model import Item
from build_tools.uris import item_uri


def service(item: Item, nodes: Nodes) -> str:
    """One item in force."""

    def describe() -> Node:
        index = nodes.index
        catalog = index.catalog
        return {
            "identifier": item.id,
            "title": item.subject.name,
            "description": BETWEEN.join(item.content),
            "note": item.remarks,
            "modified": changed(item, index),
            "isPartOf": iri("catalog", catalog.site.code, catalog.site),
            "thematicArea": nodes.concept("domain", item.domain, catalog.domains[item.domain].name),
            "classification": [_category(item, nodes), *_classes(item, nodes)],
            "authority": nodes.once("authority", item.publishing_body, lambda: _authorities(item, nodes)),
            "channel": nodes.once("channel", item.channel, lambda: _channels(item, nodes)),
            "contactPoint": nodes.once("contactPoint", item.inquiry_contact, lambda: _contacts(item, nodes)),
            "legalResource": nodes.once("legalResource", item.basis, lambda: _laws(item, nodes)),
            "follows": _rules(item, nodes),
            "audience": nodes.once("audience", item.audience, lambda: _audience(item, nodes)),
            "spatial": county(nodes),
            "language": language(nodes),
            "produces": _worded("cv:Output", item.id, item.subject.name, list(item.content), nodes),
            "page": _pages(item, nodes),
        }

    return nodes.only("item", item.id, "cpsv:PublicService", describe)


def _category(item: Item, nodes: Nodes) -> str:
    """The first-level name."""
    return nodes.concept("category", f"{item.domain}：{item.subject.category}", item.subject.category)


def _classes(item: Item, nodes: Nodes) -> list[str]:
    """Levels, methods and stages: the lists of words by which a catalog is sorted."""

    def found() -> Iterator[str]:
        levels = nodes.index.catalog.site.level
        yield from (nodes.concept("level", one, levels.get(one, one)) for one in item.level)
        for name, values in (("method", item.method), ("stage", item.stage)):
            labels = fields.choice_labels("item", (name,))
            yield from (nodes.concept(name, one, labels[one]) for one in values)

    return nodes.once("classification", (item.level, item.method, item.stage), found)


def _authorities(item: Item, nodes: Nodes) -> Iterator[str]:
    """The bodies that act, each once."""
    catalog = nodes.index.catalog
    named = [catalog.bodies[one] for _, bodies in item.publishing_body.parts() for one in bodies]
    acting = {one.id: one for body in named for one in members(catalog, body)}
    return (authority(body, nodes) for body in acting.values())


def _channels(item: Item, nodes: Nodes) -> Iterator[str]:
    """Each channel with its note, once, whatever the level."""
    uses = dict.fromkeys((use.id, use.note) for _, uses in item.channel.parts() for use in uses)
    return (channel(key, note, nodes) for key, note in uses)


def _contacts(item: Item, nodes: Nodes) -> Iterator[str]:
    return (contact_point(name, one, nodes) for name, one in nodes.index.asked(item))


def _laws(item: Item, nodes: Nodes) -> Iterable[str]:
    return dict.fromkeys(one for basis in item.basis for one in legal_resources(basis, nodes))


def _rules(item: Item, nodes: Nodes) -> list[str]:
    """「公开时限」 as rules in words, one for each level that has its own."""
    site = nodes.index.catalog.site
    made = []
    for level, wording in item.time_limit.parts():
        key = f"{item.id}.{level}" if level else item.id  # no id has a dot
        name = fields.label("item", ("time_limit",)) + (f"（{site.level.get(level, level)}）" if level else "")
        made.append(_worded("cpsv:Rule", key, name, wording, nodes))
    return made


def _audience(item: Item, nodes: Nodes) -> list[str]:
    everyone = fields.choice_labels("item", ("audience",)).items() if item.audience.everyone else ()
    found = [nodes.concept("audience", key, label) for key, label in everyone]
    return found + [nodes.concept("group", group, group) for group in item.audience.groups]


def _worded(types: str, key: str, title: str, description: str | list[str], nodes: Nodes) -> str:
    """A thing that is a title and words."""
    told: Node = {"identifier": key, "title": title, "description": description, "language": language(nodes)}
    return nodes.only(types.partition(":")[2].lower(), key, types, lambda: told)


def _pages(item: Item, nodes: Nodes) -> list[str]:
    """Its page here, and where the information is really published."""
    here = nodes.document(item_uri(item))
    return [*([here] if here else []), *(nodes.known(url, DOCUMENT) for _, url in item.link)]
