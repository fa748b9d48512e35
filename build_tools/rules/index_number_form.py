"""事项自己写的索引号，里面不能有空格、全角符号、“None”“null”这样的残留；照样式编的，要合乎样式。

索引号印在网页和文件上，公众照着它检索；多一个空格就查不到。
“2026-None”“2026-”这样的，是从数据库导出时序号丢了。
沿用的旧索引号可以和 site.yml 的样式不同；开头和样式一样（例如本县的行政区划代码）、后面却不合的，多半是抄错了。
改法：照提示改；序号丢了的，查到原来的号补上，查不到就删掉这一行，用样式生成。
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from build_tools.catalog import INDEX_PLACEHOLDER, Catalog
from build_tools.diagnostics import Finding, Severity
from build_tools.fields import vocabulary
from build_tools.model import Item, Site
from build_tools.quoting import inline

SEVERITY = Severity.WARNING

_TELLING = 4  # so many characters in common with the template are no accident


def check_item(item: Item, catalog: Catalog) -> Iterator[Finding]:
    number = item.index_number or ""
    fault = vocabulary("index_number_fault").search(number)
    if fault:
        meant = re.sub(r"\s+", "", unicodedata.normalize("NFKC", number))
        sound = meant if meant and not vocabulary("index_number_fault").search(meant) else ""
        args = {"number": number, "part": fault.group(), "meant": sound}
        yield Finding(("index_number",), args, replacement=inline(sound) if sound else None)
    elif number and _strays(number, catalog.site):
        args = {"number": number, "template": catalog.site.index_number or "", "kind": "template"}
        yield Finding(("index_number",), args)


def _strays(number: str, site: Site) -> bool:
    """Whether a number begins as the template of site.yml does, then leaves it; one that begins otherwise is older."""
    template = (site.index_number or "").replace("{code}", site.code)
    begin = template.partition("{")[0]
    if len(begin) < _TELLING or not number.startswith(begin):
        return False
    shape, last = "", 0
    for hit in INDEX_PLACEHOLDER.finditer(template):
        digits = f"[0-9]{{{max(int(hit[2] or 1), 1)},}}"
        part = {"year": "[0-9]{4}", "serial": digits}.get(hit[1], "[A-Za-z0-9-]+")
        shape += re.escape(template[last : hit.start()]) + part
        last = hit.end()
    return re.fullmatch(shape + re.escape(template[last:]), number) is None
