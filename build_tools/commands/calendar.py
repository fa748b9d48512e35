"""``zwgk calendar``: the days on which something has to be published again, for the calendar of an office."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import click

from build_tools.catalog import Catalog, like_entry
from build_tools.commands import CLEAN, FINDINGS
from build_tools.commands.project import Project, typed_day, workdays
from build_tools.deadline.dates import months_on
from build_tools.diagnostics import UserError
from build_tools.duties import duties, events
from build_tools.files import current, replace_file
from build_tools.ics import Event, calendar
from build_tools.messages import helps, say
from build_tools.reports import emit, report
from build_tools.reports.context import Context

_BEGIN = b"BEGIN:VCALENDAR"


def command(language: str) -> click.Command:
    """The command, with its help in ``language``."""
    texts = helps("calendar", language)

    @click.command("calendar", help=texts["help"])
    @click.option("--body", metavar="ID", help=texts["body"])
    @click.option("--from", "since", metavar="DATE", help=texts["from"])
    @click.option("--years", type=click.IntRange(1, 10), default=1, show_default=True, help=texts["years"])
    @click.option("--out", metavar="FILE", help=texts["out"])
    @click.pass_context
    def run(context: click.Context, body: str | None, since: str | None, years: int, out: str | None) -> int:
        first = typed_day(since) if since else date.today()
        project = Project.find(context.obj["project"], language)
        return write_calendar(project, body, first, years, Path(out) if out else None)

    return run


def write_calendar(project: Project, body: str | None, first: date, years: int, out: Path | None) -> int:
    """Print the calendar, or write it to a file and tell how much is in it. Errors in the catalog stop it."""
    loaded, checked = project.checked()
    if checked.errors:
        emit(report("text", checked, Context.of(project.base, loaded, project.language)), error=True)
        emit(say("not_written", project.language), error=True)
        return FINDINGS
    catalog = loaded.catalog
    if body is not None and body not in catalog.bodies:
        meant, name = like_entry(body, "bodies", catalog)
        raise UserError("no-such-entry", id=body, path=loaded.registry("bodies"), meant=meant, name=name)
    made, items, left = _events(catalog, body, first, months_on(first, 12 * years) - timedelta(days=1))
    if not made:
        emit(say("calendar_empty", project.language), error=True)
        return FINDINGS
    name = say("duty_calendar", name=catalog.bodies[body].name if body else catalog.site.name)
    data = calendar(name, made)
    if out is None:
        emit(data.decode("utf-8"), machine=True)
        return CLEAN
    _write(out, data)
    more = say("calendar_left", project.language, count=left) if left else ""
    emit(say("calendar_written", project.language, path=out, events=len(made), items=items) + more)
    return CLEAN


def _events(catalog: Catalog, body: str | None, first: date, last: date) -> tuple[list[Event], int, int]:
    """The events by day, how many items they are of, and how many demands have no day of their own."""
    days = workdays(catalog.site)
    found = list(duties(catalog, body))
    dated = [one for one in found if one.dated]
    made = [event for one in dated for event in events(one, first, last, catalog, days)]
    made.sort(key=lambda event: (event.day, event.key))
    return made, len({one.item.id for one in dated}), len(found) - len(dated)


def _write(path: Path, data: bytes) -> None:
    """Replace a calendar or make a new file; any other file stays as it is."""
    before = current(path)
    if before and not before.removeprefix(b"\xef\xbb\xbf").startswith(_BEGIN):
        raise UserError("not-a-calendar", path=str(path))
    replace_file(path, data, before)
