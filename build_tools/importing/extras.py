"""For whom and how 「公开对象」「公开方式」, and what only some tables have: stages, a link, columns for remarks."""

from __future__ import annotations

from typing import Any

from build_tools import fields
from build_tools.importing.cells import Cells, defaults
from build_tools.importing.registers import Registers
from build_tools.importing.words import pattern
from build_tools.messages import say


def audience(cells: Cells) -> Any:
    """「公开对象」: everyone, a group, or both."""
    value = cells.result.row.values.get("audience")
    group = value.get("group") if isinstance(value, dict) else None
    public = value.get("public") if isinstance(value, dict) else None
    made: list[Any] = [{"group": cells.cleaned("audience", group)}] if isinstance(group, str) else []
    made = [one for one in made if one["group"]]
    cells.told("audience")
    if public:
        made.insert(0, "everyone")
    elif public is None and made:
        cells.doubt("import_group_only", "audience", read=made[0]["group"])
    if not made:
        cells.result.told.discard("audience")
        cells.assume("audience", fields.choice_labels("item", ("audience",))["everyone"])
        return defaults()["audience"]
    return made[0] if len(made) == 1 else made


def method(cells: Cells) -> Any:
    labels = fields.choice_labels("item", ("method",))
    made = [one for one in cells.texts("method") if one in labels]
    cells.told("method")
    if not made:
        cells.result.told.discard("method")
        assumed = str(defaults()["method"])
        cells.assume("method", labels[assumed])
        return assumed
    return made[0] if len(made) == 1 else made


def more(data: dict[str, Any], cells: Cells, registers: Registers) -> None:
    """What only some tables have: stages, a link, and what an item has no field for as remarks."""
    said = cells.text("five_open") + cells.text("process")
    stages = [value for value, name in fields.choice_labels("item", ("stage", 0)).items() if name in said]
    if stages:
        data["stage"] = stages
        cells.told("five_open")
    link = cells.text("link")
    website = next(iter(defaults()["channel"]), "")
    if link and website in registers.called("channels") and pattern("web").match(link):
        data["link"] = {website: link}
        cells.told("link")
    elif link:
        cells.doubt("import_no_address", "link", read=link)
    remarks = [
        say("import_remark", name=say(phrase), text=cells.text(name))
        for name, phrase in (("retention", "import_retention"), ("formats", "import_formats"))
        if cells.text(name)
    ]
    remarks += [cells.text("process")] if cells.text("process") and not stages else []
    if "responsible" in cells.result.row.values and not isinstance(data["inquiry_contact"], dict):
        office = cells.text("responsible")
        remarks += [say("import_remark", name=say("import_responsible"), text=office)] if office else []
    if remarks:
        data["remarks"] = "；".join(remarks)
        cells.told("retention")
