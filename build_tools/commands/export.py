"""``zwgk export``: the catalog, or part of it, as a table that offices work with, print or hand on."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click

from build_tools.commands import CLEAN, FINDINGS
from build_tools.commands.project import Project
from build_tools.commands.writing import begin
from build_tools.diagnostics import UserError
from build_tools.exporting import FORMATS, paper
from build_tools.exporting.selection import select
from build_tools.exporting.volume import Volume, volume
from build_tools.files import current, replace_file
from build_tools.index import build_index
from build_tools.messages import helps, say
from build_tools.reports import emit, report
from build_tools.reports.context import Context

_FORMS = (*FORMATS, *paper.FORMATS)


def command(language: str) -> click.Command:
    """The command, with its help in ``language``."""
    texts = helps("export", language)

    @click.command("export", help=texts["help"])
    @click.option("--format", "form", type=click.Choice(_FORMS), required=True, help=texts["format"])
    @click.option("--kind", type=click.Choice(paper.KINDS), default="table", help=texts["kind"])
    @click.option("--domain", metavar="DOMAIN", help=texts["domain"])
    @click.option("--level", metavar="LEVEL", help=texts["level"])
    @click.option("--body", metavar="BODY", help=texts["body"])
    @click.option("--out", metavar="FILE", help=texts["out"])
    @click.pass_context
    def run(context: click.Context, /, form: str, kind: str, out: str | None, **chosen: Any) -> int:
        return export(Project.find(context.obj["project"], language), form, kind, out, **chosen)

    return run


def export(project: Project, form: str, kind: str, out: str | None, **chosen: str | None) -> int:
    """Write the file unless the catalog has errors; return the exit code."""
    _, state = begin(project)
    if state.checked.errors:
        emit(report("text", state.checked, Context.of(project.base, state.loaded, project.language)))
        emit(say("not_exported", project.language), error=True)
        return FINDINGS
    index = build_index(state.loaded.catalog)
    made = FORMATS.get(form)
    selection = select(index, **chosen, ended=made is not None and made.ended)
    raw = _written(form, kind, volume(selection, index, state.files))
    if out == "-":
        sys.stdout.buffer.write(raw)
        return CLEAN
    parts = (selection.domain, selection.level, selection.body)
    name = "-".join(filter(None, (*parts, kind if kind != "table" else None))) or "catalog"
    path = Path(out) if out else Path(f"{name}{made.suffix if made else f'.{form}'}")
    if path.is_dir() or not path.absolute().parent.is_dir():
        raise UserError("export-place", path=str(path))
    replace_file(path, raw, current(path))
    emit(say("exported", project.language, path=path, items=len(selection.items)))
    return CLEAN


def _written(form: str, kind: str, what: Volume) -> bytes:
    made = FORMATS.get(form)
    if made is not None and kind == "table":
        return made.write(what)
    raw = paper.write(kind, form, what) if made is None else None
    if raw is None:
        raise UserError("no-such-sheet", kind=kind, form=form)
    return raw
