"""``catalog.jsonld``: the items in force as linked data after CPSV-AP 3.2, the European profile for public services.

A duty to disclose is a ``cpsv:PublicService`` in the sense of the profile: an activity a public organisation is bound
to, for the public; what is disclosed is its ``cv:Output``. A wording of the time limit is a ``cpsv:Rule``, since it is
seldom a plain duration. The context is written out: reading the file asks no server for anything.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping

from build_tools.exchange import SiteFile
from build_tools.exchange.dates import catalog_date
from build_tools.exchange.linked import CONTEXT, Graph, Nodes, Said
from build_tools.exchange.linked_items import said
from build_tools.exchange.linked_registries import dataset
from build_tools.exchange.pieces import beside_items, pieces
from build_tools.index import Index

FILE = "catalog.jsonld"
_SHARED = "data-jsonld-shared"
PLACES = (FILE,)


def files(index: Index) -> Iterator[SiteFile]:
    """catalog.jsonld."""
    nodes = Nodes(index)
    graph, services, shared = _items(nodes)
    graph.add(dataset(services, nodes), nodes.said, shared)
    address = index.catalog.site.address
    context = {**({"@base": address + FILE} if address else {}), **CONTEXT}
    head = f'{{"@context": {json.dumps(context)},\n"@graph": [\n'.encode()
    parts = graph.parts(head, b"\n]}\n")
    name = index.catalog.site.name
    yield SiteFile(FILE, parts, "application/ld+json", "data_jsonld", name, catalog_date(index))


def _items(nodes: Nodes) -> tuple[Graph, list[str], Mapping[str, Said]]:
    """The items in force with all they speak of, their names, and what they share."""
    index = nodes.index
    items = tuple(index.catalog.active())
    around = beside_items(index)
    kept: tuple[bytes, dict[str, Said]] = index.kept.load(_SHARED) or (b"", {})
    before = kept[1] if kept[0] == around else {}
    made = pieces("jsonld", items, index, lambda item: said(item, nodes))
    shared = before | nodes.said
    try:
        graph = _graph(made.values(), shared)
    except KeyError:  # the one was kept and the other was not
        made = {item.id: said(item, nodes) for item in items}
        shared = nodes.said
        graph = _graph(made.values(), shared)
    used = {name: shared[name] for name in graph.lines if name in shared}
    if kept[0] != around or used.keys() != before.keys():
        index.kept.save(_SHARED, (around, used))
    return graph, [name for name, _ in made.values()], used


def _graph(items: Iterable[tuple[str, Mapping[str, Said]]], shared: Mapping[str, Said]) -> Graph:
    graph = Graph()
    for name, own in items:
        graph.add(name, own, shared)
    return graph
