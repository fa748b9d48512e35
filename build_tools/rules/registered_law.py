"""登记过的法规，公开依据里写它的编号（law），不用文字再写一遍。

写了编号，法规改名、废止时才找得到这个事项；网页上也会自动写出全称和文号。
只有整条依据就是这一部法规（可以带文号、条款）才提醒；还写了别的文件的，不提醒。
改法：把“text: 《中华人民共和国政府信息公开条例》第二十条”改成“law: foi-regulations”，
条款另起一行写 article。
"""

from __future__ import annotations

from collections.abc import Iterator

from build_tools.catalog import Catalog
from build_tools.diagnostics import Finding, Severity
from build_tools.fields import vocabulary

SEVERITY = Severity.WARNING


def check_catalog(catalog: Catalog) -> Iterator[Finding]:
    titles = {_short(law.title): law for law in catalog.laws.values() if law.title}
    for item in catalog.active():
        cited = [one.law for one in item.basis]
        for number, one in enumerate(item.basis):
            named = vocabulary("law_named").fullmatch(one.text) if one.text and not one.law else None
            law = titles.get(_short(named[1])) if named else None
            if law:
                args = {"id": law.id, "name": law.title}
                fix = _registered(law.id, one.text or "") if law.id not in cited else None
                cited.append(law.id)
                where = ("basis", number, "text")
                yield Finding(where, args, item.path, item.id, replacement=fix, whole=True)


def _registered(law: str, text: str) -> str | None:
    """What to write instead: the id, and each article on a line of its own; nothing where more than articles follow."""
    hit = vocabulary("law_articles").fullmatch(text)
    articles = vocabulary("law_article").findall(hit["articles"]) if hit else []
    lines = ["    article:", *(f"      - {article}" for article in articles)] if articles else []
    return "\n".join([f"law: {law}", *lines]) if hit else None


def _short(title: str) -> str:
    """The title as people also write it, without the name of the country."""
    return vocabulary("nation").sub("", title)
