"""The vocabulary of the linked data, what is said of things in it, and a graph that describes each thing once."""

from __future__ import annotations

import json
from collections.abc import Callable, Hashable, Iterable, Mapping
from typing import Any, TypeVar

from build_tools.exchange.naming import iri
from build_tools.index import Index

T = TypeVar("T")
NEXT = b",\n"
"""Between two lines."""
DOCUMENT = "foaf:Document"
"""A page, of this site or another."""

Node = dict[str, Any]


def _text(term: str) -> dict[str, str]:
    return {"@id": term, "@language": "zh"}


def _link(term: str) -> dict[str, str]:
    return {"@id": term, "@type": "@id"}


def _date(term: str) -> dict[str, str]:
    return {"@id": term, "@type": "xsd:date"}


CONTEXT: dict[str, Any] = {
    "adms": "http://www.w3.org/ns/adms#",
    "cpsv": "http://purl.org/vocab/cpsv#",
    "cv": "http://data.europa.eu/m8g/",
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "eli": "http://data.europa.eu/eli/ontology#",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "locn": "http://www.w3.org/ns/locn#",
    "org": "http://www.w3.org/ns/org#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "time": "http://www.w3.org/2006/time#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "id": "@id",
    "type": "@type",
    "identifier": "dct:identifier",
    "title": _text("dct:title"),
    "description": _text("dct:description"),
    "label": _text("skos:prefLabel"),
    "formerLabel": _text("skos:altLabel"),
    "note": _text("skos:note"),
    "modified": _date("dct:modified"),
    "language": _link("dct:language"),
    "spatial": _link("dct:spatial"),
    "kind": _link("dct:type"),
    "audience": _link("dct:audience"),
    "publisher": _link("dct:publisher"),
    "hasPart": _link("dct:hasPart"),
    "isPartOf": _link("dct:isPartOf"),
    "landingPage": _link("dcat:landingPage"),
    "page": _link("foaf:page"),
    "authority": _link("cv:hasCompetentAuthority"),
    "channel": _link("cv:hasChannel"),
    "contactPoint": _link("cv:contactPoint"),
    "classification": _link("cv:isClassifiedBy"),
    "legalResource": _link("cv:hasLegalResource"),
    "thematicArea": _link("cv:thematicArea"),
    "produces": _link("cpsv:produces"),
    "follows": _link("cpsv:follows"),
    "implements": _link("cpsv:implements"),
    "telephone": "cv:telephone",
    "email": "cv:email",
    "openingHours": _link("cv:openingHours"),
    "address": _link("locn:address"),
    "fullAddress": _text("locn:fullAddress"),
    "subOrganizationOf": _link("org:subOrganizationOf"),
    "lawTitle": _text("eli:title"),
    "lawNumber": _text("eli:id_local"),
    "lawDate": _date("eli:date_document"),
    "entryIntoForce": _date("eli:first_date_entry_in_force"),
    "inForce": _link("eli:in_force"),
    "article": _text("eli:number"),
    "isArticleOf": _link("eli:is_part_of"),
    "replacedBy": _link("dct:isReplacedBy"),
}
"""Every term that a node uses; names of ours for terms of the vocabularies."""


_encode = json.JSONEncoder(ensure_ascii=False).encode


def _line(node: Node) -> bytes:
    return _encode(node).encode()


def _known(name: str, kind: str) -> bytes:
    return _line({"id": name, "type": kind})


def _key(name: str, kind: str) -> str:
    """What a thing described elsewhere is known by, whoever speaks of it first."""
    return f"{name} {kind}"


Said = tuple[bytes, tuple[str, ...]]
"""The line that describes a thing, and the names of the things that it speaks of, in order."""

Told = tuple[str, bytes, tuple[str, ...]]
"""A name, the lines of what nothing else speaks of, and the names of what others speak of too."""


