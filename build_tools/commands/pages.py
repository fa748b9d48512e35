"""``zwgk pages``: the same pages as plain files."""

from __future__ import annotations

from pathlib import Path

import click

from build_tools.commands import CLEAN, FINDINGS
from build_tools.commands.project import CATALOG, Project
from build_tools.messages import helps, say
from build_tools.publish.plain import write_pages
from build_tools.publish.site_index import site_index
from build_tools.publish.staging import replacing
from build_tools.publish.version import last_files
from build_tools.reports import emit, report
from build_tools.reports.context import Context


def command(language: str) -> click.Command:
    """The command, with its help in ``language``."""
    texts = helps("pages", language)

    @click.command("pages", help=texts["help"])
    @click.argument("folder", metavar="DIR")
    @click.pass_context
    def run(context: click.Context, folder: str) -> int:
        return pages(Project.find(context.obj["project"], language), Path(folder))

    return run


def pages(project: Project, folder: Path) -> int:
    """Write every page into ``folder``, which is replaced as a whole; errors in the catalog stop it."""
    loaded, checked = project.checked()
    if checked.errors:
        emit(report("text", checked, Context.of(project.base, loaded, project.language)))
        emit(say("not_published", project.language), error=True)
        return FINDINGS
    index = site_index(project.base, CATALOG, loaded, checked)
    with replacing(folder, project.base, index.total, shrink=True) as output:
        output.last = last_files(project.base, lambda: index)
        count = write_pages(index, output)
    emit(say("pages_written", project.language, pages=count, path=folder))
    return CLEAN
