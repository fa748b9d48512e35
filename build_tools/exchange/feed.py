"""Atom feeds of 「目录调整公告」: the whole catalog, each domain and each body that an adjustment concerns."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from xml.etree import ElementTree

from build_tools import fields
from build_tools.exchange import SiteFile
from build_tools.exchange.naming import urn
from build_tools.exchange.wording import BETWEEN, basis_words
from build_tools.index import Index, adjusted, publishers
from build_tools.messages import page as words
from build_tools.model import Adjustment, Item
from build_tools.uris import adjustment_uri

PLACES = ("feed.xml", "feeds/")
_ATOM = "http://www.w3.org/2005/Atom"
_MEDIA_TYPE = "application/atom+xml"
_PAGE = "adjustments.html"
_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def files(index: Index) -> Iterator[SiteFile]:
    """feed.xml, feeds/domain/<id>.atom, feeds/body/<id>.atom; none for what no adjustment names."""
    yield from _made(index)


@lru_cache(maxsize=2)
def _made(index: Index) -> tuple[SiteFile, ...]:
    return tuple(_feeds(index))


def _feeds(index: Index) -> Iterator[SiteFile]:
    catalog = index.catalog
    if catalog.adjustments:
        yield _feed("feed.xml", "catalog", catalog.site.code, "feed", catalog.site.name, catalog.adjustments, index)
    named = [(one, adjusted(one, catalog)) for one in catalog.adjustments]
    for domain in catalog.domains.values():
        found = [one for one, items in named if any(item.domain == domain.id for item in items)]
        if found:
            uri = f"feeds/domain/{domain.id}.atom"
            yield _feed(uri, "domain", domain.id, "domain_feed", domain.name, found, index)
    concerned = [(one, {body for item in items for body in publishers(item, catalog)}) for one, items in named]
    for body in catalog.bodies.values():
        found = [one for one, bodies in concerned if body.id in bodies]
        if found:
            yield _feed(f"feeds/body/{body.id}.atom", "body", body.id, "body_feed", body.name, found, index)


def announced(uri: str, index: Index) -> tuple[tuple[str, str], ...]:
    """Title and address of a feed, for the page that it tells of; nothing where there is no such feed."""
    return tuple((words(one.words, name=one.name)[0], uri) for one in _made(index) if one.uri == uri)


def _feed(uri: str, kind: str, key: str, titled: str, name: str, found: Sequence[Adjustment], index: Index) -> SiteFile:
    """A feed of adjustments, the newest first, as the catalog has them."""
    site = index.catalog.site
    root = site.address or "../" * uri.count("/")
    feed = ElementTree.Element("feed", {"xmlns": _ATOM, "xml:lang": "zh-CN"})
    title, subtitle = words(titled, name=name)
    _add(feed, "id", urn(f"feed-{kind}", key, site))
    _add(feed, "title", title)
    _add(feed, "subtitle", subtitle)
    _add(feed, "updated", _moment(found[0].date))
    _add(_add(feed, "author"), "name", site.footer.sponsor or site.name)
    _add(feed, "link", rel="self", type=_MEDIA_TYPE, href=f"{root}{uri}")
    _add(feed, "link", rel="alternate", type="text/html", href=f"{root}{_PAGE}")
    for one in found:
        _entry(feed, one, root, index)
    content = ElementTree.tostring(feed, encoding="utf-8", xml_declaration=True) + b"\n"
    return SiteFile(uri, (content,), _MEDIA_TYPE, titled, name, found[0].date)


def _entry(feed: ElementTree.Element, one: Adjustment, root: str, index: Index) -> None:
    """One adjustment; the same entry in every feed that has it."""
    catalog = index.catalog
    items = adjusted(one, catalog)
    entry = _add(feed, "entry")
    _add(entry, "id", urn("adjustment", one.id, catalog.site))
    _add(entry, "title", one.title)
    _add(entry, "published", _moment(one.date))
    _add(entry, "updated", _moment(one.date))
    _add(entry, "link", rel="alternate", type="text/html", href=root + adjustment_uri(one.id))
    for domain in dict.fromkeys(item.domain for item in items):
        _add(entry, "category", term=domain, label=catalog.domains[domain].name)
    _add(entry, "summary", one.reason)
    _add(entry, "content", _told(one, items, index), type="text")


def _told(one: Adjustment, items: Sequence[Item], index: Index) -> str:
    """An adjustment in lines of plain text, with the labels of the schema."""

    def line(key: str, text: str) -> str:
        return f"{fields.label('adjustment', (key,))}：{text}"

    basis = BETWEEN.join(basis_words(each, index.catalog) for each in one.basis)
    named = BETWEEN.join(item.subject.name for item in items)
    return "\n".join(
        (line("reason", one.reason), line("basis", basis), line("approved_by", one.approved_by), line("item", named))
    )


def _moment(date: str) -> str:
    """A day in China, as Atom writes a moment."""
    return f"{date}T00:00:00+08:00"


def _add(parent: ElementTree.Element, tag: str, text: str | None = None, /, **attributes: str) -> ElementTree.Element:
    made = {key: _NO_XML.sub("\ufffd", value) for key, value in attributes.items()}
    child = ElementTree.SubElement(parent, tag, made)
    child.text = _NO_XML.sub("\ufffd", text) if text is not None else None
    return child
