"""``zwgk fix``: the fixes that ``check`` offers, made."""

from __future__ import annotations

from collections.abc import Callable

import click

from build_tools.check import Checked
from build_tools.commands import CLEAN, FINDINGS
from build_tools.commands.project import Project, covered
from build_tools.commands.writing import begin
from build_tools.diagnostics import Diagnostic, UserError
from build_tools.files import replace_files
from build_tools.fixing import Fixing, changed
from build_tools.messages import helps, say, table
from build_tools.patch import unified
from build_tools.reports import emit, report
from build_tools.reports.context import Context
from build_tools.text import nearest, visible


def command(language: str) -> click.Command:
    """The command, with its help in ``language``."""
    texts = helps("fix", language)

    @click.command("fix", help=texts["help"])
    @click.argument("path", nargs=-1)
    @click.option("--rule", metavar="CODE", multiple=True, help=texts["rule"])
    @click.option("--dry-run", is_flag=True, help=texts["dry_run"])
    @click.pass_context
    def run(context: click.Context, path: tuple[str, ...], rule: tuple[str, ...], dry_run: bool) -> int:
        return fix(Project.find(context.obj["project"], language), path, rule, dry_run)

    return run


def fix(project: Project, paths: tuple[str, ...], codes: tuple[str, ...], dry_run: bool) -> int:
    """Make the fixes, or show them; print what is left; return the exit code: 0 when nothing is."""
    for code in codes:
        if code not in table("zh")["code"]:
            raise UserError("unknown-code", typed=code, meant=nearest(code, table("zh")["code"]) or "")
    here = _chooser([project.inside(path) for path in paths])
    trial, before = begin(project)
    fixing = Fixing(trial, before, lambda one: here(one) and (not codes or one.code in codes)).run()
    changes = changed(before.files, fixing.state.files)
    if changes and dry_run:
        emit(unified(before.files, changes))
    elif changes:
        replace_files(project.base, before.files, changes)
    _tell(project, fixing, len(changes), dry_run)
    left = fixing.state.checked
    if paths:
        left = Checked(tuple(one for one in left.diagnostics if here(one)))
    files = fixing.state.files
    context = Context.of(project.base, fixing.state.loaded, project.language, whole=not paths, files=files)
    emit(report("text", left, context))
    return FINDINGS if left.diagnostics or (changes and dry_run) else CLEAN


def _chooser(wanted: list[str]) -> Callable[[Diagnostic], bool]:
    """Whether a finding lies, and would change something, only in the files asked for."""
    return lambda one: (
        not wanted or (covered(one.where.path, wanted) and (one.fix is None or covered(one.fix.span.path, wanted)))
    )


def _tell(project: Project, fixing: Fixing, files: int, dry_run: bool) -> None:
    count = len(fixing.made)
    told = "nothing_fixed" if not count else "would_fix" if dry_run else "fixed"
    lines = [say(told, project.language, count=count, files=files)]
    if fixing.refused:
        places = [f"{visible(one.where.path)}:{one.where.line} [{one.code}]" for one in fixing.refused]
        lines.append(say("not_fixed", project.language, count=len(places), places="\n  ".join(places[:20])))
    foreign = {one.where.path for one in fixing.state.checked.diagnostics if one.code == "wrong-encoding"}
    if foreign:
        lines.append(say("not_utf_8", project.language, files=len(foreign)))
    emit("\n".join([*lines, ""]))
