"""``zwgk rollback``: the site that stood before the last build, back in its place."""

from __future__ import annotations

from pathlib import Path

import click

from build_tools.commands import CLEAN
from build_tools.commands.project import Project
from build_tools.messages import helps, say
from build_tools.publish.staging import roll_back
from build_tools.reports import emit


def command(language: str) -> click.Command:
    """The command, with its help in ``language``."""
    texts = helps("rollback", language)

    @click.command("rollback", help=texts["help"])
    @click.option("--out", metavar="DIR", help=texts["out"])
    @click.pass_context
    def run(context: click.Context, out: str | None) -> int:
        site = Path(out) if out else Project.find(context.obj["project"], language).base / "site"
        emit(say("rolled_back", language, path=site, items=roll_back(site)))
        return CLEAN

    return run
