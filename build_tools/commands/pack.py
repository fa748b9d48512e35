"""``zwgk pack``: the built site as one file, the same bytes wherever it is packed."""

from __future__ import annotations

from pathlib import Path

import click

from build_tools.commands import CLEAN
from build_tools.commands.project import Project
from build_tools.messages import helps, say
from build_tools.publish.archive import pack
from build_tools.reports import emit


def command(language: str) -> click.Command:
    """The command, with its help in ``language``."""
    texts = helps("pack", language)

    @click.command("pack", help=texts["help"])
    @click.option("--out", metavar="FILE", default="site.tar.gz", show_default=True, help=texts["out"])
    @click.option("--site", metavar="DIR", help=texts["site"])
    @click.pass_context
    def run(context: click.Context, out: str, site: str | None) -> int:
        folder = Path(site) if site else Project.find(context.obj["project"], language).base / "site"
        digest = pack(folder, Path(out))
        emit(say("packed", language, path=out, digest=digest))
        return CLEAN

    return run
