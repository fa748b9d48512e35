"""``zwgk upgrade``: brings a county's repository to what this version of the tool writes and reads."""

from __future__ import annotations

import click

from build_tools import __version__
from build_tools.commands import CLEAN, FINDINGS
from build_tools.commands.project import CATALOG, Project
from build_tools.diagnostics import UserError
from build_tools.files import current, replace_file
from build_tools.folder import Folder
from build_tools.messages import helps, say
from build_tools.migrations import LATEST, migrated
from build_tools.reports import emit
from build_tools.repository import RECORD, Record, digest, is_source, managed_files, record_of
from build_tools.text import visible


def command(language: str) -> click.Command:
    """The command, with its help in ``language``."""
    texts = helps("upgrade", language)

    @click.command("upgrade", help=texts["help"])
    @click.option("--dry-run", is_flag=True, help=texts["dry_run"])
    @click.option("--force", is_flag=True, help=texts["force"])
    @click.pass_context
    def run(context: click.Context, dry_run: bool, force: bool) -> int:
        return upgrade(Project.find(context.obj["project"], language), dry_run, force)

    return run


def upgrade(project: Project, dry_run: bool, force: bool) -> int:
    """Refresh the managed files and take the catalog through its steps, return the exit code.

    With ``dry_run`` nothing is written, and the code says whether something would be.
    """
    if is_source(project.base):
        raise UserError("upgrade-source", path=str(project.base))
    record = record_of(project.base)
    if record.format > LATEST:
        raise UserError("newer-format", version=record.version)
    written, kept = _managed(project, record, dry_run, force)
    written += _migrate(project, record, dry_run)
    managed = {name: digest(raw) for name, raw in managed_files().items() if name not in kept}
    after = Record(
        __version__, LATEST, {**{name: record.managed[name] for name in kept & {*record.managed}}, **managed}
    )
    if not dry_run and after != record:
        replace_file(project.base / RECORD, after.written(), current(project.base / RECORD))
    phrase = "upgrade_same" if not written else "upgrade_would" if dry_run else "upgrade_done"
    emit(say(phrase, project.language, files=written, version=__version__))
    return FINDINGS if dry_run and written else CLEAN


def _managed(project: Project, record: Record, dry_run: bool, force: bool) -> tuple[int, set[str]]:
    """How many managed files were written, and which were left because somebody has changed them."""
    written, kept = 0, set()
    for name, raw in managed_files().items():
        path = project.base / name
        found = digest(path.read_bytes()) if path.is_file() else None
        if found == digest(raw):
            continue
        if found is not None and found != record.managed.get(name) and not force:
            kept.add(name)
            emit(say("upgrade_kept", project.language, path=name))
            continue
        written += 1
        emit(say("upgrade_file", project.language, path=name))
        if not dry_run:
            replace_file(path, raw, current(path))
    return written, kept


def _migrate(project: Project, record: Record, dry_run: bool) -> int:
    """Take the catalog through the steps it has not taken; returns how many files that changes."""
    before = dict(Folder(project.base, CATALOG).files())
    after = before
    for name, files in migrated(before, record.format):
        emit(say("upgrade_step", project.language, name=name, files=sum(files[path] != after[path] for path in after)))
        after = files
    changed = [path for path in after if after[path] != before[path]]
    for path in changed:
        emit(say("upgrade_file", project.language, path=visible(path)))
        if not dry_run:
            replace_file(project.base / path, after[path], before[path])
    return len(changed)
