"""The pages that are ours: planned when it is known what people wrote, stamped when there are shells for them.

It knows no engine: what that rendered may have been kept from before.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from build_tools.cache import Cache
from build_tools.index import Guide, Index
from build_tools.pages import Page, Plan, plans
from build_tools.pages.frame import document
from build_tools.publish.keys import Keys
from build_tools.publish.making import Maker
from build_tools.publish.manifest import MARKER
from build_tools.publish.output import Output, Replacement
from build_tools.publish.own import OwnPages
from build_tools.publish.parts import Parts
from build_tools.publish.stamp import SHELLS, Shell
from build_tools.steps import step


@dataclass(frozen=True, slots=True)
class Rendered:
    """What the engine made: the shells, the places of the pages that people wrote, and every file with its bytes."""

    shells: Mapping[str, Shell]
    written: tuple[str, ...]
    files: Mapping[str, bytes]


class Stamping:
    """One build of the pages of an index; into ``output``, or else beside what the engine writes itself."""

    def __init__(
        self,
        index: Index,
        output: Replacement | None = None,
        cache: Cache | None = None,
        own: OwnPages | None = None,
    ) -> None:
        self.index = index
        self.plans: list[Plan] = []
        self.count = 0
        self.output = output
        self._cache = cache or Cache(None)
        self._own = own
        self._parts: Parts | None = None
        self._shells: Mapping[str, Shell] = {}

    @cached_property
    def _keys(self) -> Keys:
        return Keys(self.index)

    def plan(self, guides: Iterable[Guide]) -> None:
        """Find out which pages there are, and begin what needs no more than that; once."""
        if self.plans:
            return
        self.index = replace(self.index, guides=tuple(sorted(guides, key=lambda one: (one.order, one.uri))))
        if self.output is not None:
            self._parts = Parts(self.index, self.output, self._cache, self._keys.all)
        self.plans = list(plans(self.index))

    @property
    def places(self) -> str:
        """Which pages there are, as one checksum."""
        return hashlib.sha256("\0".join(plan.uri for plan in self.plans).encode("utf-8", "surrogatepass")).hexdigest()

    def stamp(self, rendered: Rendered, site: Path) -> None:
        """Make every page and data file of ours, and count all pages. ``site`` is where the engine wrote its own."""
        if len(rendered.shells) < len(SHELLS):
            raise ValueError("the engine rendered no shell")
        self._shells = rendered.shells
        if self.output is not None:
            self.output.take(rendered.files)
        output = self.output or Output(site)
        keys = self._keys.framed(part for shell in self._shells.values() for part in shell.parts)
        with step("pages"):
            maker = Maker(self.index, self._stamped, output, keys, self._cache, self._parts, self._own)
            made = maker.make(self.plans)
        dates = dict.fromkeys(rendered.written) | {one.uri: one.updated for one in made}
        maker.map(dates)
        self.count = len(dates)
        if self.output is None:
            (site / MARKER).write_text("zwgk\n", encoding="ascii")

    def close(self) -> None:
        """Nothing is written after this, by whatever process."""
        if self._parts is not None:
            self._parts.forget()

    def _stamped(self, page: Page) -> str:
        """The whole HTML of one page of ours: stamped, where there is a shell for its kind."""
        shell = self._shells.get(SHELLS.get(page.uri.partition("/")[0], ""))
        return shell.stamp(page) if shell else document(page, self.index)
