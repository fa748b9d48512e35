"""Findings → output. One form of output = one file with ``render(checked, context) -> str``."""

from __future__ import annotations

import sys
from importlib import import_module
from typing import TYPE_CHECKING

from build_tools.diagnostics import UserError

if TYPE_CHECKING:
    from build_tools.check import Checked
    from build_tools.reports.context import Context

FORMATS = ("text", "json", "github", "gitlab", "sarif")


def report(name: str, checked: Checked, context: Context) -> str:
    """The findings in one of the formats."""
    rendered: str = import_module(f"{__name__}.{name}").render(checked, context)
    return rendered


def emit(text: str, *, error: bool = False, machine: bool = False, end: str = "\n") -> None:
    """Print to standard output (or standard error) on any console.

    A console that knows only GBK gets ``\\u`` escapes for what it lacks; output for machines is always UTF-8. Raises
    BrokenPipeError where nobody listens any more, UserError where standard output cannot be written.
    """
    stream = sys.stderr if error else sys.stdout
    if stream is None:  # closed by whoever started us, who wants to hear nothing
        return
    data = text.rstrip("\n") + end
    raw = getattr(stream, "buffer", None)
    try:
        if raw is None:
            stream.write(data)
        else:
            encoding = "utf-8" if machine else stream.encoding or "utf-8"
            stream.flush()
            raw.write(data.encode(encoding, "backslashreplace"))
        stream.flush()
    except BrokenPipeError:
        raise
    except OSError as failed:
        if not error:  # that standard error is full can be told nowhere
            raise UserError("not-shown", error=failed.strerror or str(failed)) from failed
