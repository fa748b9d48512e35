"""``zwgk deadline``: by when something has to be published."""

from __future__ import annotations

import json
from datetime import date

import click

from build_tools.catalog import like_item
from build_tools.commands import CLEAN, FINDINGS
from build_tools.commands.project import Project, typed_day, workdays
from build_tools.deadline.answer import Answer, answer, as_data
from build_tools.deadline.words import explained
from build_tools.diagnostics import UserError
from build_tools.load import Loaded
from build_tools.messages import helps
from build_tools.model import Item, Site
from build_tools.reports import emit
from build_tools.text import visible

_FORMATS = ("text", "json")


def command(language: str) -> click.Command:
    """The command, with its help in ``language``."""
    texts = helps("deadline", language)

    @click.command("deadline", help=texts["help"])
    @click.argument("item", required=False)
    @click.option("--text", "wording", metavar="TEXT", help=texts["text"])
    @click.option("--from", "since", metavar="DATE", help=texts["from"])
    @click.option(
        "--format", "form", type=click.Choice(_FORMATS), default="text", show_default=True, help=texts["format"]
    )
    @click.pass_context
    def run(context: click.Context, item: str | None, wording: str | None, since: str | None, form: str) -> int:
        start = typed_day(since) if since else None
        if (item is None) == (wording is None):
            raise UserError("nothing-asked")
        if wording is not None:
            project = Project.perhaps(context.obj["project"], language)
            return deadline(None, wording, project.site() if project else Site(), start, form, language)
        loaded = Project.find(context.obj["project"], language).load()
        return deadline(_item(item or "", loaded), "", loaded.catalog.site, start, form, language)

    return run


def deadline(item: Item | None, wording: str, site: Site, start: date | None, form: str, language: str) -> int:
    """Print the latest day for an item, or for a wording; 1 where a wording cannot be read."""
    days = workdays(site)
    parts = list(item.time_limit.parts() if item else ()) or [(None, wording)]
    answers = [answer(text, start, date.today(), days, level) for level, text in parts]
    if form == "json":
        emit(json.dumps(_data(item, answers, start, language), ensure_ascii=False, indent=2), machine=True)
    else:
        lines = [visible(f"{item.id} {item.subject.name}")] if item else []
        lines += [explained(one, _level(one, site), start, days, language) for one in answers]
        emit("\n".join(lines))
    return CLEAN if all(one.reached for one in answers) else FINDINGS


def _level(one: Answer, site: Site) -> str:
    return site.level.get(one.level, one.level) if one.level else ""


def _data(item: Item | None, answers: list[Answer], start: date | None, language: str) -> dict[str, object]:
    return {**({"item": item.id} if item else {}), **as_data(answers, start, language)}


def _item(typed: str, loaded: Loaded) -> Item:
    """The item of an id, of today or former; its time limit must have been read as it stands."""
    items = loaded.catalog.items
    found = next((item for item in items.values() if typed in (item.id, *item.alias)), None)
    if loaded.documents[found.path].is_damaged(("time_limit",)) if found else typed in loaded.catalog.unread:
        raise UserError("unreadable-item", id=typed)
    if found is None:
        raise UserError("no-such-item", id=typed, meant=like_item(typed, items))
    return found
