"""公开内容要写出具体公开哪些要素，不能只重复事项名称，也不能只有一两个字。

公众和考核人员照着“公开内容”逐条核对；“政府文件”公开“政府文件”，等于没有说公开什么。
国办发〔2019〕54号要求目录写明公开事项的内容。
改法：写出要素，例如“标题、文号、发布日期、正文”，每行写一个。
"""

from __future__ import annotations

from collections.abc import Iterator

from build_tools.catalog import Catalog
from build_tools.diagnostics import Finding, Severity
from build_tools.fields import vocabulary
from build_tools.model import Item

SEVERITY = Severity.WARNING
_FEWEST = 3


def check_item(item: Item, catalog: Catalog) -> Iterator[Finding]:
    if item.retired or len(item.content) != 1:
        return
    element = item.content[0].strip()
    if not element or vocabulary("placeholder").fullmatch(element):  # another rule or the schema speaks of it
        return
    if len(element) < _FEWEST:
        yield Finding(("content", 0), {"element": element, "kind": "short"})
    elif element == item.subject.title and not vocabulary("several_things").search(element):
        yield Finding(("content", 0), {"element": element, "kind": "same"})
