"""``zwgk diff``: what changed, field by field; no judgement."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict
from itertools import groupby

import click

from build_tools.commands import CLEAN
from build_tools.commands.project import Project
from build_tools.diff import Change, Compared, compare
from build_tools.messages import helps, say
from build_tools.reports import emit
from build_tools.review.sentences import field_label, heading, named, new_words, old_words, place
from build_tools.revisions import sides

_FORMATS = ("text", "json")


def command(language: str) -> click.Command:
    """The command, with its help in ``language``."""
    texts = helps("diff", language)

    @click.command("diff", help=texts["help"])
    @click.argument("base")
    @click.argument("head", required=False)
    @click.option(
        "--format", "form", type=click.Choice(_FORMATS), default="text", show_default=True, help=texts["format"]
    )
    @click.pass_context
    def run(context: click.Context, base: str, head: str | None, form: str) -> int:
        project = Project.find(context.obj["project"], language)
        found = compare(*sides(project.base, base, head))
        if form == "json":
            data = {"version": 1, "changes": [asdict(one) for one in found.changes]}
            emit(json.dumps(data, ensure_ascii=False, indent=2), machine=True)
        else:
            emit("\n".join(_lines(found, language)))
        return CLEAN

    return run


def _lines(found: Compared, language: str) -> Iterator[str]:
    if not found.changes:
        yield say("review_none", language)
    for (file, _), changes in groupby(found.changes, key=lambda one: (one.file, one.id)):
        told = list(changes)
        where = told[0].where_new or told[0].where_old
        yield f"{heading(told[0])}  {where.path if where else file}"
        yield from (f"  {_line(one, language)}" for one in told)


def _line(one: Change, language: str) -> str:
    """The kind of change, the field, both values, the place."""
    levels = say("review_level", language, level="、".join(one.level)) if one.level else ""
    effect = say("review_level", language, level=say("review_effect", language, count=len(one.effect)))
    values = " → ".join(text for text in (old_words(one), new_words(one)) if text)
    head = named("change", one.kind, language) + (f" {field_label(one)}{levels}" if one.field else "")
    tail = (effect if one.effect else "") + f"  {place(one.where_new) or place(one.where_old)}"
    return f"{head}：{values}{tail}" if values else head + tail
