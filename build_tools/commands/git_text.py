"""``zwgk git-text``: one catalog file with Chinese names, as ``git diff`` shows it once ``git-setup`` was run."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from build_tools.commands import CLEAN
from build_tools.diagnostics import UserError
from build_tools.legible import legible
from build_tools.messages import helps
from build_tools.reports import emit


def command(language: str) -> click.Command:
    """The command, with its help in ``language``."""
    texts = helps("git-text", language)

    @click.command("git-text", help=texts["help"])
    @click.argument("file", metavar="FILE")
    def run(file: str) -> int:
        return git_text(Path(file))

    return run


def git_text(file: Path) -> int:
    """Print the file; what cannot be told in Chinese is printed byte for byte. Returns the exit code."""
    try:
        raw = file.read_bytes()
    except OSError as error:
        raise UserError("unreadable-version", path=str(file), error=error.strerror or type(error).__name__) from error
    try:
        text = legible(file.as_posix(), raw)
    except Exception:  # a fault of ours must not keep anybody from seeing what changed
        text = None
    if text is not None:
        emit(text, machine=True)
        return CLEAN
    plain = getattr(sys.stdout, "buffer", None)
    if plain is None:
        sys.stdout.write(raw.decode("utf-8", "replace"))
    else:
        plain.write(raw)
    sys.stdout.flush()
    return CLEAN
