"""``zwgk fmt``: every file of the catalog in its one canonical form."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath

import click

from build_tools.canonical import ENCODINGS, converted
from build_tools.check import Checked
from build_tools.commands import CLEAN, FINDINGS
from build_tools.commands.project import CATALOG, Project, covered
from build_tools.diagnostics import Diagnostic, Span, UserError
from build_tools.files import replace_file
from build_tools.folder import Folder
from build_tools.load import kind_of
from build_tools.messages import helps, say
from build_tools.reports import emit, report
from build_tools.reports.context import Context
from build_tools.text import visible


def command(language: str) -> click.Command:
    """The command, with its help in ``language``."""
    texts = helps("fmt", language)

    @click.command("fmt", help=texts["help"])
    @click.argument("path", nargs=-1)
    @click.option("--check", "only_check", is_flag=True, help=texts["check"])
    @click.option("--from-encoding", "encoding", type=click.Choice(list(ENCODINGS)), help=texts["encoding"])
    @click.pass_context
    def run(context: click.Context, path: tuple[str, ...], only_check: bool, encoding: str | None) -> int:
        return fmt(Project.find(context.obj["project"], language), path, only_check, encoding)

    return run


def fmt(project: Project, paths: tuple[str, ...], only_check: bool, encoding: str | None) -> int:
    """Rewrite the files of ``paths`` (all, if none), file by file; those with complaints stay as they are."""
    wanted = [project.inside(path) for path in paths] or ["."]
    found: list[Diagnostic] = []
    changed: list[str] = []
    same = 0
    folder = Folder(project.base, CATALOG)
    for path, kind, raw in _files(folder, wanted):
        new, wrong = converted(path, kind, raw, encoding)
        if new != raw and not only_check:
            wrong = _replaced(project, path, new, raw)
        if new != raw and not wrong:
            changed.append(path)
        same += new == raw and not wrong
        found += wrong
    found += [one for one in folder.problems if covered(one.where.path, wanted)]
    _tell(project, found, changed, same, only_check)
    return FINDINGS if found or (only_check and changed) else CLEAN


def _files(folder: Folder, wanted: list[str]) -> Iterator[tuple[str, str, bytes]]:
    """Path, kind and bytes of each catalog file asked for."""
    for path, raw in folder.files():
        kind = kind_of(PurePosixPath(path).relative_to(CATALOG))
        if kind is not None and covered(path, wanted):
            yield path, kind, raw


def _replaced(project: Project, path: str, new: bytes, raw: bytes) -> list[Diagnostic]:
    """One file written; what stopped it does not stop the others."""
    try:
        replace_file(project.base / path, new, raw)
    except UserError as error:
        return [Diagnostic(Span(path), error.code, args={**error.args_by_name, "path": path})]
    return []


def _tell(project: Project, found: list[Diagnostic], changed: list[str], same: int, only_check: bool) -> None:
    language = project.language
    if found:
        emit(report("text", Checked(tuple(sorted(found, key=Diagnostic.order))), Context.bare(project.base, language)))
    for path in changed:
        emit(say("fmt_needed" if only_check else "fmt_done", language, path=visible(path)))
    left = len({one.where.path for one in found})
    if left:
        emit(say("fmt_left", language, files=left))
    if only_check and changed:
        emit(say("fmt_check", language, files=len(changed)))
    elif not left or changed:
        emit(say("fmt_counts", language, changed=len(changed), same=same))
