"""``zwgk rename-law``: another id for a law, in laws.yml and wherever it is named."""

from __future__ import annotations

import click

from build_tools.commands.project import Project, helps
from build_tools.commands.writing import rename


def command(language: str) -> click.Command:
    """The command, with its help in ``language``."""
    texts = helps("rename-law", language)

    @click.command("rename-law", help=texts["help"])
    @click.argument("old")
    @click.argument("new")
    @click.option("--dry-run", is_flag=True, help=texts["dry_run"])
    @click.pass_context
    def run(context: click.Context, old: str, new: str, dry_run: bool) -> int:
        return rename(Project.find(context.obj["project"], language), "laws", old, new, dry_run)

    return run
