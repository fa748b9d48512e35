"""同一个领域里，名称只差标点、“的”“及”“和”之类，内容也差不多的两个事项，多半是同一件事写了两遍。

几个科室各填一份，或者新旧两版目录合在一起，常会这样：改了一处，另一处就过时。
一级、二级、三级名称都这样比，公开内容要有一大半相同才提醒；已经停止公开的事项不算在内。
改法：合并成一个事项，多出来的那个写 retired（停止公开）；确实是两件事的，在名称里写明区别。
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from build_tools.catalog import Catalog
from build_tools.diagnostics import Finding, Severity
from build_tools.fields import vocabulary
from build_tools.model import Item

SEVERITY = Severity.WARNING
_MOST_COMPARED = 20  # of items under one name; nobody needs to be told of more


def check_catalog(catalog: Catalog) -> Iterator[Finding]:
    alike: dict[tuple[str, ...], list[Item]] = {}
    for item in catalog.active():
        others = alike.setdefault((item.domain, *map(_plain, _names(item))), [])
        twin = next((other for other in others if _names(other) != _names(item) and _same(other, item)), None)
        if twin:
            args = {"name": item.subject.name, "other_name": twin.subject.name, "other": twin.path}
            where = ("subject", "title")
            yield Finding(where, args, item.path, item.id, related=((twin.path, where),))
        if len(others) < _MOST_COMPARED:
            others.append(item)


def _names(item: Item) -> tuple[str, str, str]:
    return item.subject.category, item.subject.title, item.subject.subtitle or ""


def _same(one: Item, other: Item) -> bool:
    """Whether more than half of all they publish is the same."""
    first, second = (set(map(_plain, item.content)) for item in (one, other))
    return 2 * len(first & second) > len(first | second)


def _plain(text: str) -> str:
    return vocabulary("subject_filler").sub("", unicodedata.normalize("NFKC", text)).lower()
