"""For programs: one JSON object with every finding, its words and its fix."""

from __future__ import annotations

import json
from typing import Any

from build_tools.check import Checked
from build_tools.diagnostics import Diagnostic, Span
from build_tools.handbook import address
from build_tools.reports.context import Context
from build_tools.text import visible

VERSION = 1


def render(checked: Checked, context: Context) -> str:
    """``{version, summary, diagnostics}``; lines and columns count from 1, end columns are exclusive.

    ``help`` leads from the top of the site to the page of the code.
    """
    summary = {
        "items": context.items,
        "errors": checked.errors,
        "warnings": len(checked.diagnostics) - checked.errors,
        "accepted": len(checked.accepted),
    }
    found = [_one(one, context) for one in checked.diagnostics]
    return json.dumps({"version": VERSION, "summary": summary, "diagnostics": found}, ensure_ascii=False, indent=2)


def _one(one: Diagnostic, context: Context) -> dict[str, Any]:
    words = context.words(one)
    return {
        **_place(one.where),
        "code": one.code,
        "severity": one.severity.value,
        "item": one.item,
        "title": words.title,
        "message": words.text,
        "advice": words.advice,
        "help": address(one.code),
        "fix": {**_place(one.fix.span), "text": one.fix.text} if one.fix else None,
        "related": [_place(span) for span in one.related],
        "fingerprint": one.fingerprint(),
    }


def _place(span: Span) -> dict[str, Any]:
    return {
        "path": visible(span.path),
        "line": span.line,
        "column": span.column,
        "end_line": span.end_line,
        "end_column": span.end_column,
    }
