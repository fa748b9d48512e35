"""``zwgk build``: check, then the whole site, or nothing."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from build_tools.cache import Cache
from build_tools.commands import CLEAN, FINDINGS
from build_tools.commands.project import CATALOG, Project
from build_tools.diagnostics import UserError
from build_tools.messages import helps, say, table
from build_tools.publish.inputs import refuse_unfit
from build_tools.publish.unchanged import Last
from build_tools.reports import emit, report
from build_tools.steps import listeners, step, taken

if TYPE_CHECKING:
    from build_tools.index import Index
    from build_tools.publish.near import Near
    from build_tools.revised import Revised


def command(language: str) -> click.Command:
    """The command, with its help in ``language``."""
    texts = helps("build", language)
    said = table(language)["step"]

    @click.command("build", help=texts["help"])
    @click.option("--out", metavar="DIR", help=texts["out"])
    @click.option("--compare", metavar="BASE", help=texts["compare"])
    @click.option("--allow-shrink", is_flag=True, help=texts["allow_shrink"])
    @click.option("--timings", is_flag=True, help=texts["timings"])
    @click.pass_context
    def run(context: click.Context, out: str | None, compare: str | None, allow_shrink: bool, timings: bool) -> int:
        project = Project.find(context.obj["project"], language)
        if sys.stderr.isatty():
            listeners[:] = [lambda name: emit(say("at_work", language, step=said[name]), error=True)]
        try:
            code = build(project, Path(out) if out else None, compare, allow_shrink)
        finally:
            listeners.clear()
        for name, seconds in taken.items() if timings else ():
            emit(say("timing", language, name=said[name], seconds=f"{seconds:.2f}"), error=True)
        return code

    return run


def build(project: Project, out: Path | None, compare: str | None = None, shrink: bool = False) -> int:
    """Print what the check found, publish (to ``site`` by default) unless there are errors, return the exit code.

    What changed since ``compare`` is marked: a preview for whoever reviews it.
    """
    started = time.monotonic()
    if not (project.base / "mkdocs.yml").is_file():
        raise UserError("no-config", path=str(project.base))
    refuse_unfit(project.base)
    target = out or project.base / "site"
    last = None
    if compare is None:
        last = Last(project.base, target, Cache.of(project.base), project.language, date.today().isoformat())
        note = last.note()
        if note is not None:
            emit(note)
            return CLEAN
    from build_tools.garbage import no_collection  # what follows is loaded only where there is something to do
    from build_tools.publish.near import Near
    from build_tools.publish.own import OwnPages

    with no_collection(), closing(OwnPages()) as own, closing(Near(project.base)) as near:
        from build_tools.publish.site import build_site

        publish = partial(build_site, project.base, target, own=own, shrink=shrink)
        return _build(project, target, last, compare, near, publish, started)


def _build(
    project: Project,
    target: Path,
    last: Last | None,
    compare: str | None,
    near: Near,
    publish: Callable[[Index], tuple[int, str]],
    started: float,
) -> int:
    from build_tools.publish.site_index import site_index
    from build_tools.reports.context import Context

    loaded, checked = project.checked(unchanged=last.seen.unchanged if last else None, read=near.begin)
    found = report("text", checked, Context.of(project.base, loaded, project.language)) if checked.diagnostics else ""
    if found:
        emit(found)
    if checked.errors:
        emit(say("not_published", project.language), error=True)
        return FINDINGS
    marks = _revised(project, compare) if compare is not None else ()
    loaded.documents.clear()  # all is said about them, and their texts take a tenth of the memory
    with step("index"):
        index = site_index(project.base, CATALOG, loaded, checked, marks)
    pages, site = publish(replace(index, near=near.found))
    seconds = f"{time.monotonic() - started:.1f}"
    items = len(loaded.catalog.items)
    emit(say("built", project.language, path=target, items=items, pages=pages, seconds=seconds))
    if last is not None and index.history.told:
        same = say("unchanged", project.language, path=target, items=items, pages=pages)
        last.keep(f"{found}\n{same}" if found else same, loaded.digests, site)
    return CLEAN


def _revised(project: Project, compare: str) -> tuple[Revised, ...]:
    from build_tools.commands.review import reviewed
    from build_tools.review.preview import revised

    return revised(reviewed(project, compare, None), project.language)
