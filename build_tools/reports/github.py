"""Annotations for GitHub Actions (and Gitea, which reads the same): one command line a finding."""

from __future__ import annotations

from collections.abc import Mapping

from build_tools.check import Checked
from build_tools.diagnostics import Diagnostic
from build_tools.messages import say
from build_tools.reports.context import Context
from build_tools.text import visible


def render(checked: Checked, context: Context) -> str:
    """``::error file=…,line=…::message``; nothing from a file can start a command line of its own."""
    shown = checked.diagnostics[: context.limit]
    lines = [_line(one, context) for one in shown]
    left = len(checked.diagnostics) - len(shown)
    return "\n".join([*lines, f"::notice::{_data(say('more', context.language, count=left))}"] if left else lines)


def _line(one: Diagnostic, context: Context) -> str:
    words = context.words(one)
    place = one.where
    properties = {
        "file": visible(place.path),
        "line": str(place.line),
        "endLine": str(place.end_line),
        "col": str(place.column),
        "endColumn": str(max(place.column, place.end_column)),
        "title": f"{words.title} [{one.code}]",
    }
    return command(one.severity.value, properties, "\n".join(part for part in (words.text, words.advice) if part))


def command(level: str, properties: Mapping[str, str], message: str) -> str:
    """One command line, with everything escaped that could end it."""
    said = ",".join(f"{key}={_property(value)}" for key, value in properties.items())
    return f"::{level} {said}::{_data(message)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
