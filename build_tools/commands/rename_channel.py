"""``zwgk rename-channel``: another id for a channel, in channels.yml and wherever it is named."""

from __future__ import annotations

import click

from build_tools.commands.project import Project, helps
from build_tools.commands.writing import rename


def command(language: str) -> click.Command:
    """The command, with its help in ``language``."""
    texts = helps("rename-channel", language)

    @click.command("rename-channel", help=texts["help"])
    @click.argument("old")
    @click.argument("new")
    @click.option("--dry-run", is_flag=True, help=texts["dry_run"])
    @click.pass_context
    def run(context: click.Context, old: str, new: str, dry_run: bool) -> int:
        return rename(Project.find(context.obj["project"], language), "channels", old, new, dry_run)

    return run
