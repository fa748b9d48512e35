"""``zwgk new domain|body|channel|law`` and ``zwgk new adjustment``: an entry of a registry, a record of adjustment."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import partial
from typing import Any

import click

from build_tools.acceptor import id_fault, is_date
from build_tools.additions import Addition, new_entry, new_file
from build_tools.commands.new.session import Given, Session, options
from build_tools.commands.project import CATALOG, Project
from build_tools.commands.terminal import guarded
from build_tools.diagnostics import UserError
from build_tools.messages import helps, say
from build_tools.reports import emit

REGISTRIES = {"domain": "domains", "body": "bodies", "channel": "channels", "law": "laws"}
_DAY = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})-(.+)")


def commands(language: str) -> Iterator[click.Command]:
    """The commands, with their help in ``language``."""
    for name in (*REGISTRIES, "adjustment"):
        yield _command(name, language)


def _command(name: str, language: str) -> click.Command:
    texts = helps(f"new {name}", language)

    @click.command(name, help=texts["help"])
    @click.argument("id")
    @options(language)
    @click.pass_context
    def run(context: click.Context, id: str, pairs: tuple[str, ...], stdin: bool) -> int:
        _refuse_shape(id)
        session = Session(Project.find(context.obj["project"], language))
        given = Given(pairs, stdin)
        return guarded(
            language, partial(adjustment if name == "adjustment" else partial(entry, name), session, id, given)
        )

    return run


def _refuse_shape(key: str) -> None:
    """The registries' own rule for ids, asked before anything else."""
    said = id_fault(_DAY.sub(r"\2", key))
    if said:
        raise UserError("bad-id", id=key, said=said)


def entry(name: str, session: Session, key: str, given: Given) -> int:
    """Write a new entry at the end of its registry, return the exit code."""
    registry = REGISTRIES[name]
    new_entry(CATALOG, registry, key, {}, session.files)  # an id that is taken is told before anything is asked
    if given.asks:
        emit(say("new_entry", session.language, id=key, path=f"{CATALOG}/{registry}.yml"))

    def make(data: dict[str, Any]) -> Addition:
        return new_entry(CATALOG, registry, key, data, session.files)

    return session.write(registry, given, make)


def adjustment(session: Session, slug: str, given: Given) -> int:
    """Write a record of adjustment, named after its day, return the exit code."""
    dated = _DAY.fullmatch(slug)
    if given.asks:
        emit(say("new_adjustment", session.language))

    def make(data: dict[str, Any]) -> Addition:
        day = dated[1] if dated else data.get("date", "")
        if not isinstance(day, str) or not is_date(day):  # the check says so; the name of the draft needs some day
            day = date.today().isoformat()
        name = f"{day}-{dated[2] if dated else slug}"
        return new_file(f"{CATALOG}/adjustments/{name}.yml", "adjustment", data, session.files)

    return session.write("adjustment", given, make)
