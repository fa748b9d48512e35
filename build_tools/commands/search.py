"""``zwgk search``: the search of the site, at the desk."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import click

from build_tools.catalog import like_item
from build_tools.commands import CLEAN, FINDINGS
from build_tools.commands.project import Project
from build_tools.diagnostics import UserError
from build_tools.index import build_index
from build_tools.messages import helps, say
from build_tools.related import Related
from build_tools.reports import emit, report
from build_tools.reports.context import Context
from build_tools.search import Engine, Found
from build_tools.search.cards import COLUMNS, card
from build_tools.search.desk import answer, asked, batch

FORMATS = ("text", "ids", "json")


def command(language: str) -> click.Command:
    """The command, with its help in ``language``."""
    texts = helps("search", language)

    @click.command("search", help=texts["help"])
    @click.argument("words", metavar="[WORDS]...", nargs=-1)
    @click.option(
        "--format", "form", type=click.Choice(FORMATS), default="text", show_default=True, help=texts["format"]
    )
    @click.option("--most", type=click.IntRange(1, 100_000), default=10, show_default=True, help=texts["most"])
    @click.option("--like", metavar="ITEM", help=texts["like"])
    @click.option("--batch", "queries", metavar="FILE", help=texts["batch"])
    @click.option("--out", metavar="FILE", help=texts["out"])
    @click.pass_context
    def run(
        context: click.Context,
        words: tuple[str, ...],
        form: str,
        most: int,
        like: str | None,
        queries: str | None,
        out: str | None,
    ) -> int:
        project = Project.find(context.obj["project"], language)
        engine = _engine(project)
        if engine is None:
            return FINDINGS
        if queries is not None:
            return _batch(Path(queries), Path(out) if out else None, engine)
        found = answer(asked(words, engine), engine, project.base) if like is None else _like(like, engine)
        return _told(found, form, most, engine, language)

    return run


def _engine(project: Project) -> Engine | None:
    """The engine of the catalog; errors in it are told, and there is none."""
    loaded, checked = project.checked()
    if checked.errors:
        emit(report("text", checked, Context.of(project.base, loaded, project.language)), error=True)
        return None
    return Engine.of(build_index(loaded.catalog))


def _batch(queries: Path, out: Path | None, engine: Engine) -> int:
    text = json.dumps(batch(queries, engine), ensure_ascii=False, indent=1)
    if out is None:
        emit(text, machine=True)
        return CLEAN
    try:
        out.write_text(text + "\n", encoding="utf-8", newline="\n")
    except OSError as error:
        raise UserError("write-failed", path=str(out), error=error.strerror or type(error).__name__) from error
    return CLEAN


def _like(typed: str, engine: Engine) -> Found:
    """What the page of an item shows as related to it. Raises UserError."""
    catalog = engine.index.catalog
    item = next((one for one in catalog.items.values() if typed in (one.id, *one.alias)), None)
    if item is None:
        raise UserError("no-such-item", id=typed, meant=like_item(typed, catalog.items))
    ids = tuple(one.id for one in Related(catalog).of(item))
    return Found(item.subject.name, False, ids, (0,) * len(ids), 0)


def _told(found: Found, form: str, most: int, engine: Engine, language: str) -> int:
    """Print what is found; nothing found is told by the exit code as well."""
    if form == "ids":
        emit("\n".join(found.ids[:most]), machine=True)
    elif form == "json":
        emit(json.dumps(_data(found, most, engine), ensure_ascii=False, indent=2), machine=True)
    else:
        emit("\n".join(_lines(found, most, engine, language)))
    return CLEAN if found.ids else FINDINGS


def _data(found: Found, most: int, engine: Engine) -> dict[str, object]:
    hits = [
        {**dict(zip(COLUMNS, one, strict=True)), "score": score, "exact": place < found.exact}
        for place, (one, score) in enumerate(zip(_cards(found, most, engine), found.scores, strict=False))
    ]
    return {
        "version": 1,
        "understood": found.understood,
        "corrected": found.corrected,
        "total": len(found.ids),
        "exact": found.exact,
        "weak": found.weak,
        "hits": hits,
    }


def _lines(found: Found, most: int, engine: Engine, language: str) -> Iterator[str]:
    """How many there are, then two lines each: what it is; who publishes it, whom to call, by when."""
    if found.corrected:
        yield say("search_corrected", language, text=found.understood)
    yield say("search_found", language, total=len(found.ids), exact=found.exact, similar=len(found.ids) - found.exact)
    if found.weak:
        yield say("search_weak", language)
    for one in _cards(found, most, engine):
        shown = dict(zip(COLUMNS, one, strict=True))
        yield f"\n{shown['id']}  {shown['category']} / {shown['title']}"
        yield "  " + "  ".join(filter(None, (shown["body"], shown["phone"], shown["time_limit"])))


def _cards(found: Found, most: int, engine: Engine) -> Iterator[tuple[str, ...]]:
    items = engine.index.catalog.items
    return (card(items[key], engine.index) for key in found.ids[:most])
