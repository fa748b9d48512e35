"""事项自己写的索引号，里面不能有空格、全角符号，也不能有“None”“null”这样的残留。

索引号印在网页和文件上，公众照着它检索；多一个空格就查不到。
“2026-None”“2026-”这样的，是从数据库导出时序号丢了。
沿用的旧索引号可以和 site.yml 的样式不同，不检查样式。
改法：照提示改；序号丢了的，查到原来的号补上，查不到就删掉这一行，用样式生成。
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from build_tools.catalog import Catalog
from build_tools.diagnostics import Finding, Severity
from build_tools.fields import vocabulary
from build_tools.model import Item
from build_tools.quoting import inline

SEVERITY = Severity.WARNING


def check_item(item: Item, catalog: Catalog) -> Iterator[Finding]:
    fault = vocabulary("index_number_fault").search(item.index_number or "")
    if not fault:
        return
    meant = re.sub(r"\s+", "", unicodedata.normalize("NFKC", item.index_number or ""))
    sound = meant if meant and not vocabulary("index_number_fault").search(meant) else ""
    args = {"number": item.index_number or "", "part": fault.group(), "meant": sound}
    yield Finding(("index_number",), args, replacement=inline(sound) if sound else None)
