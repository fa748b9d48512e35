"""文件名就是事项编号，必须是“所在文件夹的领域编号-数字”，数字至少三位。

编号说明事项属于哪个领域，而且永远不变，网页链接、目录调整记录都靠它。
常见原因：复制文件以后忘了改名（“…… - 副本.yml”），或者放错了领域的文件夹。
改法：改文件名，用这个领域还没有用过的数字；放错了文件夹的，移到对的文件夹。
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from build_tools.catalog import Catalog
from build_tools.diagnostics import Finding, Severity
from build_tools.model import Item
from build_tools.numbering import next_id

SEVERITY = Severity.ERROR


def check_item(item: Item, catalog: Catalog) -> Iterator[Finding]:
    if not catalog.knows("domains", item.domain):  # the rule unknown-domain speaks of it
        return
    if not re.fullmatch(re.escape(item.domain) + "-[0-9]{3,9}", item.id):
        yield Finding((), {"id": item.id, "domain": item.domain, "free": next_id(item.domain, catalog)})
