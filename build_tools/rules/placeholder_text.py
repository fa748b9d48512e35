"""写了字，但等于没有写：无、暂无、待定、同上、/、～ 之类。

公众看到“无”不知道是没有这项内容，还是没有填。表格里的“同上”换了
地方就不知道指哪一行。
改法：写上实际内容；不是必须写的栏目就把整行删掉。
"""

from __future__ import annotations

from collections.abc import Iterator

from build_tools.catalog import Catalog
from build_tools.diagnostics import Finding, Severity, Where
from build_tools.fields import vocabulary
from build_tools.model import Contact, Item

SEVERITY = Severity.ERROR


def check_item(item: Item, catalog: Catalog) -> Iterator[Finding]:
    words = vocabulary("placeholder")
    for where, value in _texts(item):
        if value is not None and words.fullmatch(value):
            yield Finding(where, {"value": value})


def _texts(item: Item) -> Iterator[tuple[Where, str | None]]:
    """Every free text of an item with its place."""
    yield ("subject", "category"), item.subject.category
    yield ("subject", "title"), item.subject.title
    yield ("subject", "subtitle"), item.subject.subtitle
    yield from ((("content", number), element) for number, element in enumerate(item.content))
    yield from ((("basis", number, "text"), one.text) for number, one in enumerate(item.basis))
    for level, wording in item.time_limit.parts():
        yield ("time_limit",) if level is None else ("time_limit", level), wording
    for level, whom in item.inquiry_contact.parts():
        head = ("inquiry_contact",) if level is None else ("inquiry_contact", level)
        if isinstance(whom, Contact):
            yield from (((*head, name), getattr(whom, name)) for name in ("office", "address", "hours"))
    yield from ((("audience",), group) for group in item.audience.groups)
    yield ("remarks",), item.remarks
