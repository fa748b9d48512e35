"""公开内容里只写公开哪些内容，电话、邮箱、网址、在哪里公开，各有各的栏目。

写在内容里的电话，改登记表时改不到，换了号码就是错的；写在内容里的渠道，不会列进按渠道的统计，检查也看不见。
“监督电话”“12345热线服务情况”这样只有名称的，是公开的内容，不报。
改法：电话、邮箱移到 inquiry_contact（咨询渠道），网址移到 link（公开链接），在哪里公开移到 channel（公开渠道和载体）。
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from build_tools.catalog import Catalog
from build_tools.diagnostics import Finding, Severity
from build_tools.fields import vocabulary
from build_tools.model import Item

SEVERITY = Severity.WARNING


def check_item(item: Item, catalog: Catalog) -> Iterator[Finding]:
    if item.retired:
        return
    for number, element in enumerate(item.content):
        plain = unicodedata.normalize("NFKC", element)
        for kind in ("phone", "address", "channel"):
            hit = vocabulary(f"hidden_{kind}").search(plain)
            if hit:
                yield Finding(("content", number), {"part": hit.group(), "kind": kind})
                break
