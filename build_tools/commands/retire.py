"""``zwgk retire``: an item ends; its file stays and says since when, why, and where its content went."""

from __future__ import annotations

from datetime import date
from typing import Any

import click

from build_tools.commands import CLEAN
from build_tools.commands.project import Project, typed_day
from build_tools.commands.writing import begin, propose
from build_tools.diagnostics import UserError
from build_tools.messages import helps, say
from build_tools.reports import emit
from build_tools.retiring import nothing_else_changed, retired
from build_tools.text import visible


def command(language: str) -> click.Command:
    """The command, with its help in ``language``."""
    texts = helps("retire", language)

    @click.command("retire", help=texts["help"])
    @click.argument("item")
    @click.option("--reason", metavar="TEXT", required=True, help=texts["reason"])
    @click.option("--date", "day", metavar="DATE", help=texts["date"])
    @click.option("--moved-to", metavar="ITEM", help=texts["moved_to"])
    @click.option("--law", metavar="ID", help=texts["law"])
    @click.option("--article", metavar="TEXT", multiple=True, help=texts["article"])
    @click.option("--basis", metavar="TEXT", help=texts["basis"])
    @click.option("--dry-run", is_flag=True, help=texts["dry_run"])
    @click.pass_context
    def run(context: click.Context, /, item: str, dry_run: bool, **given: Any) -> int:
        return retire(Project.find(context.obj["project"], language), item, tombstone(**given), dry_run)

    return run


def tombstone(
    reason: str,
    day: str | None,
    moved_to: str | None,
    law: str | None,
    article: tuple[str, ...],
    basis: str | None,
) -> dict[str, Any]:
    """What ``retired`` is to say, as the schema wants it."""
    if article and not law:
        raise UserError("article-without-law")
    entries: list[dict[str, Any]] = []
    if law:
        entries.append({"law": law, "article": list(article)} if article else {"law": law})
    if basis:
        entries.append({"text": _line(basis)})
    said: dict[str, Any] = {"date": (typed_day(day) if day else date.today()).isoformat(), "reason": _line(reason)}
    if entries:
        said["basis"] = entries
    if moved_to:
        said["moved_to"] = moved_to
    return said


def retire(project: Project, item: str, said: dict[str, Any], dry_run: bool) -> int:
    """Write the tombstone, unless that would make an error; return the exit code."""
    trial, before = begin(project)
    changes = retired(before, item, said)
    after = trial.of({**before.files, **changes})
    new = after.beyond(before)
    if not new.errors and not nothing_else_changed(before, after, item, said):
        raise UserError("unusual-layout", path=next(iter(changes)), line="1")
    code = propose(project, before, after, changes, dry_run)
    if code == CLEAN:
        emit(say("write_adjustment", project.language, item=visible(item)))
    return code


def _line(text: str) -> str:
    return " ".join(text.split())
