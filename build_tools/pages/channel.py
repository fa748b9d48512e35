"""A page a channel 「公开渠道和载体」: its kind, its address, what is published there; and the list of all."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from build_tools import fields
from build_tools.exchange.dates import last_changed
from build_tools.index import Index, by_domain
from build_tools.messages import page as words
from build_tools.model import Channel, Item
from build_tools.pages import Page, Plan
from build_tools.pages.render import render
from build_tools.uris import channel_uri

_LIST = "channels/index.html"


def plans(index: Index) -> Iterator[Plan]:
    """channels/index.html, then one page a channel that an item in force uses."""
    used = [channel for channel in index.catalog.channels.values() if channel.id in index.by_channel]
    if used:
        yield Plan(_LIST, partial(_list, used, index))
    for channel in used:
        items = index.by_channel[channel.id]
        yield Plan(channel_uri(channel.id), partial(_page, channel, index), items, facts=(channel,))


def _list(used: list[Channel], index: Index) -> Page:
    kinds = {**_kinds(), "": ""}
    found = [(name, [one for one in used if (one.kind or "") == kind]) for kind, name in kinds.items()]
    title, described = words("channels")
    html = render("channels.html", _LIST, index=index, title=title, groups=[one for one in found if one[1]])
    return Page(_LIST, title, html, described)


def _page(channel: Channel, index: Index) -> Page:
    uri = channel_uri(channel.id)
    items = index.by_channel[channel.id]
    groups = [
        (domain, [(item, *_use(item, channel)) for item in group]) for domain, group in by_domain(items, index.catalog)
    ]
    title, described = words("channel", name=channel.name, items=len(items))
    kind = _kinds().get(channel.kind or "", "")
    html = render("channel.html", uri, index=index, channel=channel, kind=kind, groups=groups, total=len(items))
    return Page(uri, title, html, described, last_changed(items, index))


def _use(item: Item, channel: Channel) -> tuple[str, bool, str]:
    """How an item uses a channel: which platform exactly, whether only optionally, and where."""
    uses = [use for _, uses in item.channel.parts() for use in uses if use.id == channel.id]
    notes = "、".join(dict.fromkeys(use.note for use in uses if use.note))
    return notes, all(use.optional for use in uses), dict(item.link).get(channel.id, "")


def _kinds() -> dict[str, str]:
    return fields.choice_labels("channels", ("*", "kind"))
