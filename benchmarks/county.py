"""The county around the items: its domains, bodies, channels and laws. They grow slowly with the number of items."""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import product
from typing import Any

from benchmarks.words import Data, Words

_MORE_DOMAINS = (
    ("transport-service", "交通运输", "transport"),
    ("water-affairs", "水利", "water"),
    ("veterans-affairs", "退役军人事务", "veterans"),
    ("statistics-data", "统计信息", "statistics"),
    ("audit-supervision", "审计监督", "audit"),
    ("commerce-circulation", "商务流通", "commerce"),
    ("medical-security", "医疗保障", "medical-insurance"),
    ("industry-enterprise", "惠企政策", "industry"),
    ("disabled-service", "残疾人服务", "disabled-federation"),
)
# Two characters make the name of a town or village; ids are spelt with the same two.
_FIRST = {"青": "qing", "龙": "long", "荷": "he", "云": "yun", "白": "bai", "金": "jin", "松": "song", "太": "tai"}
_FIRST |= {"新": "xin", "大": "da", "高": "gao", "红": "hong", "南": "nan", "东": "dong", "西": "xi", "北": "bei"}
_SECOND = {"石": "shi", "泉": "quan", "花": "hua", "林": "lin", "坪": "ping", "桥": "qiao", "塘": "tang", "峰": "feng"}
_SECOND |= {"湾": "wan", "安": "an", "源": "yuan", "渡": "du", "口": "kou", "山": "shan", "岭": "ling", "庄": "zhuang"}
_STEP = 37  # shares no factor with the number of pairs, so no pair comes twice
_PHONES = 1234600
_HOURS = "工作日 8:30-12:00，14:30-18:00"
_MOST_MEMBERS = 60  # the schema's limit for one role


@dataclass(frozen=True, slots=True)
class Scale:
    """How large the county is for a number of items."""

    domains: int
    centres: int
    towns: int
    villages: int

    @classmethod
    def of(cls, items: int) -> Scale:
        """180 items: 26 domains, 4 towns, 8 villages; a hundred thousand: 39, 20, 60."""
        steps = max(0.0, math.log10(items / 180)) if items else 0.0
        return cls(
            domains=max(1, min(40, items, 26 + int(5 * steps))),
            centres=int(10 * steps),
            towns=min(_MOST_MEMBERS, 4 + int(6 * steps)),
            villages=min(_MOST_MEMBERS, 8 + int(19 * steps)),
        )


def registries(words: Words, scale: Scale) -> dict[str, dict[str, Any]]:
    """Every registry file but the exceptions, by name."""
    domains = _domains(words, scale)
    known = words.registries["site"]
    excluded = [one for one in known.get("not_applicable", ()) if one["domain"] in domains]
    site = {**known, "index_number": "{code}/{year}-{domain}{serial:05}", "not_applicable": excluded}
    return {
        "site": site,
        "domains": domains,
        "bodies": _bodies(words, scale, domains),
        "channels": words.registries["channels"],
        "laws": words.registries["laws"],
    }


def _domains(words: Words, scale: Scale) -> dict[str, Data]:
    """The domains of the repository first, then more that a county adds."""
    known: dict[str, Data] = dict(words.registries["domains"])
    for key, name, lead in _MORE_DOMAINS:
        known[key] = {"name": name, "set": "local", "code": f"{len(known) + 1:02}", "lead": lead}
    return dict(list(known.items())[: scale.domains])


def _bodies(words: Words, scale: Scale, domains: dict[str, Data]) -> dict[str, Data]:
    """The county's offices as they are; centres, townships and villages made up, each with a contact of its own."""
    made = {key: one for key, one in words.registries["bodies"].items() if one["level"] == "county"}
    for key, domain in list(domains.items())[: scale.centres]:
        lead = domain["lead"] if domain["lead"] in made else "government-office"
        made[f"{key}-centre"] = _body(f"县{domain['name']}服务中心", "county", "综合股", len(made), lead)
    towns = _places(scale.towns, "town", "镇", first=0)
    made["township-government"] = {"name": "乡镇人民政府（街道办事处）", "level": "township", "member": list(towns)}
    for key, name in towns.items():
        made[key] = _body(f"{name}人民政府", "township", "党政综合办公室", len(made))
    villages = _places(scale.villages, "village", "村", first=1)
    made["village-committee"] = {"name": "村（居）民委员会", "level": "village", "member": list(villages)}
    for number, (key, name) in enumerate(villages.items()):
        parent = list(towns)[number % len(towns)]
        made[key] = _body(f"{name}村民委员会", "village", "便民服务室", len(made), parent)
    return made


def _body(name: str, level: str, office: str, number: int, parent: str | None = None) -> Data:
    """One entry of bodies.yml."""
    contact = {"office": office, "phone": f"0000-{_PHONES + number}", "address": f"模拟县{name}院内", "hours": _HOURS}
    return {"name": name, "level": level, **({"parent": parent} if parent else {}), "contact": contact}


def _places(count: int, kind: str, word: str, first: int) -> dict[str, str]:
    """Ids and names of places, spread over all pairs of two characters."""
    pairs = list(product(_FIRST.items(), _SECOND.items()))
    chosen = (pairs[(first + number * _STEP) % len(pairs)] for number in range(count))
    return {f"{one[1] + two[1]}-{kind}": one[0] + two[0] + word for one, two in chosen}
