"""A domain with enough in it to be filtered: four items under two first-level names, in three stages."""

from __future__ import annotations

from tests.catalogs import Files, base

FOLDER = "catalog/items/social-assistance"


def with_items() -> Files:
    """The small sound catalog with three more items in 社会救助; the first item stays as it is."""
    files = base()
    text = files[f"{FOLDER}/social-assistance-001.yml"].decode()
    one_level = text.replace("  - township\n  - village\n", "").replace(
        "  - township-government\n  - village-committee\n", ""
    )
    second = one_level.replace("低保对象名单及相关信息", "低保审批结果").replace(
        "method: proactive\n", "method: on-request\nstage:\n  - decision\n"
    )
    third = text.replace("category: 最低生活保障", "category: 特困人员救助").replace(
        "title: 低保对象名单及相关信息", "title: 特困人员名单"
    )
    third = third.replace("20个工作日内", "10个工作日内") + "stage:\n  - decision\n  - result\n"
    by_level = "  county:\n    - website\n  township:\n    - website\n  village:\n    - village-board\n"
    third = third.replace("  - website\n  - village-board\n", by_level)
    fourth = one_level.replace("category: 最低生活保障", "category: 特困人员救助").replace(
        "title: 低保对象名单及相关信息", "title: 特困人员办理指南"
    )
    fourth = fourth.replace("  - 低保对象姓名\n", "".join(f"  - 要素{number}\n" for number in range(1, 7)))
    fourth = fourth.replace("audience: everyone", "audience:\n  group: 申请人") + "stage:\n  - service\n"
    for number, made in ((2, second), (3, third), (4, fourth)):
        files[f"{FOLDER}/social-assistance-00{number}.yml"] = made.encode()
    return files
