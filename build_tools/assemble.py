"""Accepted data → frozen values. Each function takes what the schema of its kind describes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from build_tools import fields
from build_tools.model import (
    Adjustment,
    Audience,
    Basis,
    Body,
    Calendar,
    Channel,
    ChannelUse,
    Contact,
    Data,
    Domain,
    Exemption,
    Footer,
    Item,
    Law,
    Leveled,
    NotApplicable,
    Retired,
    Site,
    Subject,
)
from build_tools.synonyms import Synonym

T = TypeVar("T")
_LEVELS = frozenset(value for value, _ in fields.choices(*fields.at("item", ("level", 0))))


def item(key: str, domain: str, path: str, data: Data) -> Item:
    """One item file."""
    return Item(
        id=key,
        domain=domain,
        path=path,
        subject=Subject(**data["subject"]),
        content=tuple(data["content"]),
        basis=_each(basis, data["basis"]),
        time_limit=_leveled(data["time_limit"], lambda value: value),
        publishing_body=_leveled(data["publishing_body"], tuple),
        channel=_leveled(data["channel"], lambda value: _each(_channel_use, value)),
        inquiry_contact=_leveled(data["inquiry_contact"], _whom),
        audience=_audience(data["audience"]),
        method=tuple(data["method"]) if isinstance(data["method"], list) else (data["method"],),
        level=tuple(data["level"]),
        stage=tuple(data.get("stage", ())),
        link=tuple(data.get("link", {}).items()),
        index_number=data.get("index_number"),
        alias=tuple(data.get("alias", ())),
        reviewed=data.get("reviewed"),
        retired=retired(data.get("retired")),
        remarks=data.get("remarks"),
    )


def _leveled(value: Any, build: Any) -> Leveled[Any]:
    """A mapping whose keys are levels holds one value a level; anything else holds at all levels."""
    if isinstance(value, dict) and value.keys() <= _LEVELS:
        return Leveled(None, tuple((level, build(one)) for level, one in value.items()))
    return Leveled(build(value))


def basis(data: Data) -> Basis:
    """One entry of 公开依据."""
    return Basis(data.get("law"), tuple(data.get("article", ())), data.get("text"))


def _channel_use(data: Any) -> ChannelUse:
    if isinstance(data, str):
        return ChannelUse(data)
    return ChannelUse(data["id"], data.get("note"), data.get("optional") == "true")


def _each(build: Callable[[Any], T], values: Any) -> tuple[T, ...]:
    return tuple(build(value) for value in values or ())


def _whom(data: Any) -> str | Contact:
    return data if isinstance(data, str) else Contact(**data)


def _audience(data: Any) -> Audience:
    parts = data if isinstance(data, list) else [data]
    return Audience("everyone" in parts, tuple(part["group"] for part in parts if isinstance(part, dict)))


def retired(data: Data | None) -> Retired | None:
    """The end of an item or body, where there is one."""
    if data is None:
        return None
    return Retired(data["date"], data["reason"], _each(basis, data.get("basis")), data.get("moved_to"))


def _entry(kind: type[T], key: str, data: Data, **made: Any) -> T:
    """A registry entry: lists become tuples, what is given replaces the plain value."""
    plain = {name: tuple(value) if isinstance(value, list) else value for name, value in data.items()}
    return kind(**{"id": key, **plain, **made})


def domain(key: str, data: Data) -> Domain:
    """One entry of domains.yml."""
    return _entry(Domain, key, data)


def body(key: str, data: Data) -> Body:
    """One entry of bodies.yml."""
    contact = Contact(**data["contact"]) if "contact" in data else None
    return _entry(Body, key, data, contact=contact, retired=retired(data.get("retired")))


def channel(key: str, data: Data) -> Channel:
    """One entry of channels.yml."""
    return _entry(Channel, key, data)


def law(key: str, data: Data) -> Law:
    """One entry of laws.yml."""
    return _entry(Law, key, data)


def synonym(key: str, data: Data) -> Synonym:
    """One entry of synonyms.yml."""
    return _entry(Synonym, key, data)


def exemption(number: int, data: Data) -> Exemption:
    """One entry of exceptions.yml."""
    return Exemption(**data, number=number)


def adjustment(key: str, path: str, data: Data) -> Adjustment:
    """One adjustment file."""
    made = {
        "basis": _each(basis, data["basis"]),
        "item": tuple(data["item"]),
        "accepted": tuple(data.get("accepted", ())),
    }
    return Adjustment(id=key, path=path, **{**data, **made})


def site(data: Data) -> Site:
    """site.yml."""
    return Site(
        name=data["jurisdiction"]["name"],
        code=data["jurisdiction"]["code"],
        level=data["level"],
        address=data["address"].rstrip("/") + "/" if "address" in data else None,
        edition=data.get("edition"),
        index_number=data.get("index_number"),
        review_cycle=data.get("review_cycle"),
        calendar=Calendar(**{name: tuple(days) for name, days in data.get("calendar", {}).items()}),
        not_applicable=tuple(NotApplicable(**one) for one in data.get("not_applicable", ())),
        footer=Footer(**data.get("footer", {})),
    )
