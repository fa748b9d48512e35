"""Marks on the changed lines, for GitHub (and Gitea, which reads the same) and for GitLab."""

from __future__ import annotations

import json

from build_tools.diagnostics import Span
from build_tools.messages import say
from build_tools.reports.github import command
from build_tools.review.judged import Judged, Review
from build_tools.review.reports.summary import outside, status
from build_tools.review.sentences import heading, sentence
from build_tools.text import visible

_GITLAB = {3: "major", 2: "minor", 1: "info"}


def github(review: Review, today: str, language: str) -> str:
    """A command line for each change; what blocks is an error, and what narrows with a reason a warning."""
    lines = [_line(one, review, language) for one in review.judged]
    told = outside(review, language)
    return "\n".join([*lines, command("warning", {"title": say("review_title", language)}, told)] if told else lines)


def _line(one: Judged, review: Review, language: str) -> str:
    span = _span(one)
    level = "error" if one.blocked else "warning" if one.meaning.direction == "narrower" else "notice"
    properties = {"file": visible(span.path), "line": str(span.line), "col": str(span.column)}
    properties["title"] = f"{heading(one.change)} [{one.code}]"
    return command(level, properties, _text(one, review, language))


def gitlab(review: Review, today: str, language: str) -> str:
    """A code quality report: an array of findings, each with the fingerprint of its change."""
    entries = [
        {
            "description": f"{heading(one.change)} {_text(one, review, language)}",
            "check_name": one.code,
            "fingerprint": one.fingerprint,
            "severity": "blocker" if one.blocked else _GITLAB[int(one.meaning.weight)],
            "location": {"path": visible(_span(one).path), "lines": {"begin": _span(one).line}},
        }
        for one in review.judged
    ]
    return json.dumps(entries, ensure_ascii=False, indent=2)


def _text(one: Judged, review: Review, language: str) -> str:
    return " ".join(part for part in (sentence(one, review, language), status(one, language)) if part)


def _span(one: Judged) -> Span:
    """Where it stands now; what is gone, where it stood."""
    return one.change.where_new or one.change.where_old or Span(one.change.file)
