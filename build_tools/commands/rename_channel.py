"""``zwgk rename-channel``: another id for a channel, in channels.yml and wherever it is named."""

from __future__ import annotations

import click

from build_tools.commands.writing import renaming


def command(language: str) -> click.Command:
    """The command, with its help in ``language``."""
    return renaming("rename-channel", "channels", language)
