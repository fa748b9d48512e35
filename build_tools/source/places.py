"""Where each key and each value stands in a file: read once more, for whoever asks."""

from __future__ import annotations

import yaml

from build_tools.diagnostics import Span
from build_tools.source.builder import Builder, TooMuch
from build_tools.source.document import REPAIRED, Spans
from build_tools.source.edits import Edits
from build_tools.source.limits import Limits


def locate(path: str, text: str, edits: Edits, limits: Limits) -> Spans:
    """The places in a text that was repaired by ``edits``, as they are in the file itself."""
    spans = Spans({}, {})
    builder = Builder(path, text, limits.depth, limits.values, spans)
    try:
        builder.build()
    except (yaml.YAMLError, TooMuch):  # it was read before; only a text without any readable part comes here
        return spans
    spans.lines.extend(REPAIRED if n in edits.by_line else line for n, line in enumerate(text.split("\n"), 1))
    if not edits.by_line:
        return spans
    for places in (spans.keys, spans.values):
        for where, span in places.items():
            start, end = edits.back(span.line, span.column), edits.back(span.end_line, span.end_column)
            places[where] = Span(path, *start, *max(start, end))
    return spans
