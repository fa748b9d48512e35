"""``zwgk log``: the life of one item, as git remembers it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath

import click

from build_tools import git
from build_tools.catalog import like_item
from build_tools.commands import CLEAN
from build_tools.commands.project import CATALOG, Project
from build_tools.diagnostics import UserError
from build_tools.diff import compare
from build_tools.messages import helps, say
from build_tools.reports import emit
from build_tools.review import review
from build_tools.review.reports.summary import MARKS
from build_tools.review.sentences import sentence
from build_tools.revisions import Side, only, side
from build_tools.text import visible


def command(language: str) -> click.Command:
    """The command, with its help in ``language``."""
    texts = helps("log", language)

    @click.command("log", help=texts["help"])
    @click.argument("item")
    @click.pass_context
    def run(context: click.Context, item: str) -> int:
        project = Project.find(context.obj["project"], language)
        catalog = project.load().catalog
        known = {key: one for one in catalog.items.values() for key in (one.id, *one.alias)}
        if item not in known:
            raise UserError("no-such-item", id=item, meant=like_item(item, known))
        emit("\n".join(_lines(project, known[item].path, language)))
        return CLEAN

    return run


def _lines(project: Project, path: str, language: str) -> Iterator[str]:
    history = git.history(project.base, CATALOG)
    commits = history.of(path)
    if not commits:
        yield say("log_none", language, path=path)
    if history.shallow:
        yield say("log_shallow", language)
    for one in commits:
        yield f"{one.date}  {one.id[:10]}  {visible(one.subject)}"
        parent = git.commit(project.base, f"{one.id}^")
        new = side(project.base, one.id)
        old = side(project.base, parent) if parent else Side("", {}, lambda paths: {})
        name = PurePosixPath(path).name
        found = review(compare(*(only(each, name) for each in (old, new))))
        for told in found.judged:
            if told.change.file == "item":
                yield f"    {MARKS[told.meaning.direction]} {sentence(told, found, language)}"
