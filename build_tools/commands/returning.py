"""What ``zwgk import`` does with a workbook or CSV of our own: edited cells go back into the catalog."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from build_tools.additions import concerned
from build_tools.commands import CLEAN, FINDINGS
from build_tools.commands.project import Project
from build_tools.commands.writing import begin
from build_tools.diagnostics import Diagnostic, Severity
from build_tools.importing import Plan, write
from build_tools.importing.workbook import WorkPlan, cell_name, plan_workbook
from build_tools.messages import say, words
from build_tools.patch import unified
from build_tools.personal import masked
from build_tools.reports import emit, report
from build_tools.reports.context import Context
from build_tools.source import ITEM_LIMITS, read
from build_tools.text import shorten, visible
from build_tools.trial import Files, State

_LONGEST = 60


def returned(project: Project, path: Path, dry_run: bool) -> int:
    """Read one file back and tell everything; rows with something wrong stay out. Returns the exit code."""
    trial, before = begin(project)
    made = plan_workbook(path, before)
    lines = list(_lines(made, project.language))
    if lines:
        emit("\n".join(lines))
    changes = dict(made.changes)
    after = trial.of({**before.files, **changes})
    wrong = tuple(one for one in after.beyond(before).diagnostics if one.severity is Severity.ERROR)
    if wrong:
        emit("\n".join(_placed(made, wrong, changes, project.language)))
        for one in wrong:
            changes.pop(one.where.path, None)
        after = trial.of({**before.files, **changes})
    new = after.beyond(before)
    if new.diagnostics:
        context = Context.of(project.base, after.loaded, project.language, whole=False, files=after.files)
        emit(report("text", new, context))
    if new.errors:
        emit(say("not_changed", project.language), error=True)
        return FINDINGS
    _finish(project, before, changes, dry_run)
    left = len(wrong) + sum(one.severity is Severity.ERROR for one in made.told)
    if left:
        emit(say("work_left", project.language, count=left), error=True)
    return FINDINGS if left else CLEAN


def _finish(project: Project, before: State, changes: Files, dry_run: bool) -> None:
    old = {path: before.files.get(path) for path in changes}
    if not changes:
        emit(say("work_nothing", project.language))
    elif dry_run:
        emit(unified(before.files, changes))
        emit(say("dry_run", project.language))
    else:
        write(project.base, Plan((), before=old, after=changes))
        added = sum(raw is None for raw in old.values())
        emit(say("work_done", project.language, changed=len(changes) - added, added=added))


def _lines(made: WorkPlan, language: str) -> Iterator[str]:
    """Every edit, every new item, everything told."""
    for edit in made.edits:
        old, new = (shorten(visible(masked(text.replace("\n", " / "))), _LONGEST) for text in (edit.old, edit.new))
        yield say("work_edit", language, item=edit.item, label=edit.label, row=edit.row, old=old, new=new)
    for item, row in made.added:
        yield say("work_new", language, item=item, row=row)
    for one in made.told:
        yield from _said(one, language)


def _placed(made: WorkPlan, wrong: tuple[Diagnostic, ...], changes: Files, language: str) -> Iterator[str]:
    """What the check says of the new data, with the cell it comes from."""
    for one in wrong:
        path = one.where.path
        if path in changes:
            document = read(path, changes[path], ITEM_LIMITS)[0]
            keys = concerned(document, (), (one,))
            place, label = made.column(min(keys, default="id"))
            where = {"sheet": visible(made.file.sheet or made.file.name), "column": label, "cell": cell_name(place)}
            yield say("work_place", language, row=made.rows[path], **where)
        yield from _said(one, language)


def _said(one: Diagnostic, language: str) -> Iterator[str]:
    said = words(one.code, one.args, language)
    mark = "×" if one.severity is Severity.ERROR else "●"
    yield f"{mark} {said.text} [{one.code}]"
    yield f"  {say('fix', language)}：{said.advice}"
