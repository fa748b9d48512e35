"""主动公开的期限不能比20个工作日长。

政府信息公开条例第二十六条：主动公开的政府信息，应当自形成或者变更之日起20个工作日内公开；法律、法规另有规定的从其规定。
从批准、决定、收到申请等其他事情算起的，不在这里比；只有一定比20个工作日长的才提醒，30日这样要看放假的不提醒。
改法：改为20个工作日以内；法律、法规规定的期限更长的，照原文写，并在 exceptions.yml 里写明是哪部法律第几条。
"""

from __future__ import annotations

from collections.abc import Iterator

from build_tools.catalog import Catalog, time_limit_places
from build_tools.diagnostics import Finding, Severity
from build_tools.model import Item
from build_tools.time_limit import TimeRule, order, read, say

SEVERITY = Severity.WARNING
_FORMING = (None, "formed", "changed", "formed-or-changed", "made-or-obtained", "obtained")


def check_item(item: Item, catalog: Catalog) -> Iterator[Finding]:
    if item.retired or "proactive" not in item.method:
        return
    for where, wording in time_limit_places(item):
        long = [rule for rule in read(wording).rules if _too_long(rule)]
        if long:
            yield Finding(where, {"wording": wording, "rule": say((long[0],))})


def _too_long(rule: TimeRule) -> bool:
    """Whether it surely ends later than 20 working days after the information was formed or changed."""
    if rule.kind != "publish" or rule.when != "within" or rule.event not in _FORMING:
        return False
    return rule.n is not None and rule.unit is not None and order((rule.n, rule.unit), (20, "workday")) == 1
