"""One command = one module with ``command(language) -> click.Command``. Adding a file adds a command."""

from __future__ import annotations

import pkgutil
from importlib import import_module

import click

CLEAN, FINDINGS, MISUSE, INTERNAL, BUSY, INTERRUPTED = 0, 1, 2, 3, 75, 130
"""Exit codes: nothing found, findings, the command cannot start, the program failed, stopped by the user."""

_SHARED = ("misuse", "project", "returning", "terminal", "writing")


def names() -> tuple[str, ...]:
    """Every command, by name."""
    found = [one.name for one in pkgutil.iter_modules(__path__) if one.name not in _SHARED]
    return tuple(name.replace("_", "-") for name in found)


def make(name: str, language: str) -> click.Command:
    """The command with its help in one language."""
    made: click.Command = import_module(f"{__name__}.{name.replace('-', '_')}").command(language)
    return made


class Group(click.Group):
    """Makes a command when it is asked for: what one has to load is no burden to the others."""

    language = "zh"

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(names())

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        return make(cmd_name, self.language) if cmd_name in names() else None
