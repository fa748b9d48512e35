"""``zwgk duplicates``: which items are probably one matter written twice."""

from __future__ import annotations

import json
from collections.abc import Iterator

import click

from build_tools.commands import CLEAN, FINDINGS
from build_tools.commands.project import Project
from build_tools.messages import helps, say
from build_tools.reports import emit
from build_tools.similar import Pair, pairs
from build_tools.text import visible

_FORMATS = ("text", "json")


def command(language: str) -> click.Command:
    """The command, with its help in ``language``."""
    texts = helps("duplicates", language)

    @click.command("duplicates", help=texts["help"])
    @click.option(
        "--format", "form", type=click.Choice(_FORMATS), default="text", show_default=True, help=texts["format"]
    )
    @click.option("--limit", type=click.IntRange(1, 100_000), default=50, show_default=True, help=texts["limit"])
    @click.pass_context
    def run(context: click.Context, form: str, limit: int) -> int:
        catalog = Project.find(context.obj["project"], language).load().catalog
        found = sorted(pairs(catalog), key=lambda pair: (-pair.percent, pair.one.id, pair.other.id))
        if form == "json":
            data = {"version": 1, "total": len(found), "pairs": [_data(pair) for pair in found[:limit]]}
            emit(json.dumps(data, ensure_ascii=False, indent=2), machine=True)
        else:
            emit("\n".join(_lines(found, limit, language)))
        return FINDINGS if found else CLEAN

    return run


def _data(pair: Pair) -> dict[str, object]:
    sides = ((pair.one, pair.only_one), (pair.other, pair.only_other))
    return {
        "percent": pair.percent,
        "same": pair.same,
        "items": [{"id": one.id, "name": one.subject.name, "file": one.path, "only": only} for one, only in sides],
    }


def _lines(found: list[Pair], limit: int, language: str) -> Iterator[str]:
    """How many there are; of each how alike they are, both files, and what only one of them has."""
    yield say("duplicates_found", language, total=len(found))
    for pair in found[:limit]:
        yield "\n" + say("duplicates_percent", language, percent=pair.percent, same=_listed(pair.same))
        for one, only in ((pair.one, pair.only_one), (pair.other, pair.only_other)):
            yield visible(f"  {one.path}  {one.subject.name}")
            if only:
                yield "    " + say("duplicates_only", language, only=_listed(only))


def _listed(texts: tuple[str, ...]) -> str:
    return visible("\uff1b".join(texts))
