"""``zwgk import``: tables that an office has become items, shown before anything is written."""

from __future__ import annotations

from pathlib import Path

import click

from build_tools import tables
from build_tools.check import Checked
from build_tools.commands import CLEAN, FINDINGS
from build_tools.commands.project import CATALOG, Project
from build_tools.commands.returning import returned
from build_tools.commands.writing import begin
from build_tools.diagnostics import UserError
from build_tools.files import current, replace_file
from build_tools.importing import Plan, Wishes, plan, write
from build_tools.importing.report import FORMATS
from build_tools.importing.report.lines import lines
from build_tools.importing.workbook import recognised
from build_tools.messages import helps, say
from build_tools.personal import masked
from build_tools.reports import emit, report
from build_tools.reports.context import Context
from build_tools.tables.shape import Reading


def command(language: str) -> click.Command:
    """The command, with its help in ``language``."""
    texts = helps("import", language)

    @click.command("import", help=texts["help"])
    @click.argument("files", metavar="FILE...", nargs=-1, required=True)
    @click.option("--into", metavar="DIR", help=texts["into"])
    @click.option("--domain", metavar="NAME", default="", help=texts["domain"])
    @click.option("--update", is_flag=True, help=texts["update"])
    @click.option("--dry-run", is_flag=True, help=texts["dry_run"])
    @click.option("--report", "out", metavar="FILE", help=texts["report"])
    @click.option("--rows", metavar="FILE", help=texts["rows"])
    @click.pass_context
    def run(
        context: click.Context,
        files: tuple[str, ...],
        into: str | None,
        domain: str,
        update: bool,
        dry_run: bool,
        out: str | None,
        rows: str | None,
    ) -> int:
        project = Project.find(_folder(into) or context.obj["project"], language)
        paths = [_file(name) for name in files]
        if out is not None and Path(out).suffix.lower() not in FORMATS:
            raise UserError("bad-report", path=out, allowed="、".join(FORMATS))
        for one in filter(None, (out, rows)):
            if Path(one).resolve() in [path.resolve() for path in paths]:
                raise UserError("report-over-table", path=one)
        if any(map(recognised, paths)):
            if out is not None or rows is not None or domain or not all(map(recognised, paths)):
                raise UserError("work-alone")
            return max([returned(project, path, dry_run) for path in paths])
        trial, before = begin(project)
        made = plan(paths, before, trial, Wishes(domain.strip(), update, language))
        return finished(project, made, dry_run, out, rows)

    return run


def finished(project: Project, made: Plan, dry_run: bool, out: str | None, rows: str | None) -> int:
    """Tell the plan, write the reports, and the catalog unless nothing is to be written; return the exit code."""
    emit("\n".join(lines(made, project.language)))
    if out is not None:
        _written(project, Path(out), FORMATS[Path(out).suffix.lower()](made, project.language))
    if rows is not None:
        _written(project, Path(rows), masked(tables.rows_json(_all(made))))
    if made.blocked:
        emit("\n" + report("text", Checked(made.blocked), Context.bare(project.base, project.language)))
        emit(say("nothing_written", project.language), error=True)
        return FINDINGS
    if dry_run:
        emit(say("import_dry_run", project.language))
    elif made.after:
        write(project.base, made)
        emit(say("import_written", project.language, files=len(made.after)))
    else:
        emit(say("import_nothing", project.language))
    refused = any(source.reading.outcome == "refuse" for source in made.sources)
    return FINDINGS if refused or any(made.of("left", "differs")) else CLEAN


def _folder(into: str | None) -> str | None:
    """The project's folder, also where its catalog was named."""
    if into is None:
        return None
    path = Path(into)
    inside = path.absolute().name == CATALOG and not (path / CATALOG).is_dir()
    return str(path.absolute().parent) if inside else into


def _file(name: str) -> Path:
    path = Path(name)
    if path.is_dir():
        raise UserError("table-is-folder", path=name)
    if not path.is_file():
        raise UserError("no-table-file", path=name)
    return path


def _written(project: Project, path: Path, text: str) -> None:
    full = path.absolute()
    replace_file(full, (text.rstrip("\n") + "\n").encode("utf-8", "backslashreplace"), current(full))
    emit(say("import_report", project.language, path=path))


def _all(made: Plan) -> Reading:
    """What all files gave, as if it were one."""
    readings = [source.reading for source in made.sources]
    worst = max((one.outcome for one in readings), key=("ok", "warn", "refuse").index)
    return Reading(
        worst,
        tuple(grid for one in readings for grid in one.grids),
        tuple(row for one in readings for row in one.rows),
        tuple(remark for one in readings for remark in one.remarks),
    )
