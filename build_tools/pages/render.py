"""Templates → HTML. Autoescape is always on: nothing from the catalog is ever markup."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from jinja2 import BytecodeCache, Environment, FileSystemLoader, StrictUndefined, Template
from jinja2.bccache import Bucket
from markupsafe import Markup

from build_tools import fields, uris
from build_tools.cache import Cache
from build_tools.phone import dialled
from build_tools.text import slug

_PACK = "templates"


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
    environment.filters["tel"] = dialled
    environment.filters["slug"] = slug
    environment.globals["uris"] = uris
    environment.globals["once"] = once
    environment.filters["label"] = lambda *where, name="item": fields.label(name, where)  # worked out when compiled
    return environment


@lru_cache(maxsize=20_000)
def once(macro: Callable[..., Markup], *args: object) -> Markup:
    """What a macro of ``parts.html`` makes: the same bodies, laws and contacts stand on many pages."""
    return macro(*args)


@cache
def _template(name: str) -> Template:
    return _environment().get_template(name)


def compile_templates() -> None:
    """Make every template ready, so that neither processes forked from this one nor the next run need do it."""
    for name in _environment().list_templates():
        _template(name)
    compiled().keep()


def render(template: str, uri: str, **values: Any) -> str:
    """The fragment for the page at ``uri``; ``root`` leads from there to the top of the site."""
    return _template(template).render(root="../" * uri.count("/"), **values)
