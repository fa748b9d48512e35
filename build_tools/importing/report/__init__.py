"""A plan → what people read: lines for the terminal, JSON, or one page with the tables as they were."""

from __future__ import annotations

from collections.abc import Callable

from build_tools.importing.report import data, lines, page
from build_tools.importing.shape import Plan

FORMATS: dict[str, Callable[[Plan, str], str]] = {".txt": lines.render, ".json": data.render, ".html": page.render}
"""By the suffix of the file a report is written to."""
