"""书名号要成对；书名号里面还有书名号的，里面用单书名号，例如“《〈旅游法〉实施办法》”。

标点符号用法（GB/T 15834—2011）这样规定。书名号不成对，就分不清文件名称到哪里为止。
一个名称分成两条写的，两条里各有半个书名号，也会报。
改法：补上缺的一半，删掉多的一半；里面一层改成〈〉。
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from build_tools.catalog import Catalog
from build_tools.diagnostics import Finding, Severity
from build_tools.fields import corrections, vocabulary
from build_tools.model import Item
from build_tools.text import corrected
from build_tools.texts import Text, item_texts, registry_texts, slips

SEVERITY = Severity.WARNING


def check_item(item: Item, catalog: Catalog) -> Iterator[Finding]:
    return _findings(item_texts(item, vocabulary("title_mark_alone")))


def check_catalog(catalog: Catalog) -> Iterator[Finding]:
    return _findings(registry_texts(catalog))


def _findings(texts: Iterable[Text]) -> Iterator[Finding]:
    for one in texts:
        if vocabulary("title_mark_alone").search(one.text):
            if _correct(one.text):
                yield from slips((one,), _correct)
            elif _half(one.text):
                yield Finding(one.where, {"slip": _half(one.text), "meant": ""}, one.path)


def _correct(text: str) -> tuple[str, str, str] | None:
    """A change is offered only where it leaves every mark with its other half."""
    found = corrected(text, *corrections("title_mark"))
    return found if found and not _half(found[0]) else None


def _half(text: str) -> str:
    """The first mark without its other half, with the words behind it; nothing where all are paired."""
    rest = text
    while rest != (rest := vocabulary("title_in_marks").sub("", rest)):
        pass
    alone = vocabulary("title_mark_alone").search(rest)
    return alone.group() if alone else ""
