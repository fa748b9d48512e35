"""数字和字母用半角的，例如“20个工作日”“A类”，不写成“２０个工作日”“Ａ类”。

全角和半角的数字看着一样，搜索和比对时却是两个字：搜“20个工作日”就找不到“２０个工作日”。
改法：把全角的数字、字母改成半角的；标点符号照旧用全角的。
"""

from __future__ import annotations

from collections.abc import Iterator

from build_tools.catalog import Catalog
from build_tools.diagnostics import Finding, Severity
from build_tools.fields import vocabulary
from build_tools.model import Item
from build_tools.personal import identity_numbers
from build_tools.text import WIDE, half_width
from build_tools.texts import item_texts, registry_texts, slips

SEVERITY = Severity.WARNING


def check_item(item: Item, catalog: Catalog) -> Iterator[Finding]:
    return slips(
        (one for one in item_texts(item, WIDE) if "article" not in one.where), _correct
    )  # article-form sees those


def check_catalog(catalog: Catalog) -> Iterator[Finding]:
    return slips((one for one in registry_texts(catalog) if "article" not in one.where), _correct)


def _correct(text: str) -> tuple[str, str, str] | None:
    wide = WIDE.search(text)
    if wide is None or _personal(text):  # a number that must go needs no better digits
        return None
    return half_width(text), wide.group(), half_width(wide.group())


def _personal(text: str) -> bool:
    return vocabulary("mobile").search(half_width(text)) is not None or any(identity_numbers(text))
