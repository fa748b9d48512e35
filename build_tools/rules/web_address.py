"""网址要是公众打得开的：不是单位内部的地址，没有写重、写成全角。

公开链接、渠道网址、法规网址、网站地址会成为网页上的链接，点开是公众的第一步；县里的内网地址（192.168.…、10.…、localhost）
在办公室打得开，在外面打不开。网址不以 http:// 或 https:// 开头的，读文件时就会指出来。
改法：在手机上用流量（不连单位的网络）打开网页，把地址栏里的网址整个复制过来。
"""

from __future__ import annotations

import ipaddress
import re
import unicodedata
from collections.abc import Iterator
from contextlib import suppress
from urllib.parse import urlsplit

from build_tools.catalog import Catalog
from build_tools.diagnostics import Finding, Severity, Where
from build_tools.model import Item

SEVERITY = Severity.ERROR
_TWICE = re.compile(r"(?:https?://)+(?=https?://[A-Za-z0-9])", re.IGNORECASE)
_INTERNAL = re.compile(r"(?:.*\.)?(?:localhost|localdomain|local|lan|internal|intranet|home|corp)")
_HOST = re.compile(r"[^/?#]*")
_WIDE = re.compile("[．-：？-Ｚａ-ｚ＃％＆＝＿－]")  # not the brackets: a path may have them
_NUMBERS = re.compile(r"[0-9A-Fa-f.]+|.*:.*")
_NAMED = re.compile(r"[\w-]+(?:\.[\w-]+)*\.[^\W\d_][\w-]*\.?")


def check_item(item: Item, catalog: Catalog) -> Iterator[Finding]:
    for channel, url in item.link:
        yield from _finding(("link", channel), url)


def check_catalog(catalog: Catalog) -> Iterator[Finding]:
    for file, entries in (("channels.yml", catalog.channels), ("laws.yml", catalog.laws)):
        for key, entry in entries.items():
            yield from _finding((key, "url"), entry.url, file)
    yield from _finding(("address",), catalog.site.address, "site.yml")
    for name in ("report_error", "portal"):
        yield from _finding(("footer", name), getattr(catalog.site.footer, name), "site.yml")


def _finding(where: Where, url: str | None, path: str | None = None) -> Iterator[Finding]:
    if url:
        meant = _meant(url)
        kind = "twice" if _TWICE.match(url) else "width" if meant != url else _fault(url)
        if kind:
            fits = meant != url and not _fault(meant)
            args = {"value": url, "kind": kind, "meant": meant if fits else ""}
            yield Finding(where, args, path, replacement=meant if fits else None)


def _meant(url: str) -> str:
    """Without a scheme written twice, wide signs in the name of the site, or the full stop of a sentence."""
    url = _TWICE.sub("", url, count=1)
    scheme, _, rest = url.rstrip("。，；、").partition("://")
    narrow = _WIDE.sub(lambda hit: unicodedata.normalize("NFKC", hit.group()), rest).replace("。", ".")
    wide = _HOST.findall(rest)[0] != _HOST.findall(narrow)[0]
    return f"{scheme}://{narrow if wide else rest}"


def _fault(url: str) -> str:
    """What keeps the public from opening an address: its site lies inside, or there is none."""
    try:
        host, _ = urlsplit(url).hostname or "", urlsplit(url).port
    except ValueError:
        return "site"
    if _NUMBERS.fullmatch(host):
        with suppress(ValueError):
            return "" if ipaddress.ip_address(host).is_global else "inside"
    return "inside" if _INTERNAL.fullmatch(host) else "" if _NAMED.fullmatch(host) else "site"
