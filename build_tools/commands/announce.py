"""``zwgk announce``: the record of an adjustment, drafted from what changed."""

from __future__ import annotations

from datetime import date

import click

from build_tools.commands import CLEAN
from build_tools.commands.project import Project
from build_tools.commands.review import reviewed, written
from build_tools.diagnostics import UserError
from build_tools.messages import helps, say
from build_tools.reports import emit
from build_tools.review.gate import record

_UNIMPORTANT = ("format", "order", "reviewed", "detail-changed", "detail-added", "detail-removed", "unreadable")


def command(language: str) -> click.Command:
    """The command, with its help in ``language``."""
    texts = helps("announce", language)

    @click.command("announce", help=texts["help"])
    @click.argument("base")
    @click.argument("head", required=False)
    @click.option("--write", metavar="NAME", help=texts["write"])
    @click.pass_context
    def run(context: click.Context, base: str, head: str | None, write: str | None) -> int:
        project = Project.find(context.obj["project"], language)
        found = reviewed(project, base, head)
        items = tuple(one for one in found.judged if one.change.file == "item" and one.code not in _UNIMPORTANT)
        others = tuple(one for one in found.blocked if one.change.file != "item")
        today = date.today().isoformat()
        text = record(found, items + others, today, language)
        if not text:
            emit(say("review_none", language))
        elif write is None:
            emit(text.rstrip("\n"))
        else:
            path = project.base / "catalog" / "adjustments" / f"{today}-{write}.yml"
            if path.exists():
                raise UserError("record-exists", path=str(path))
            path.parent.mkdir(exist_ok=True)
            written(path, text)
            emit(say("announce_written", language, path=f"catalog/adjustments/{path.name}"))
        return CLEAN

    return run
