"""Where each page about something in the catalog is, from the top of the site."""

from __future__ import annotations

from build_tools.model import Item


def item_uri(item: Item) -> str:
    """An item's page lies as its file does in the catalog."""
    return f"items/{item.domain}/{item.id}.html"


def domain_uri(domain: str) -> str:
    """The page of a domain."""
    return f"domains/{domain}.html"


def level_uri(level: str) -> str:
    """The page of a level."""
    return f"levels/{level}.html"


def body_uri(body: str) -> str:
    """The page of a publishing body."""
    return f"bodies/{body}.html"


def channel_uri(channel: str) -> str:
    """The page of a channel."""
    return f"channels/{channel}.html"


def law_uri(law: str) -> str:
    """The page of a law."""
    return f"laws/{law}.html"


def adjustment_uri(adjustment: str) -> str:
    """The page of an adjustment."""
    return f"adjustments/{adjustment}.html"
