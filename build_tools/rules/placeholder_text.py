"""写了字，但等于没有写：无、暂无、待定、同上、见上、/、～ 之类。

公众看到“无”不知道是没有这项内容，还是没有填。表格里的“同上”换了
地方就不知道指哪一行。
改法：写上实际内容；不是必须写的栏目就把整行删掉。
"""

from __future__ import annotations

from collections.abc import Iterator

from build_tools.catalog import Catalog
from build_tools.diagnostics import Finding, Severity
from build_tools.fields import vocabulary
from build_tools.model import Item
from build_tools.texts import item_texts

SEVERITY = Severity.ERROR


def check_item(item: Item, catalog: Catalog) -> Iterator[Finding]:
    words = vocabulary("placeholder")
    for where, value, _ in item_texts(item):
        if words.fullmatch(value):
            yield Finding(where, {"value": value})
