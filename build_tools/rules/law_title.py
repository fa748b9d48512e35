"""法规名称里不能有错字：“条例”写成“条件”“条列”，“中华人民共和国”写成“中国人民共和国”。

名称错了，公众查不到这部法规，公开依据也就站不住。
改法：照提示改；拿不准的，到国家法律法规数据库核对全称。
"""

from __future__ import annotations

from collections.abc import Iterator

from build_tools.catalog import Catalog
from build_tools.diagnostics import Finding, Severity
from build_tools.fields import corrections
from build_tools.model import Item
from build_tools.text import corrected
from build_tools.texts import item_texts, registry_texts, slips

SEVERITY = Severity.WARNING


def check_item(item: Item, catalog: Catalog) -> Iterator[Finding]:
    return slips(item_texts(item, corrections("law_title")[0]), _correct)


def check_catalog(catalog: Catalog) -> Iterator[Finding]:
    return slips(registry_texts(catalog), _correct)


def _correct(text: str) -> tuple[str, str, str] | None:
    return corrected(text, *corrections("law_title"))
