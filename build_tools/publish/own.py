"""The pages that tell of the program alone: made once for each version of it, whatever the project."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from build_tools.cache import Cache
from build_tools.pages import Page, own_pages
from build_tools.pages.render import compile_shared, compile_templates, compiled
from build_tools.processes import Beside, cores
from build_tools.publish.parts import Told, told

_PACK = "own"


def _compiled() -> dict[str, bytes]:
    compile_templates()
    return compiled().new


def _made() -> list[Told]:
    """Checking so many examples takes a third of a second."""
    return [told(page) for page in own_pages()]


class OwnPages:
    """Where they were not made before, other processes begin at once, with them and with compiling all templates: they
    wait for nothing that a project says."""

    def __init__(self, make: Callable[[], list[Told]] = _made) -> None:
        self._cache = Cache.of_program()
        self._begun = not self._cache.has(_PACK)
        if self._begun:
            compile_shared()
        self._templates = Beside(_compiled, cores() > 1 and self._begun)
        self._asked = Beside(make, cores() > 1 and self._begun)

    def compile_templates(self) -> None:
        """Make every template ready."""
        if self._begun:
            compiled().new |= self._templates.answer()
        compile_templates()

    def pages(self) -> Mapping[str, Page]:
        """All of them, by their places."""
        made: list[Told] | None = self._cache.load(_PACK)
        if made is None:
            made = self._asked.answer()
            self._cache.save(_PACK, made)
        return {one[0]: Page(*one) for one in made}

    def close(self) -> None:
        """None of them is wanted any more."""
        self._templates.forget()
        self._asked.forget()
