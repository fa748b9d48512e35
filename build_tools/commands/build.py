"""``zwgk build``: check, then the whole site, or nothing."""

from __future__ import annotations

import time
from pathlib import Path

import click

from build_tools.commands import CLEAN, FINDINGS
from build_tools.commands.project import CATALOG, Project, helps
from build_tools.commands.review import reviewed
from build_tools.diagnostics import UserError
from build_tools.messages import say
from build_tools.publish.site import build_site
from build_tools.publish.site_index import site_index
from build_tools.reports import emit, report
from build_tools.reports.context import Context
from build_tools.review.preview import revised


def command(language: str) -> click.Command:
    """The command, with its help in ``language``."""
    texts = helps("build", language)

    @click.command("build", help=texts["help"])
    @click.option("--out", metavar="DIR", help=texts["out"])
    @click.option("--compare", metavar="BASE", help=texts["compare"])
    @click.pass_context
    def run(context: click.Context, out: str | None, compare: str | None) -> int:
        return build(Project.find(context.obj["project"], language), Path(out) if out else None, compare)

    return run


def build(project: Project, out: Path | None, compare: str | None = None) -> int:
    """Print what the check found, publish (to ``site`` by default) unless there are errors, return the exit code.

    What changed since ``compare`` is marked: a preview for whoever reviews it.
    """
    started = time.monotonic()
    if not (project.base / "mkdocs.yml").is_file():
        raise UserError("no-config", path=str(project.base))
    loaded, checked = project.checked()
    if checked.diagnostics:
        emit(report("text", checked, Context.of(project.base, loaded, project.language)))
    if checked.errors:
        emit(say("not_published", project.language), error=True)
        return FINDINGS
    target = out or project.base / "site"
    marks = revised(reviewed(project, compare, None), project.language) if compare is not None else ()
    pages = build_site(project.base, target, site_index(project.base, CATALOG, loaded, checked, marks))
    seconds = f"{time.monotonic() - started:.1f}"
    items = len(loaded.catalog.items)
    emit(say("built", project.language, path=target, items=items, pages=pages, seconds=seconds))
    return CLEAN
