"""The items of one domain: subjects never twice, everything else drawn as the repository's items have it."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from random import Random
from typing import Any

from benchmarks.emit import document, scalar
from benchmarks.words import Data, Pool, Words

LEAST, MOST = 700, 1200
"""Bytes of an item file."""

_LONGEST_ELEMENT = 120
_LEVELS: tuple[tuple[tuple[str, ...], int], ...] = (
    (("county",), 45),
    (("county", "township"), 25),
    (("county", "township", "village"), 15),
    (("township", "village"), 8),
    (("village",), 4),
    (("township",), 3),
)
_CHANNELS = {
    "county": ("website", "service-centre", "wechat-weibo", "reading-point", "gazette", "government-service-net"),
    "township": ("website", "service-station", "village-board", "wechat-weibo", "broadcast"),
    "village": ("village-board", "onsite", "service-station"),
}
_ONSITE = "village-board"
_STAGES = ("decision", "execution", "management", "service", "result")
_OPTIONAL = ("remarks", "link", "stage")  # left out in this order when a file grows too large


@dataclass(slots=True)
class Maker:
    """Makes the items of one domain. All chance comes from ``chance``, so the same seed gives the same files."""

    words: Words
    registries: Mapping[str, Data]
    domain: str
    chance: Random
    _pool: Pool = field(init=False)
    _offices: list[str] = field(init=False)
    _towns: list[str] = field(init=False)
    _content: list[str] = field(init=False)
    _own_content: list[str] = field(init=False)

    def __post_init__(self) -> None:
        """Sort out what is drawn from again and again."""
        self._pool = self.words.domains.get(self.domain, self.words.county)
        bodies = self.registries["bodies"]
        self._offices = [key for key, one in bodies.items() if one["level"] == "county"]
        self._towns = bodies["township-government"]["member"]
        self._content = [one for one in self.words.county.content if _cost(one) <= _LONGEST_ELEMENT]
        titles = self.words.county.titles
        said = [one for one in self._pool.content if len(one) > 2 and one not in titles]  # a single one must say enough
        self._own_content = [one for one in said if _cost(one) <= _LONGEST_ELEMENT]

    def files(self, count: int) -> Iterator[tuple[str, str]]:
        """Id and text of each item."""
        for number, subject in enumerate(self._subjects(count), 1):
            yield f"{self.domain}-{number:03}", self._text(number, subject)

    def _subjects(self, count: int) -> list[tuple[str, str]]:
        """Pairs of first and second level, each once, the domain's own wordings before those of others."""
        most = max(3, math.ceil(count / 12))
        categories = self._own_first(self._pool.categories, self.words.county.categories)[:most]
        most = max(12, math.ceil(2 * count / len(categories)))
        titles = self._own_first(self._pool.titles, self.words.county.titles)[:most]
        if count > len(categories) * len(titles):
            raise ValueError(f"{self.domain}: there are words for {len(categories) * len(titles)} items, not {count}")
        places = sorted(self.chance.sample(range(len(categories) * len(titles)), count))
        return [(categories[place // len(titles)], titles[place % len(titles)]) for place in places]

    def _own_first(self, own: dict[str, None], all_words: dict[str, None]) -> list[str]:
        """The domain's own wordings, then all others in an order drawn by chance."""
        others = [one for one in all_words if one not in own]
        self.chance.shuffle(others)
        return [*own, *others]

    def _text(self, number: int, subject: tuple[str, str]) -> str:
        """One file, filled up with content elements to a length drawn by chance."""
        data = self._item(number, subject)
        size = len(document(data).encode())
        for name in _OPTIONAL:
            if size > MOST - _LONGEST_ELEMENT and data.pop(name, None):
                size = len(document(data).encode())
        wanted = self.chance.triangular(LEAST, MOST - _LONGEST_ELEMENT, 850)
        for element in self._elements(data["content"]):
            if size >= wanted:
                break
            data["content"].append(element)
            size += _cost(element)
        return document(data)

    def _elements(self, taken: list[str]) -> Iterator[str]:
        """More content elements, none twice."""
        for element in self.chance.sample(self._content, 40):
            if element not in taken:
                yield element

    def _item(self, number: int, subject: tuple[str, str]) -> Data:
        """One item with a single element of content."""
        chance = self.chance
        levels = list(chance.choices([one for one, _ in _LEVELS], [weight for _, weight in _LEVELS])[0])
        by_level = len(levels) > 1 and chance.random() < 0.4
        office = self._office()
        item: Data = {
            "subject": {"category": subject[0], "title": subject[1]},
            "content": [chance.choice(self._own_content)],
            "basis": self._basis(),
            "time_limit": self._limit(levels, by_level),
            "publishing_body": self._publishers(levels, by_level, office),
            "channel": self._channels(levels, by_level),
            "inquiry_contact": self._contact(levels, by_level, office),
            **self._audience(),
            "level": levels,
            **self._optional(number),
        }
        if chance.random() < 0.06:
            item["subject"]["subtitle"] = item["content"][0]
        return item

    def _office(self) -> str:
        """Mostly the office that leads the domain."""
        lead: str = self.registries["domains"][self.domain]["lead"]
        return lead if lead in self._offices and self.chance.random() < 0.8 else self.chance.choice(self._offices)

    def _basis(self) -> list[Data]:
        """Up to three laws, and in most items the articles that demand publication."""
        laws = list(self._pool.laws)
        chosen: list[Data] = [
            {"law": one} for one in self.chance.sample(laws, min(self.chance.randint(1, 3), len(laws)))
        ]
        for one in chosen:
            if one["law"] == "foi-regulations" or self.chance.random() < 0.2:
                one["article"] = [self.chance.choice(("第二十条", "第十九条", "第二十一条", "第二十七条"))]
        return chosen

    def _limit(self, levels: list[str], by_level: bool) -> Any:
        """One limit, or one of its own for each level."""
        if by_level and self.chance.random() < 0.5:
            return {level: self.chance.choice(list(self.words.limits[level])) for level in levels}
        return self.chance.choice(list(self.words.limits[""]))

    def _publishers(self, levels: list[str], by_level: bool, office: str) -> Any:
        """The office for the county; for the others nearly always the role."""
        town = "township-government" if self.chance.random() < 0.95 else self.chance.choice(self._towns)
        named = {"county": office, "township": town, "village": "village-committee"}
        return {level: [named[level]] for level in levels} if by_level else [named[level] for level in levels]

    def _channels(self, levels: list[str], by_level: bool) -> Any:
        """Channels for each level, or those of all levels in one list."""
        if by_level:
            return {level: self._some_channels(level) for level in levels}
        chosen = [one for level in levels for one in self._some_channels(level)]
        return list(dict.fromkeys(chosen))

    def _some_channels(self, level: str) -> list[str]:
        """One to three channels; in a village always the notice board."""
        names = _CHANNELS[level]
        chosen = self.chance.sample(names, self.chance.randint(1, min(3, len(names))))
        return chosen if level != "village" or _ONSITE in chosen else [_ONSITE, *chosen]

    def _contact(self, levels: list[str], by_level: bool, office: str) -> Any:
        """A registered body, each level's own, or a section with a telephone."""
        named = {"county": office, "township": "township-government", "village": "village-committee"}
        if by_level:
            return {level: named[level] for level in levels}
        if self.chance.random() < 0.2:
            phone = f"0000-{self.chance.randint(1235000, 1239999)}"
            return {"office": self.chance.choice(("综合股", "政策法规股", "业务股", "服务窗口")), "phone": phone}
        return named[levels[0]]

    def _audience(self) -> Data:
        """Audience and method: mostly everyone, at the office's own initiative."""
        chance = self.chance.random()
        if chance < 0.08:
            return {"audience": {"group": self.chance.choice(list(self.words.asking))}, "method": "on-request"}
        if chance < 0.2:
            group = {"group": self.chance.choice(list(self.words.groups))}
            return {"audience": ["everyone", group], "method": "proactive"}
        return {"audience": "everyone", "method": "proactive"}

    def _optional(self, number: int) -> Data:
        """What only some items have. The first item of a domain stays in force: ended ones may point to it."""
        chance = self.chance
        made: Data = {}
        if chance.random() < 0.75:
            made["stage"] = chance.sample(_STAGES, 1)
        if chance.random() < 0.6:
            made["link"] = {"website": f"https://www.moni.example/zwgk/{self.domain}/{number:05}/"}
        made["reviewed"] = f"2026-{chance.randint(1, 9):02}-{chance.randint(1, 28):02}"
        if number > 1 and chance.random() < 0.01:
            made["retired"] = {"date": "2026-06-30", "reason": "内容并入同类事项", "moved_to": f"{self.domain}-001"}
        if chance.random() < 0.05:
            made["remarks"] = chance.choice(list(self.words.remarks))
        return made


def _cost(element: str) -> int:
    """The bytes one content element adds to a file."""
    return len(scalar(element).encode()) + 5
