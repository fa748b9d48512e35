"""公开时限要说清楚多久，不能只写“及时公开”。

“及时”“定期”没有期限，公众和考核人员都没法核对。
政府信息公开条例第二十六条：主动公开的，自形成或者变更之日起20个工作日内；法律、法规另有规定的从其规定。
改法：写明天数或日期，专门规定更短的照专门规定写；“公示期7天”说的是挂多久，还要写什么时候挂出来。
"""

from __future__ import annotations

from collections.abc import Iterator

from build_tools.catalog import Catalog, time_limit_places
from build_tools.diagnostics import Finding, Severity
from build_tools.fields import vocabulary
from build_tools.model import Item
from build_tools.time_limit import read

SEVERITY = Severity.WARNING


def check_item(item: Item, catalog: Catalog) -> Iterator[Finding]:
    if item.retired:
        return
    for where, wording in time_limit_places(item):
        vague = vocabulary("vague_time_limit").search(wording)
        rules = read(wording).rules
        # A notice period says how long a notice stays, not when it must be there.
        if vague and rules and not any(rule.when and not rule.vague for rule in rules):
            yield Finding(where, {"wording": wording, "word": vague.group()})
