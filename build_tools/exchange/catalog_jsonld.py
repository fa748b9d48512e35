"""``catalog.jsonld``: the items in force as linked data after CPSV-AP 3.2, the European profile for public services.

A duty to disclose is a ``cpsv:PublicService`` in the sense of the profile: an activity a public organisation is bound
to, for the public; what is disclosed is its ``cv:Output``. A wording of the time limit is a ``cpsv:Rule``, since it is
seldom a plain duration. The context is written out: reading the file asks no server for anything.
"""

from __future__ import annotations

import json
from collections.abc import Iterator

from build_tools.exchange import SiteFile
from build_tools.exchange.dates import catalog_date
from build_tools.exchange.linked import CONTEXT, Graph, Nodes, Said, Told
from build_tools.exchange.linked_items import service
from build_tools.exchange.linked_registries import dataset, describe_registered
from build_tools.exchange.pieces import beside_items, pieces
from build_tools.index import Index
from build_tools.model import Item
from build_tools.uris import item_uri

FILE = "catalog.jsonld"
_SHARED = "data-jsonld-shared"
PLACES = (FILE,)


def files(index: Index) -> Iterator[SiteFile]:
    """catalog.jsonld."""
    address = index.catalog.site.address
    context = {**({"@base": address + FILE} if address else {}), **CONTEXT}
    head = f'{{"@context": {json.dumps(context)},\n"@graph": [\n'.encode()
    parts = _graph(index).parts(head, b"\n]}\n")
    name = index.catalog.site.name
    yield SiteFile(FILE, parts, "application/ld+json", "data_jsonld", name, catalog_date(index))


def _graph(index: Index) -> Graph:
    """The items in force with all they speak of, and the catalog."""
    items = tuple(index.catalog.active())
    around = beside_items(index)
    kept: tuple[bytes, dict[str, Said]] = index.kept.load(_SHARED) or (b"", {})
    before = kept[1] if kept[0] == around else {}
    nodes = Nodes(index)

    def told(item: Item) -> Told:
        return nodes.told(lambda: service(item, nodes))

    services = list(pieces("jsonld", items, index, told).values())
    describe_registered(nodes)  # what an item names speaks of others, of which something else may be said now
    whole = nodes.told(lambda: dataset([name for name, _, _ in services], nodes))
    pages = [f"{index.catalog.site.address}{uri}" for uri in ("index.html", *map(item_uri, items))]
    try:
        graph = Graph((*services, whole), before | nodes.said, pages)
    except KeyError:  # the one was kept and the other was not
        graph = Graph((*map(told, items), whole), nodes.said, pages)
    used = graph.used()
    if kept[0] != around or used != before:
        index.kept.save(_SHARED, (around, used))
    return graph
