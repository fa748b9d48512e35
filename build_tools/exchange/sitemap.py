"""「网站地图」 for search engines; only where the site's address is known, since it has no relative addresses."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from urllib.parse import quote
from xml.etree import ElementTree

from build_tools.exchange import SiteFile
from build_tools.exchange.dates import changed, newest
from build_tools.index import Index
from build_tools.uris import item_uri

_SPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
MOST = 50_000
"""No map may list more; then there are several, and a list of them."""


def sitemaps(index: Index, pages: Mapping[str, str | None]) -> Iterator[SiteFile]:
    """sitemap.xml for the pages that were made, each with its date where it has one."""
    address = index.catalog.site.address
    if address is None:
        return
    dates = dict(pages) | {item_uri(item): changed(item, index) for item in index.catalog.items.values()}
    listed = [(address + ("" if uri == "index.html" else quote(uri)), dates[uri]) for uri in pages]
    maps = [listed[start : start + MOST] for start in range(0, len(listed), MOST)]
    if len(maps) == 1:
        yield _map("sitemap.xml", "urlset", "url", listed)
        return
    made = [_map(f"sitemap-{number}.xml", "urlset", "url", part) for number, part in enumerate(maps, 1)]
    yield _map("sitemap.xml", "sitemapindex", "sitemap", [(address + one.uri, one.date) for one in made])
    yield from made


def _map(uri: str, tag: str, each: str, listed: list[tuple[str, str | None]]) -> SiteFile:
    root = ElementTree.Element(tag, {"xmlns": _SPACE})
    for address, date in listed:
        entry = ElementTree.SubElement(root, each)
        ElementTree.SubElement(entry, "loc").text = address
        if date:
            ElementTree.SubElement(entry, "lastmod").text = date
    content = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True) + b"\n"
    return SiteFile(uri, (content,), "application/xml", "", date=newest(date for _, date in listed))
