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
from build_tools.exchange.linked import CONTEXT, Nodes
from build_tools.exchange.linked_items import service
from build_tools.exchange.linked_registries import dataset
from build_tools.index import Index

FILE = "catalog.jsonld"
PLACES = (FILE,)


def files(index: Index) -> Iterator[SiteFile]:
    """catalog.jsonld."""
    nodes = Nodes(index)
    services = [service(item, nodes) for item in index.catalog.active()]
    dataset(services, nodes)
    address = index.catalog.site.address
    context = {**({"@base": address + FILE} if address else {}), **CONTEXT}
    head = f'{{"@context": {json.dumps(context)},\n"@graph": [\n'.encode()
    parts = nodes.lines(head, b"\n]}\n")
    name = index.catalog.site.name
    yield SiteFile(FILE, parts, "application/ld+json", "data_jsonld", name, catalog_date(index))
