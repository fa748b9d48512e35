"""Templates → HTML. Autoescape is always on: nothing from the catalog is ever markup."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from markupsafe import Markup

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
        auto_reload=False,
    )
    environment.filters["tel"] = dialled
    environment.filters["slug"] = slug
    environment.globals["uris"] = uris
    environment.globals["once"] = once
    environment.globals["label"] = lambda *where, name="item": fields.label(name, where)
    return environment


@lru_cache(maxsize=20_000)
def once(macro: Callable[..., Markup], *args: object) -> Markup:
    """What a macro of ``parts.html`` makes: the same bodies, laws and contacts stand on many pages."""
    return macro(*args)


@cache
def _template(name: str) -> Template:
    return _environment().get_template(name)


def compile_templates() -> None:
    """Make every template ready, so that processes forked from this one need not do it each."""
    for name in _environment().list_templates():
        _template(name)


def render(template: str, uri: str, **values: Any) -> str:
    """The fragment for the page at ``uri``; ``root`` leads from there to the top of the site."""
    return _template(template).render(root="../" * uri.count("/"), **values)
