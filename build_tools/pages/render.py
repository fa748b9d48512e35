"""Templates → HTML. Autoescape is always on: nothing from the catalog is ever markup."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from jinja2 import BytecodeCache, Environment, FileSystemLoader, StrictUndefined, Template
from jinja2.bccache import Bucket
from markupsafe import Markup, escape

from build_tools import fields, uris
from build_tools.cache import Cache
from build_tools.model import Item
from build_tools.phone import dialled
from build_tools.text import slug

_PACK = "templates"
_FRAME, _PARTS = "frame.html", "parts.html"
"""The macros that all templates share."""
_SIGN = re.compile("[&<>\"']")
"""What ``escape`` writes otherwise."""


class Compiled(BytecodeCache):
    """The templates as this version of the program and of Python compiled them before."""

    def __init__(self) -> None:
        self._cache = Cache.of_program()
        self._before: dict[str, bytes] = self._cache.load(_PACK) or {}
        self.new: dict[str, bytes] = {}
        """Those compiled in this run, by whatever process."""

    def load_bytecode(self, bucket: Bucket) -> None:
        known = self.new.get(bucket.key) or self._before.get(bucket.key)
        if known is not None:
            bucket.bytecode_from_string(known)

    def dump_bytecode(self, bucket: Bucket) -> None:
        self.new[bucket.key] = bucket.bytecode_to_string()

    def keep(self) -> None:
        if self.new:
            self._cache.save(_PACK, self._before | self.new)


@cache
def compiled() -> Compiled:
    """The one store of compiled templates, the engine's among them."""
    return Compiled()


def _written(value: Any) -> object:
    """A value as it stands in a page. Most hold no sign of markup: these stay the very text they are."""
    kind = value.__class__
    if kind is Markup or (kind is str and not _SIGN.search(value)):
        return value
    return escape(value)


class _Template(Template):
    """Escapes by ``_written``, which is the same as ``escape`` in a third of the time."""

    @classmethod
    def from_code(cls, *args: Any, **kwargs: Any) -> Template:
        made = super().from_code(*args, **kwargs)
        made.root_render_func.__globals__["escape"] = _written
        return made


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        bytecode_cache=compiled(),
    )
    environment.template_class = _Template
    environment.filters["tel"] = dialled
    environment.filters["slug"] = slug
    environment.globals["uris"] = uris
    # A filter is called at once, a function through three others.
    environment.filters["once"] = once
    environment.filters["item_uri"] = uris.item_uri
    environment.filters["item_link"] = _item_link
    environment.filters["label"] = lambda *where, name="item": fields.label(name, where)  # worked out when compiled
    environment.globals["parts"] = environment.get_template(_PARTS).module
    return environment


def _item_link(item: Item, root: str) -> Markup:
    """The way to the page of an item, by its name."""
    return Markup(f'<a href="{_written(root + uris.item_uri(item))}">{_written(item.subject.name)}</a>')


@lru_cache(maxsize=20_000)
def once(macro: Callable[..., Markup], *args: object) -> Markup:
    """What a macro of ``parts.html`` makes: the same bodies, laws and contacts stand on many pages."""
    return macro(*args)


@cache
def _template(name: str) -> Template:
    return _environment().get_template(name)


def compile_shared() -> None:
    """Make ready what every process that is forked from this one would else compile for itself."""
    _template(_FRAME)


def compile_templates() -> None:
    """Make every template ready, so that neither processes forked from this one nor the next run need do it."""
    for name in _environment().list_templates():
        _template(name)
    compiled().keep()


def part(macro: str, uri: str, *values: object) -> Markup:
    """What a macro of the shared parts makes for the page at ``uri``."""
    made: Markup = getattr(_environment().globals["parts"], macro)(_root(uri), *values)
    return made


def render(template: str, uri: str, **values: Any) -> str:
    """The fragment for the page at ``uri``; ``root`` leads from there to the top of the site."""
    return _template(template).render(root=_root(uri), **values)


def _root(uri: str) -> str:
    return "../" * uri.count("/")
