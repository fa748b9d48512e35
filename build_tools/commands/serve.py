"""``zwgk serve``: the site on this machine, made again whenever a file is saved."""

from __future__ import annotations

from contextlib import suppress

import click

from build_tools.check import Checked
from build_tools.commands import CLEAN, FINDINGS
from build_tools.commands.project import Project
from build_tools.diagnostics import UserError
from build_tools.kiosk import parted
from build_tools.load import Loaded
from build_tools.messages import helps, say
from build_tools.publish import live
from build_tools.publish.preview import Preview
from build_tools.reports import emit, report
from build_tools.reports.context import Context

_FOUND = 20
"""So many findings are shown above a page."""


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
    """Serve until interrupted. While there are errors the last good site stays, with the errors above it."""
    if not (project.base / "mkdocs.yml").is_file():
        raise UserError("no-config", path=str(project.base))
    host, port = parted(address)

    def wrong(loaded: Loaded, checked: Checked) -> str:
        return report("text", checked, Context.of(project.base, loaded, project.language, limit=_FOUND))

    preview = Preview(project.base, project.language, wrong)
    found = preview.refresh()
    if found:
        emit(found)
        return FINDINGS

    def begun(at: str) -> None:
        emit(say("serving", project.language, address=at), error=True)

    with suppress(KeyboardInterrupt):
        live.serve(preview, host, port, emit, begun)
    return CLEAN
