"""``zwgk rename-law``: another id for a law, in laws.yml and wherever it is named."""

from __future__ import annotations

import click

from build_tools.commands.writing import renaming


def command(language: str) -> click.Command:
    """The command, with its help in ``language``."""
    return renaming("rename-law", "laws", language)
