"""公开时限要写成程序也读得懂的样子，才能算出最迟哪天公开。

程序按公开时限算到期的日子、比较修改前后是放宽还是收紧；读不懂的，这些都做不了，公众多半也看不懂。
常见的原因：数字或者“工作日”写错、只写了半句、天数写成一个范围（3-5个工作日）、“前3日内”说不清是早于还是晚于。
改法：写明从什么事情算起、多少天以内，例如“信息形成之日起20个工作日内”；每年、每季度公开的，写“每年1月31日前”。
"""

from __future__ import annotations

from collections.abc import Iterator

from build_tools.catalog import Catalog, time_limit_places
from build_tools.diagnostics import Finding, Severity
from build_tools.fields import vocabulary
from build_tools.model import Item
from build_tools.time_limit import mended, read

SEVERITY = Severity.WARNING


def check_item(item: Item, catalog: Catalog) -> Iterator[Finding]:
    if item.retired:
        return
    for where, wording in time_limit_places(item):
        if read(wording).rules or vocabulary("placeholder").fullmatch(wording):
            continue
        nearest = mended(wording)
        args = {"wording": wording}
        if nearest is None:
            yield Finding(where, args)
        else:
            # Only a text that YAML takes as it stands can be put in place of another.
            sure = nearest.certain and vocabulary("plain_text").fullmatch(nearest.text)
            yield Finding(where, args | {"nearest": nearest.text}, replacement=nearest.text if sure else None)
