"""site.yml 里的索引号样式只能用四种占位，而且要让每个事项的索引号都不一样。

{code} 行政区划代码，{year} 目录年份，{domain} 领域代码，{serial} 事项序号；{serial:03} 表示补足三位。
领域代码和事项序号缺一个，就会有事项的索引号相同；写了 {year}，还要写 edition（目录年份）。
改法：照“{code}/{year}-{domain}{serial:03}”的样子写，整个用单引号括起来。
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from build_tools.catalog import INDEX_PLACEHOLDER, Catalog, index_number
from build_tools.diagnostics import Finding, Severity
from build_tools.model import Item

SEVERITY = Severity.ERROR


def check_catalog(catalog: Catalog) -> Iterator[Finding]:
    template = catalog.site.index_number
    if template is None:
        return
    rest = INDEX_PLACEHOLDER.sub("", template)
    wrong = re.search(r"\{[^}]*\}?|\}", rest)
    used = {name for name, _ in INDEX_PLACEHOLDER.findall(template)}
    if wrong:
        yield Finding(("index_number",), {"part": wrong.group(), "kind": "unknown"}, "site.yml")
    elif not {"domain", "serial"} <= used:
        yield Finding(("index_number",), {"part": template, "kind": "same"}, "site.yml")
    elif "year" in used and catalog.site.edition is None:
        yield Finding(("index_number",), {"part": "{year}", "kind": "year"}, "site.yml")
    else:
        yield from _twice(catalog)


def _twice(catalog: Catalog) -> Iterator[Finding]:
    """Items with the number of another: two domains with one code, or an own number that was given again."""
    first: dict[str, Item] = {}
    for item in catalog.items.values():
        if not item.id.startswith(f"{item.domain}-"):  # the rule id-mismatch speaks of it
            continue
        number = index_number(item, catalog) or ""
        other = first.setdefault(number, item)
        if other.id != item.id:
            where = ("index_number",) if item.index_number else ()
            yield Finding(where, {"part": number, "kind": "twice", "other": other.path}, item.path, item.id)
