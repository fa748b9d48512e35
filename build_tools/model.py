"""The catalog as frozen values. The only Python that names fields as attributes; the schema decides which exist.

``assemble`` makes them from data that the schema has accepted; what a document lost to damage has a stand-in.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Generic, NamedTuple, TypeVar

T = TypeVar("T")
Data = Mapping[str, Any]


class Leveled(NamedTuple, Generic[T]):
    """A value for all levels (``default``), or one for each level named in ``by_level``."""

    default: T | None
    by_level: tuple[tuple[str, T], ...] = ()

    def at(self, level: str) -> T | None:
        """The value that holds at a level."""
        return next((value for name, value in self.by_level if name == level), self.default)

    def parts(self) -> Iterator[tuple[str | None, T]]:
        """Each value with its level; None for a value that holds at all levels."""
        if self.default is not None:
            yield None, self.default
        yield from self.by_level


class Subject(NamedTuple):
    """「公开事项」: first, second and, where needed, third level of the name."""

    category: str
    title: str
    subtitle: str | None = None

    @property
    def name(self) -> str:
        """The name the public sees: the second level, with the third where it says more."""
        same = self.subtitle is None or self.subtitle == self.title
        return self.title if same else f"{self.title}（{self.subtitle}）"


@dataclass(frozen=True, slots=True)
class Basis:
    """「公开依据」, one entry: a registered law with articles, or words."""

    law: str | None = None
    article: tuple[str, ...] = ()
    text: str | None = None


class ChannelUse(NamedTuple):
    """「公开渠道和载体」, one tick: which channel, which platform exactly, and whether it is optional."""

    id: str
    note: str | None = None
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Contact:
    """Whom the public asks: office, phone, address, hours, e-mail; any part may be missing."""

    office: str | None = None
    phone: str | None = None
    address: str | None = None
    hours: str | None = None
    email: str | None = None


@dataclass(frozen=True, slots=True)
class Retired:
    """Why something ended, and what took its place."""

    date: str
    reason: str
    basis: tuple[Basis, ...] = ()
    moved_to: str | None = None


class Audience(NamedTuple):
    """「公开对象」: everyone, certain people in words, or both."""

    everyone: bool
    groups: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Item:
    """One disclosure duty 「公开事项」: one row of the standard catalog."""

    id: str
    domain: str
    path: str
    subject: Subject
    content: tuple[str, ...]
    basis: tuple[Basis, ...]
    time_limit: Leveled[str]
    publishing_body: Leveled[tuple[str, ...]]
    channel: Leveled[tuple[ChannelUse, ...]]
    inquiry_contact: Leveled[str | Contact]
    audience: Audience
    method: tuple[str, ...]
    level: tuple[str, ...]
    stage: tuple[str, ...] = ()
    link: tuple[tuple[str, str], ...] = ()
    index_number: str | None = None
    alias: tuple[str, ...] = ()
    reviewed: str | None = None
    retired: Retired | None = None
    remarks: str | None = None


@dataclass(frozen=True, slots=True)
class Domain:
    """「领域」."""

    id: str
    name: str
    former_name: tuple[str, ...] = ()
    set: str | None = None
    code: str | None = None
    guideline: str | None = None
    lead: str | None = None
    summary: str | None = None


@dataclass(frozen=True, slots=True)
class Body:
    """「公开主体」: an office, or a role whose members each publish for themselves."""

    id: str
    name: str
    level: str
    parent: str | None = None
    former_name: tuple[str, ...] = ()
    contact: Contact | None = None
    member: tuple[str, ...] = ()
    reviewer: tuple[str, ...] = ()  # not for the public
    retired: Retired | None = None


@dataclass(frozen=True, slots=True)
class Channel:
    """「公开渠道和载体」."""

    id: str
    name: str
    alias: tuple[str, ...] = ()
    kind: str | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Law:
    """A law, regulation or document that disclosure rests on."""

    id: str
    title: str
    status: str
    number: str | None = None
    issuer: str | None = None
    issued: str | None = None
    effective: str | None = None
    kind: str | None = None
    replaced_by: str | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Exemption:
    """An accepted warning, with the reason and the day it stops being accepted; ``number`` is its place in the file."""

    rule: str
    item: str
    reason: str
    until: str
    number: int = 0


@dataclass(frozen=True, slots=True)
class Adjustment:
    """「目录调整」: why a batch of items changed, on what basis, approved by whom."""

    id: str
    path: str
    date: str
    title: str
    reason: str
    basis: tuple[Basis, ...]
    approved_by: str
    item: tuple[str, ...]
    accepted: tuple[str, ...] = ()
    """Fingerprints of single changes that were agreed to."""


@dataclass(frozen=True, slots=True)
class NotApplicable:
    """「本级不涉及」: a level has no duty in a domain, and why."""

    domain: str
    level: str
    reason: str


@dataclass(frozen=True, slots=True)
class Calendar:
    """「工作日历」: days off and days worked other than the program knows, and the years they are complete for."""

    holiday: tuple[str, ...] = ()
    workday: tuple[str, ...] = ()
    announced: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Footer:
    """Who runs the site, as every page says at its foot."""

    sponsor: str | None = None
    site_code: str | None = None
    icp: str | None = None
    police: str | None = None
    phone: str | None = None
    report_error: str | None = None
    portal: str | None = None


@dataclass(frozen=True, slots=True)
class Site:
    """The county: name, code, levels in use and what they are called."""

    name: str = ""
    code: str = ""
    level: Mapping[str, str] = field(default_factory=dict)
    address: str | None = None
    """「网站地址」: where the site is published, with the slash of a folder at its end."""
    edition: str | None = None
    index_number: str | None = None
    review_cycle: str | None = None
    calendar: Calendar = field(default_factory=Calendar)
    not_applicable: tuple[NotApplicable, ...] = ()
    footer: Footer = field(default_factory=Footer)
