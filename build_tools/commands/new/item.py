"""``zwgk new item``: a new item with the next number of its domain."""

from __future__ import annotations

from functools import partial
from typing import Any

import click

from build_tools.additions import Addition, new_file
from build_tools.commands.new.session import Given, Session, chosen_domain, options
from build_tools.commands.project import CATALOG, Project
from build_tools.commands.terminal import guarded
from build_tools.diagnostics import UserError
from build_tools.messages import helps, say
from build_tools.numbering import next_id
from build_tools.reports import emit


def command(language: str) -> click.Command:
    """The command, with its help in ``language``."""
    texts = helps("new item", language)

    @click.command("item", help=texts["help"])
    @click.argument("domain", required=False)
    @options(language)
    @click.pass_context
    def run(context: click.Context, domain: str | None, pairs: tuple[str, ...], stdin: bool) -> int:
        session = Session(Project.find(context.obj["project"], language))
        return guarded(language, partial(item, session, domain, Given(pairs, stdin)))

    return run


def item(session: Session, domain: str | None, given: Given) -> int:
    """Write a new item of a domain, return the exit code."""
    if domain is None and not given.asks:
        raise UserError("domain-needed")
    chosen = chosen_domain(session, domain)
    made = next_id(chosen, session.catalog)
    path = f"{CATALOG}/items/{chosen}/{made}.yml"
    if given.asks:
        emit(say("new_item", session.language, id=made, domain=session.catalog.domains[chosen].name))

    def make(data: dict[str, Any]) -> Addition:
        return new_file(path, "item", data, session.files)

    return session.write("item", given, make)
