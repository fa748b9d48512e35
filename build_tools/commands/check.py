"""``zwgk check``: everything wrong in the catalog, in one run."""

from __future__ import annotations

from datetime import date

import click

from build_tools.check import Checked
from build_tools.commands import CLEAN, FINDINGS
from build_tools.commands.project import Project, covered, helps, typed_day
from build_tools.reports import FORMATS, emit, report
from build_tools.reports.context import LIMIT, Context


def command(language: str) -> click.Command:
    """The command, with its help in ``language``."""
    texts = helps("check", language)

    @click.command("check", help=texts["help"])
    @click.argument("path", nargs=-1)
    @click.option(
        "--format", "form", type=click.Choice(FORMATS), default="text", show_default=True, help=texts["format"]
    )
    @click.option("--all", "everything", is_flag=True, help=texts["all"])
    @click.option("--today", metavar="DATE", help=texts["today"])
    @click.pass_context
    def run(context: click.Context, path: tuple[str, ...], form: str, everything: bool, today: str | None) -> int:
        project = Project.find(context.obj["project"], language)
        return check(project, path, form, None if everything else LIMIT, typed_day(today) if today else None)

    return run


def check(project: Project, paths: tuple[str, ...], form: str, limit: int | None, today: date | None) -> int:
    """Check the whole catalog, print what concerns ``paths`` (all, if none), return the exit code."""
    wanted = [project.inside(path) for path in paths]
    loaded, checked = project.checked(today)
    if wanted:
        checked = Checked(tuple(one for one in checked.diagnostics if covered(one.where.path, wanted)))
    context = Context.of(project.base, loaded, project.language, limit, whole=not wanted)
    emit(report(form, checked, context), machine=form != "text")
    return FINDINGS if checked.diagnostics else CLEAN
