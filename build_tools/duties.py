"""What must be published again and again 「每年、每季度、每月」, and on which days: the catalog as calendar events."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import islice

from build_tools import fields
from build_tools.catalog import Catalog, members
from build_tools.deadline.dates import Reached, occurrences, recurs
from build_tools.ics import Event
from build_tools.index import contacts
from build_tools.messages import say
from build_tools.model import Body, Item
from build_tools.text import shorten
from build_tools.time_limit import TimeRule, read
from build_tools.workdays import Workdays

_REMIND = 3
_MOST_CONTACTS = 3
_LONGEST_LINE = 500


@dataclass(frozen=True, slots=True)
class Duty:
    """One recurring demand on one item, for all levels (``level`` None) or one, and the bodies that have to meet it."""

    item: Item
    level: str | None
    bodies: tuple[Body, ...]
    wording: str
    number: int
    rule: TimeRule

    @property
    def name(self) -> str:
        """What is due: the item, or a part of it."""
        name = self.item.subject.name
        return f"{name}（{self.rule.about}）" if self.rule.about else name

    @property
    def dated(self) -> bool:
        """Whether it falls on days of its own: not on every day, nor on days counted from the last time."""
        if self.rule.due is not None or self.rule.when != "every":
            return True
        return self.rule.unit not in ("hour", "day", "workday") and (self.rule.n or 1) == 1


def duties(catalog: Catalog, body: str | None = None) -> Iterator[Duty]:
    """The recurring demands of every item in force; with ``body``, those it has to meet, itself or in a role."""
    for item in catalog.active():
        for level, wording in item.time_limit.parts():
            if level is not None and level not in item.level:
                continue
            bodies = tuple(_acting(item, level, body, catalog))
            if body and not bodies:
                continue
            for number, rule in enumerate(read(wording).rules, 1):
                if recurs(rule):
                    yield Duty(item, level, bodies, wording, number, rule)


def events(duty: Duty, first: date, last: date, catalog: Catalog, days: Workdays) -> Iterator[Event]:
    """An event for each day from ``first`` to ``last`` on which the duty falls due.

    Key and stamp come from the catalog alone (the stamp is the item's last review, else ``first``).
    """
    stamp = date.fromisoformat(duty.item.reviewed) if duty.item.reviewed else first
    domain = catalog.domains.get(duty.item.domain)
    phrase = "duty_update" if duty.rule.kind == "update" else "duty_publish"
    for found in occurrences(duty.rule, first, last, days):
        if found.latest is None:
            break
        period = found.start or found.latest  # the end of the period stays when its deadline moves with the holidays
        yield Event(
            key=f"{duty.item.id}.{duty.level or 'all'}.{duty.number}.{period:%Y%m%d}@{catalog.site.code}.zwgk",
            day=found.latest,
            stamp=stamp,
            summary=say(phrase, name=duty.name),
            description="\n".join(_description(duty, found, catalog, days)),
            category=domain.name if domain else duty.item.domain,
            url=duty.item.link[0][1] if duty.item.link else "",
            remind=_REMIND,
        )


def _acting(item: Item, level: str | None, wanted: str | None, catalog: Catalog) -> Iterator[Body]:
    """The bodies an item names (for a level), or the wanted one where it is named or belongs to a role that is."""
    for part, named in item.publishing_body.parts():
        for body in (catalog.bodies[one] for one in named if one in catalog.bodies):
            if level is not None and (part or body.level) != level:
                continue
            if wanted is None or body.id == wanted:
                yield body
            else:
                yield from (one for one in members(catalog, body) if one.id == wanted)


def _description(duty: Duty, found: Reached, catalog: Catalog, days: Workdays) -> Iterator[str]:
    """The lines of an event, each headed by the field's official name."""
    if found.latest and not days.works(found.latest):
        before = days.after(found.latest, -1)
        yield say("duty_day_off", month=before.month, day=before.day)
    if found.missing:
        yield say("estimate", year=found.missing)
    item = duty.item
    yield _line("subject", item.subject.name)
    yield _line("time_limit", duty.wording)
    if duty.bodies:
        yield _line("publishing_body", "、".join(body.name for body in dict.fromkeys(duty.bodies)))
    for name, contact in islice(contacts(item, duty.level, catalog), _MOST_CONTACTS):
        ways = (contact.office if contact.office != name else None, contact.phone, contact.address, contact.email)
        yield _line("inquiry_contact", " ".join(one for one in (name, *ways) if one))
    for _, url in item.link:
        yield _line("link", url)
    yield item.id


def _line(field: str, text: str) -> str:
    return shorten(f"{fields.label('item', (field,))}：{text}", _LONGEST_LINE)
