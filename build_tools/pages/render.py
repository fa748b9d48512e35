"""Templates → HTML. Autoescape is always on: nothing from the catalog is ever markup."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template

from build_tools import fields, uris
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
    environment.globals["uris"] = uris
    environment.globals["label"] = lambda *where, name="item": fields.label(name, where)
    return environment


@cache
def _template(name: str) -> Template:
    return _environment().get_template(name)


def render(template: str, uri: str, **values: Any) -> str:
    """The fragment for the page at ``uri``; ``root`` leads from there to the top of the site."""
    return _template(template).render(root="../" * uri.count("/"), **values)
