"""Shell and stamp: the engine renders one page with marks in it; each item page is the marks replaced.

The engine takes milliseconds a page and its navigation costs grow with the square of the pages; stamping takes
microseconds. The marks are strings that occur nowhere else, so what stands between them is the engine's own output.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from markupsafe import escape

from build_tools.pages import Page
from build_tools.pages.frame import dated

SHELL_URI = "items/shell/shell.html"
SHELLS = {"items": SHELL_URI, "rule": "rule/shell.html"}
"""The folder of a kind of page → a shell as deep as the pages stamped with it, so that relative links fit."""

UPDATED = "zwgkshellupdatedzwgkshell"
MARKS = {
    "title": "zwgkshelltitlezwgkshell",
    "description": "zwgkshelldescriptionzwgkshell",
    "html": "<h1>zwgkshellhtmlzwgkshell</h1>",
}


@dataclass(frozen=True, slots=True)
class Shell:
    """The engine's page cut at its marks: literal, mark name, literal, …, literal."""

    parts: tuple[str, ...]

    @classmethod
    def of(cls, rendered: str, uri: str = SHELL_URI) -> Shell:
        """Cut a rendered shell. Every mark must be there, or pages would come out empty."""
        names = {mark: name for name, mark in MARKS.items()} | {uri: "uri"}
        names |= {text: name for name, text in dated(UPDATED).items()}
        split = re.split("|".join(f"({re.escape(mark)})" for mark in names), rendered)
        parts = [names.get(part, part) for part in split if part is not None]
        missing = [name for mark, name in names.items() if mark not in rendered and name != "uri"]
        if missing:
            raise ValueError(f"the theme leaves out {', '.join(missing)}")
        return cls(tuple(parts))

    def stamp(self, page: Page) -> str:
        """The whole HTML of one page."""
        values = {
            "title": str(escape(page.title)),
            "description": str(escape(page.description)),
            "html": page.html,
            "uri": page.uri,
            **dated(page.updated),
        }
        # Literals stand at even places, mark names at odd ones: re.split keeps that order.
        return "".join(values[part] if place % 2 else part for place, part in enumerate(self.parts))
