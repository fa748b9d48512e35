"""Findings → output. One form of output = one file with ``render(checked, context) -> str``."""

from __future__ import annotations

import sys
from importlib import import_module
from typing import TYPE_CHECKING

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

    A console that knows only GBK gets ``\\u`` escapes for what it lacks; output for machines is always UTF-8.
    """
    stream = sys.stderr if error else sys.stdout
    data = text.rstrip("\n") + end
    raw = getattr(stream, "buffer", None)
    if raw is None:
        stream.write(data)
    else:
        encoding = "utf-8" if machine else stream.encoding or "utf-8"
        stream.flush()
        raw.write(data.encode(encoding, "backslashreplace"))
    stream.flush()
