"""Templates → HTML. Autoescape is always on: nothing from the catalog is ever markup."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template

from build_tools import fields
from build_tools.phone import dialled
from build_tools.text import slug


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["tel"] = dialled
    environment.filters["slug"] = slug
    environment.globals["label"] = lambda *where, name="item": fields.label(name, where)
    return environment


@cache
def _template(name: str) -> Template:
    return _environment().get_template(name)


def render(template: str, uri: str, **values: Any) -> str:
    """The fragment for the page at ``uri``; ``root`` leads from there to the top of the site."""
    return _template(template).render(root="../" * uri.count("/"), **values)


def domain_uri(domain: str) -> str:
    """Where a domain's page is."""
    return f"domains/{domain}.html"


def level_uri(level: str) -> str:
    """Where a level's page is."""
    return f"levels/{level}.html"


def body_uri(body: str) -> str:
    """Where a body's page is."""
    return f"bodies/{body}.html"


def channel_uri(channel: str) -> str:
    """Where a channel's page is."""
    return f"channels/{channel}.html"


def law_uri(law: str) -> str:
    """Where a law's page is."""
    return f"laws/{law}.html"


def adjustment_uri(adjustment: str) -> str:
    """Where an adjustment's page is."""
    return f"adjustments/{adjustment}.html"


def item_uri(domain: str, item: str) -> str:
    """Where an item's page is: as its file lies in the catalog."""
    return f"items/{domain}/{item}.html"
