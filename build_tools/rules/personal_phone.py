"""手机号码只能写在咨询渠道的 phone 里，不能写在内容、备注、依据、办公时间这些文字里。

手机号码多半是经办人、当事人自己的，属于个人信息，没有依据、没有本人单独同意不得公开（个人信息保护法第十三条、
第二十五条）；目录一经公开就会被转载，收不回来。村里值班用的手机，写在 phone 里，公众知道是打来咨询的。
已经停止公开的事项网页还在，所以也查；bodies.yml、目录调整记录里的文字也查。
改法：值班、咨询用的，移到 inquiry_contact（咨询渠道）的 phone；其他的删掉。
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator

from build_tools.catalog import Catalog
from build_tools.diagnostics import Finding, Severity
from build_tools.fields import vocabulary
from build_tools.model import Item
from build_tools.personal import hidden
from build_tools.texts import Text, item_texts, registry_texts

SEVERITY = Severity.ERROR


def check_item(item: Item, catalog: Catalog) -> Iterator[Finding]:
    return _findings(item_texts(item, vocabulary("mobile")))


def check_catalog(catalog: Catalog) -> Iterator[Finding]:
    return _findings(registry_texts(catalog))


def _findings(texts: Iterable[Text]) -> Iterator[Finding]:
    for where, text, path in texts:
        hit = vocabulary("mobile").search(unicodedata.normalize("NFKC", text))
        if hit:
            yield Finding(where, {"number": hidden(hit.group())}, path)
