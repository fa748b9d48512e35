"""``zwgk review``: what a change means for the public, and whether it may pass."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import click

from build_tools import git
from build_tools.commands import CLEAN, FINDINGS
from build_tools.commands.project import CATALOG, Project
from build_tools.diff import compare
from build_tools.files import current, replace_file
from build_tools.messages import helps, say
from build_tools.reports import emit
from build_tools.review import Review, review
from build_tools.review.reports import FORMATS
from build_tools.revisions import Side, sides


def command(language: str) -> click.Command:
    """The command, with its help in ``language``."""
    texts = helps("review", language)

    @click.command("review", help=texts["help"])
    @click.argument("base")
    @click.argument("head", required=False)
    @click.option(
        "--format",
        "form",
        type=click.Choice(tuple(FORMATS)),
        default="text",
        show_default=True,
        help=texts["format"],
    )
    @click.option("--out", metavar="FILE", help=texts["out"])
    @click.pass_context
    def run(context: click.Context, base: str, head: str | None, form: str, out: str | None) -> int:
        project = Project.find(context.obj["project"], language)
        found = reviewed(project, base, head)
        text = FORMATS[form](found, date.today().isoformat(), language)
        if out is None:
            emit(text, machine=form != "text")
        else:
            written(Path(out), text)
            emit(say("review_written", language, path=out))
        return FINDINGS if found.blocked else CLEAN

    return run


def reviewed(project: Project, base: str, head: str | None) -> Review:
    """The judged changes between two revisions or folders, or up to the files as they lie there."""
    old, new = sides(project.base, base, head)
    return review(replace(compare(old, new), outside=_outside(project, old, new)))


def _outside(project: Project, old: Side, new: Side) -> tuple[str, ...]:
    """Files beyond the catalog and its hand-written pages: the tool, its settings, what runs by itself on the forge."""
    if old.commit is None or new.commit is None:
        return ()
    data = tuple(f"{git.prefix(project.base)}{folder}/" for folder in (CATALOG, "docs"))
    return tuple(path for path in git.differing(project.base, old.commit, new.commit) if not path.startswith(data))


def written(path: Path, text: str) -> None:
    """Write a report whole or not at all, in the place of an older one; raises UserError."""
    full = path.absolute()
    replace_file(full, (text.rstrip("\n") + "\n").encode(), current(full))
