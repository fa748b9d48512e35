"""``zwgk serve``: the site on this machine, made again whenever a file is saved."""

from __future__ import annotations

import click

from build_tools.commands import CLEAN
from build_tools.commands.project import Project, helps
from build_tools.diagnostics import UserError
from build_tools.messages import say
from build_tools.publish.preview import preview
from build_tools.reports import emit


def command(language: str) -> click.Command:
    """The command, with its help in ``language``."""
    texts = helps("serve", language)

    @click.command("serve", help=texts["help"])
    @click.option("--address", default="127.0.0.1:8000", show_default=True, help=texts["address"])
    @click.pass_context
    def run(context: click.Context, address: str) -> int:
        return serve(Project.find(context.obj["project"], language), address)

    return run


def serve(project: Project, address: str) -> int:
    """Serve until interrupted."""
    config = project.base / "mkdocs.yml"
    if not config.is_file():
        raise UserError("no-config", path=str(project.base))
    emit(say("serving", project.language, address=f"http://{address}/"), error=True)
    preview(config, address)
    return CLEAN
