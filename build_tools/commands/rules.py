"""``zwgk rules``: every code with its severity and title, for people or for programs."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import click

from build_tools.commands import CLEAN
from build_tools.handbook import Entry, address, codes, entry, groups
from build_tools.messages import helps, say
from build_tools.reports import emit
from build_tools.text import width


def command(language: str) -> click.Command:
    """The command, with its help in ``language``."""
    texts = helps("rules", language)

    @click.command("rules", help=texts["help"])
    @click.option(
        "--format", "form", type=click.Choice(("text", "json")), default="text", show_default=True, help=texts["format"]
    )
    def run(form: str) -> int:
        return rules(form, language)

    return run


def rules(form: str, language: str) -> int:
    """Print every code there is."""
    if form == "json":
        listed = [_data(entry(code, language)) for code in codes()]
        emit(json.dumps({"version": 1, "rules": listed}, ensure_ascii=False, indent=2), machine=True)
    else:
        emit("\n\n".join([*_tables(language), say("explain_more", language)]))
    return CLEAN


def _data(one: Entry) -> dict[str, Any]:
    return {
        "code": one.code,
        "group": one.group,
        "severity": one.severity.value if one.severity else None,
        "title": one.title,
        "what": one.what,
        "why": one.why,
        "advice": one.mend,
        "help": address(one.code),
    }


def _tables(language: str) -> Iterator[str]:
    """One table a group; columns are as wide as their widest words on a terminal."""
    grades = {one.code: say(one.severity.value, language) if one.severity else "" for one in map(entry, codes())}
    first, second = max(map(width, grades)), max(map(width, grades.values()))
    for title, inside in groups(language).values():
        rows = (
            f"  {_padded(code, first)}  {_padded(grades[code], second)}  {entry(code, language).title}"
            for code in inside
        )
        yield "\n".join([title, *rows])


def _padded(text: str, columns: int) -> str:
    return text + " " * (columns - width(text))
