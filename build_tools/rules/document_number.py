"""文号要写成机关代字、六角括号里的年份、序号，例如“国办发〔2019〕54号”。

党政机关公文格式（GB/T 9704—2012）：年份写全四位，用六角括号〔〕括起来；序号不加“第”，不补零，后面写“号”。
写错了，公众按文号搜不到文件，登记表里同一个文件也对不上。
令和公告不在此列：国务院令第711号、国家税务总局公告2019年第73号，本来就这样写。
改法：照提示改，并和文件首页上的文号核对。
"""

from __future__ import annotations

from collections.abc import Iterator

from build_tools.catalog import Catalog
from build_tools.diagnostics import Finding, Severity
from build_tools.fields import corrections
from build_tools.model import Item
from build_tools.text import corrected, half_width
from build_tools.texts import item_texts, registry_texts, slips

SEVERITY = Severity.WARNING


def check_item(item: Item, catalog: Catalog) -> Iterator[Finding]:
    return slips(item_texts(item, corrections("document_number")[0]), _correct)


def check_catalog(catalog: Catalog) -> Iterator[Finding]:
    return slips(registry_texts(catalog), _correct)


def _correct(text: str) -> tuple[str, str, str] | None:
    return corrected(half_width(text), *corrections("document_number"))
