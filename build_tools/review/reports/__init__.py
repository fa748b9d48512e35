"""A review told: on the terminal, as a comment, as a page of its own, as data, as marks on the lines."""

from __future__ import annotations

from collections.abc import Callable

from build_tools.review.judged import Review
from build_tools.review.reports import data, lines, markdown, page, terminal

Report = Callable[[Review, str, str], str]
FORMATS: dict[str, Report] = {
    "text": terminal.render,
    "markdown": markdown.render,
    "html": page.render,
    "json": data.render,
    "github": lines.github,
    "gitlab": lines.gitlab,
}
"""Each takes the review, the day of today (for the record to write) and the language."""
