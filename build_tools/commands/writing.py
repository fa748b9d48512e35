"""How commands that change the catalog end: refuse what would be worse, show it, or write it."""

from __future__ import annotations

import click

from build_tools.commands import CLEAN, FINDINGS
from build_tools.commands.project import Project
from build_tools.diagnostics import UserError
from build_tools.edit import Text, is_text
from build_tools.files import replace_files
from build_tools.messages import helps, say
from build_tools.patch import unified
from build_tools.renaming import renamed
from build_tools.reports import emit, report
from build_tools.reports.context import Context
from build_tools.text import visible
from build_tools.trial import Files, State, Trial


def begin(project: Project) -> tuple[Trial, State]:
    """The catalog as it is on disk, and the way to try changes to it."""
    files, trial = project.trial()
    return trial, trial.of(files)


def propose(project: Project, before: State, after: State, changes: Files, dry_run: bool) -> int:
    """Write the changes, or only show them; new errors refuse them, new warnings are told. Returns the exit code."""
    new = after.beyond(before)
    if new.diagnostics:
        context = Context.of(project.base, after.loaded, project.language, whole=False, files=after.files)
        emit(report("text", new, context))
    if new.errors:
        emit(say("not_changed", project.language), error=True)
        return FINDINGS
    if dry_run:
        emit(unified(before.files, changes))
        emit(say("dry_run", project.language))
        return CLEAN
    replace_files(project.base, before.files, changes)
    emit(say("changed", project.language, files=len(changes)))
    return CLEAN


def renaming(name: str, registry: str, language: str) -> click.Command:
    """The command ``name``, which gives an entry of a registry another id."""
    texts = helps(name, language)

    @click.command(name, help=texts["help"])
    @click.argument("old")
    @click.argument("new")
    @click.option("--dry-run", is_flag=True, help=texts["dry_run"])
    @click.pass_context
    def run(context: click.Context, old: str, new: str, dry_run: bool) -> int:
        return rename(Project.find(context.obj["project"], language), registry, old, new, dry_run)

    return run


def rename(project: Project, registry: str, old: str, new: str, dry_run: bool, name: str | None = None) -> int:
    """Give an entry another id, a body also another name."""
    trial, before = begin(project)
    changes = renamed(before, registry, old, new, name)
    if not changes:
        raise UserError("nothing-to-rename", id=old)
    after = trial.of({**before.files, **changes})
    code = propose(project, before, after, changes, dry_run)
    if code == CLEAN and name is not None:
        _tell_old_name(project, before.loaded.catalog.bodies[old].name, name, after)
    return code


def _tell_old_name(project: Project, old: str, new: str, after: State) -> None:
    """Wordings are not touched; whoever wrote them decides."""
    bodies = after.loaded.registry("bodies")
    found = [
        f"{visible(path)}:{number}"
        for path, raw in sorted(after.files.items())
        if path != bodies and path in after.loaded.documents and old.encode() in raw and is_text(raw)
        for number, line in enumerate(Text.of(path, raw).lines(), 1)
        if old in line.replace(new, "")
    ]
    if old != new and found:
        emit(say("old_name", project.language, name=visible(old), count=len(found), places="\n  ".join(found[:20])))
