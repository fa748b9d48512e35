"""``zwgk rename-body``: another id for a body wherever it is named, another official name, or both."""

from __future__ import annotations

import click

from build_tools.commands.project import Project
from build_tools.commands.writing import rename
from build_tools.diagnostics import UserError
from build_tools.messages import helps


def command(language: str) -> click.Command:
    """The command, with its help in ``language``."""
    texts = helps("rename-body", language)

    @click.command("rename-body", help=texts["help"])
    @click.argument("old")
    @click.argument("new", required=False)
    @click.option("--name", metavar="TEXT", help=texts["name"])
    @click.option("--dry-run", is_flag=True, help=texts["dry_run"])
    @click.pass_context
    def run(context: click.Context, old: str, new: str | None, name: str | None, dry_run: bool) -> int:
        if new is None and name is None:
            raise UserError("nothing-to-rename", id=old)
        given = " ".join(name.split()) if name is not None else None
        return rename(Project.find(context.obj["project"], language), "bodies", old, new or old, dry_run, given)

    return run
