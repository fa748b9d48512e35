"""公开依据要写出查得到的法规、文件，不能只写“相关政策规定”。

依据含糊，公众没法查证，也是考核检查常指出的问题。另外还写了登记过的法规（law）的，不提醒。
改法：写全称和文号；没有专门规定的，写政府信息公开条例（foi-regulations）和要求公开的条款，
例如第二十条。
"""

from __future__ import annotations

from collections.abc import Iterator

from build_tools.catalog import Catalog
from build_tools.diagnostics import Finding, Severity
from build_tools.fields import vocabulary
from build_tools.model import Item

SEVERITY = Severity.WARNING


def check_item(item: Item, catalog: Catalog) -> Iterator[Finding]:
    if item.retired or any(one.law for one in item.basis):
        return
    for number, one in enumerate(item.basis):
        if one.text and vocabulary("vague_basis").fullmatch(one.text):
            yield Finding(("basis", number, "text"), {"text": one.text})
