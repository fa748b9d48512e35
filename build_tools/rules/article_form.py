"""条款写成“第二十条”这样：前面有“第”，数字用汉字。

法律条文本来就这样编号（立法技术规范）；写成“第20条”“二十条”，和别的事项比对不上，也搜不到。
依据文字里紧跟在书名号后面的条款也查。
改法：照提示改；有款的写成“第二十条第二款”，几条就分几行写，不写“第二十条、第二十一条”。
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from build_tools.catalog import Catalog
from build_tools.diagnostics import Finding, Severity
from build_tools.fields import corrections, vocabulary
from build_tools.model import Item
from build_tools.text import corrected, half_width
from build_tools.texts import Text, basis_texts, slips

SEVERITY = Severity.WARNING


def check_item(item: Item, catalog: Catalog) -> Iterator[Finding]:
    yield from _findings(basis_texts(("basis",), item.basis))
    if item.retired:
        yield from _findings(basis_texts(("retired", "basis"), item.retired.basis))


def check_catalog(catalog: Catalog) -> Iterator[Finding]:
    for record in catalog.adjustments:
        yield from _findings(basis_texts(("basis",), record.basis, record.path))


def _findings(texts: Iterable[Text]) -> Iterator[Finding]:
    for one in texts:
        yield from slips((one,), _article if "article" in one.where else _words)


def _article(text: str) -> tuple[str, str, str] | None:
    narrow = half_width(text)
    added = corrected(narrow, *corrections("article_bare"))
    new = vocabulary("article_digits").sub(lambda hit: _in_words(int(hit.group())), added[0] if added else narrow)
    return (new, text, new) if new != text else None


def _words(text: str) -> tuple[str, str, str] | None:
    new = vocabulary("article_in_text").sub(lambda hit: _in_words(int(hit.group())), half_width(text))
    return (new, text, new) if new != half_width(text) else None


def _in_words(number: int) -> str:
    """A number below a thousand as articles are counted."""
    signs = vocabulary("numeral").pattern
    hundreds, tens, ones = number // 100, number // 10 % 10, number % 10
    words = signs[hundreds] + signs[11] if hundreds else ""
    if tens:
        words += ("" if number < 20 else signs[tens]) + signs[10]
    elif hundreds and ones:
        words += signs[0]
    return words + (signs[ones] if ones else "")
