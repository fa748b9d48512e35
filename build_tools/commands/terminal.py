"""Where questions are asked: the terminal, or whatever stands in for it."""

from __future__ import annotations

import sys
from collections.abc import Callable

import click

from build_tools.commands import INTERRUPTED
from build_tools.diagnostics import UserError
from build_tools.forms.dialogue import Ended
from build_tools.messages import say
from build_tools.reports import emit


def guarded(language: str, run: Callable[[], int]) -> int:
    """Run it; when nobody answers any more, say that nothing was written."""
    try:
        return run()
    except (Ended, KeyboardInterrupt, click.Abort):
        emit("\n" + say("nothing_written", language), error=True)
        return INTERRUPTED


def hear() -> str:
    """The next line from standard input."""
    emit("> ", end="")
    try:
        typed = sys.stdin.readline()
    except UnicodeDecodeError as error:
        raise UserError("unreadable-input", encoding=sys.stdin.encoding) from error
    if not typed:
        raise Ended
    return typed.rstrip("\r\n")
