"""SARIF 2.1.0, which code hosts and editors read."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import quote

from build_tools import __version__
from build_tools.check import Checked
from build_tools.diagnostics import Diagnostic, Span
from build_tools.handbook import Entry, entry
from build_tools.reports.context import Context
from build_tools.text import visible


def render(checked: Checked, context: Context) -> str:
    """One run with its rules and results; columns count characters."""
    rules: dict[str, dict[str, Any]] = {}
    results = []
    for one in checked.diagnostics:
        if one.code not in rules:
            rules[one.code] = _rule(entry(one.code, context.language))
        results.append(_result(one, context))
    driver = {"name": "zwgk", "version": __version__, "rules": list(rules.values())}
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    log = {"$schema": "https://json.schemastore.org/sarif-2.1.0.json", "version": "2.1.0", "runs": [run]}
    return json.dumps(log, ensure_ascii=False, indent=2)


def _rule(one: Entry) -> dict[str, Any]:
    """What an editor shows of a code. No ``helpUri``: it would have to name the address the site is published at."""
    told = " ".join(part for part in (one.what, one.why, one.mend) if part)
    return {"id": one.code, "shortDescription": {"text": one.title}, "help": {"text": told or one.title}}


def _result(one: Diagnostic, context: Context) -> dict[str, Any]:
    words = context.words(one)
    result: dict[str, Any] = {
        "ruleId": one.code,
        "level": one.severity.value,
        "message": {"text": " ".join(part for part in (words.text, words.advice) if part)},
        "locations": [_location(one.where)],
        "partialFingerprints": {"zwgk/v1": one.fingerprint()},
    }
    if one.related:
        result["relatedLocations"] = [_location(span) for span in one.related]
    if one.fix:
        change = {"deletedRegion": _region(one.fix.span), "insertedContent": {"text": one.fix.text}}
        artifact = {"uri": quote(visible(one.fix.span.path))}
        changed = {"artifactLocation": artifact, "replacements": [change]}
        result["fixes"] = [{"description": {"text": words.advice or words.title}, "artifactChanges": [changed]}]
    return result


def _location(span: Span) -> dict[str, Any]:
    return {"physicalLocation": {"artifactLocation": {"uri": quote(visible(span.path))}, "region": _region(span)}}


def _region(span: Span) -> dict[str, int]:
    return {
        "startLine": span.line,
        "startColumn": span.column,
        "endLine": max(span.line, span.end_line),
        "endColumn": span.end_column if span.end_line > span.line else max(span.column, span.end_column),
    }
