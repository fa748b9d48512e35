"""``zwgk check``: everything wrong in the catalog, in one run; with ``--site`` everything wrong in the built site."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from build_tools.check import Checked
from build_tools.commands import CLEAN, FINDINGS
from build_tools.commands.project import Project, covered, helps, typed_day
from build_tools.diagnostics import UserError
from build_tools.messages import say
from build_tools.reports import FORMATS, emit, report
from build_tools.reports.context import LIMIT, Context
from build_tools.site_check.site import check_site

_SITE = "site"


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
    @click.option("--site", metavar="[DIR]", is_flag=False, flag_value="", help=texts["site"])
    @click.pass_context
    def run(
        context: click.Context, path: tuple[str, ...], form: str, everything: bool, today: str | None, site: str | None
    ) -> int:
        limit = None if everything else LIMIT
        if site is not None:
            if path:
                raise UserError("site-alone", path=path[0])
            folder = Path(site) if site else Project.find(context.obj["project"], language).base / _SITE
            return check_built(folder, form, limit, language)
        project = Project.find(context.obj["project"], language)
        return check(project, path, form, limit, typed_day(today) if today else None)

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


def check_built(folder: Path, form: str, limit: int | None, language: str) -> int:
    """Check every page of a built site, print what is wrong, return the exit code."""
    if not (folder / "index.html").is_file():
        raise UserError("no-site", path=str(folder))
    here = Path.cwd()
    full = folder.absolute()
    shown = full.relative_to(here).as_posix() if full.is_relative_to(here) else full.as_posix()
    found = check_site(folder, "" if shown == "." else shown)
    checked = Checked(found.diagnostics)
    if form == "text" and not checked.diagnostics:
        counts = {"pages": found.pages, "inside": found.inside, "outside": found.outside}
        emit(say("site_clean", language, **counts))
        return CLEAN
    emit(report(form, checked, Context.bare(here, language, limit)), machine=form != "text")
    return FINDINGS if checked.diagnostics else CLEAN
