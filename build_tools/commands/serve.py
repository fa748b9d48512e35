"""``zwgk serve``: the site on this machine, made again whenever a file is saved."""

from __future__ import annotations

import click

from build_tools.commands import CLEAN, FINDINGS
from build_tools.commands.project import Project, helps
from build_tools.diagnostics import UserError
from build_tools.messages import say
from build_tools.publish.preview import preview
from build_tools.reports import emit, report
from build_tools.reports.context import Context

_LAST_PORT = 65535


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
    """Check, then serve until interrupted. Errors made later are told while the last good site stays."""
    config = project.base / "mkdocs.yml"
    if not config.is_file():
        raise UserError("no-config", path=str(project.base))
    port = address.rpartition(":")[2]
    if not (port.isdecimal() and 0 < int(port) <= _LAST_PORT and address != port):
        raise UserError("port-taken", address=address)
    loaded, checked = project.checked()
    if checked.errors:
        emit(report("text", checked, Context.of(project.base, loaded, project.language)))
        return FINDINGS
    emit(say("serving", project.language, address=f"http://{address}/"), error=True)
    preview(config, address)
    return CLEAN