class Nodes:
    """The things that are spoken of again and again, by their names; each is described once."""

    def __init__(self, index: Index) -> None:
        self.index = index
        self.said: dict[str, Said] = {}
        self._own: list[bytes] = []
        """The lines of things spoken of only once, the inner before the outer."""
        self._names: dict[tuple[str, str], str] = {}
        self._once: dict[tuple[str, Hashable], tuple[list[str], tuple[str, ...]]] = {}
        self._spoken: list[list[str]] = [[]]
        """For each description that is being made, the outer before the inner, what it has spoken of."""

    def node(self, kind: str, key: str, types: str | list[str], describe: Callable[[], Node]) -> str:
        """The name of a thing; ``describe`` is asked once what to say of it, and what is empty is left out."""
        name = self._names.get((kind, key))
        if name is None:
            name = self._names[kind, key] = self._name(kind, key)
        self._spoken[-1].append(name)
        if name not in self.said:
            self.said[name] = b"", ()  # a description may speak of other things, and they of this one
            self.said[name] = self._described(name, types, describe)
        return name

    def only(self, kind: str, key: str, types: str, describe: Callable[[], Node]) -> str:
        """The same for a thing that is spoken of only once."""
        name = self._name(kind, key)
        line, spoken = self._described(name, types, describe)
        self._own.append(line)
        self._spoken[-1] += spoken
        return name

    def told(self, tell: Callable[[], str]) -> Told:
        """What nothing but the thing named by ``tell`` speaks of; what others speak of too stays here."""
        self._own.clear()
        name, spoken = self._heard(tell)
        return name, NEXT.join(reversed(self._own)), spoken

    def _name(self, kind: str, key: str) -> str:
        return iri(kind, key, self.index.catalog.site)

    def _described(self, name: str, types: str | list[str], describe: Callable[[], Node]) -> Said:
        told, spoken = self._heard(describe)
        said = {term: value for term, value in told.items() if value not in (None, "", [])}
        return _line({"id": name, "type": types, **said}), spoken

    def once(self, term: str, value: Hashable, names: Callable[[], Iterable[str]]) -> list[str]:
        """The names of what a value speaks of, asked for once: many items say the same of whom to ask."""
        known = self._once.get((term, value))
        if known is None:
            known = self._once[term, value] = self._heard(lambda: list(names()))
        self._spoken[-1] += known[1]
        return known[0]

    def _heard(self, tell: Callable[[], T]) -> tuple[T, tuple[str, ...]]:
        """What is told, and the things spoken of meanwhile."""
        self._spoken.append([])
        told = tell()
        return told, tuple(dict.fromkeys(self._spoken.pop()))

    def concept(self, scheme: str, key: str, label: str) -> str:
        """A value of a list of words."""
        return self.node(scheme, key, "skos:Concept", lambda: {"label": label})

    def known(self, name: str, kind: str) -> str:
        """A thing that is described elsewhere: only what it is."""
        key = _key(name, kind)
        self._spoken[-1].append(key)
        if key not in self.said:
            self.said[key] = _known(name, kind), ()
        return name

    def document(self, uri: str) -> str | None:
        """The page of the site that tells of what is being described, where its address is known."""
        address = self.index.catalog.site.address
        if address:
            self._own.append(_known(address + uri, DOCUMENT))
        return address and address + uri


class Graph:
    """What is ``told`` of each, and after that each thing they ``shared``, in the order of first mention.

    Of the ``pages`` of the site that are told of already nothing is said again.
    Raises KeyError where something of that was never described.
    """

    def __init__(self, told: Iterable[Told], shared: Mapping[str, Said], pages: Iterable[str]) -> None:
        self._shared = shared
        self._pages = {_key(page, DOCUMENT) for page in pages}
        self._told: list[bytes] = []
        self._lines: dict[str, bytes] = {}
        for _, lines, spoken in told:
            self._told.append(lines)
            self._add_all(spoken)

    def _add_all(self, names: Iterable[str]) -> None:
        for name in names:
            if name not in self._lines and name not in self._pages:
                self._lines[name], spoken = self._shared[name]
                self._add_all(spoken)

    def used(self) -> dict[str, Said]:
        """All that is spoken of."""
        return {name: self._shared[name] for name in self._lines}

    def parts(self, head: bytes, foot: bytes) -> list[bytes]:
        """Everything between a head and a foot. Never joined: it is the largest file there is."""
        parts = [head]
        for part in (*self._told, *self._lines.values()):
            parts += (part, NEXT)
        parts[-1] = foot
        return parts
