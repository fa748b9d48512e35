"""``zwgk check``: everything wrong in the catalog, in one run; with ``--site`` everything wrong in the built site."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import click

from build_tools.cache import Cache
from build_tools.commands import CLEAN, FINDINGS
from build_tools.commands.project import CATALOG, Project, covered, typed_day
from build_tools.diagnostics import UserError
from build_tools.messages import helps, say
from build_tools.reports import FORMATS, emit, report
from build_tools.seen import Mark, Seen

_SITE = "site"
_SAID = "said"


def command(language: str) -> click.Command:
    """The command, with its help in ``language``."""
    texts = helps("check", language)

    @click.command("check", help=texts["help"])
    @click.argument("path", nargs=-1)
    @click.option(
        "--format", "form", type=click.Choice(FORMATS), default="text", show_default=True, help=texts["format"]
    )
    @click.option("--all", "everything", is_flag=True, help=texts["all"])
    @click.option("--today", metavar="DATE", help=texts["today"])
    @click.option("--site", metavar="[DIR]", is_flag=False, flag_value="", help=texts["site"])
    @click.pass_context
    def run(
        context: click.Context, path: tuple[str, ...], form: str, everything: bool, today: str | None, site: str | None
    ) -> int:
        if site is not None:
            if path:
                raise UserError("site-alone", path=path[0])
            folder = Path(site) if site else Project.find(context.obj["project"], language).base / _SITE
            return check_built(folder, form, everything, language)
        project = Project.find(context.obj["project"], language)
        return check(project, path, form, everything, typed_day(today) if today else None)

    return run


def check(project: Project, paths: tuple[str, ...], form: str, everything: bool, today: date | None) -> int:
    """Check the whole catalog, print what concerns ``paths`` (all, if none), return the exit code.

    With ``everything`` every finding is told, else the first of many.

    Where the same was asked before and no file has changed, the answer is the same.
    """
    wanted = [project.inside(path) for path in paths]
    day = today or date.today()
    said = Said(project.base, repr((wanted, form, everything, day.isoformat(), project.language)))
    known = said.before()
    if known is not None:
        emit(known[0], machine=form != "text")
        return known[1]
    from build_tools.check import Checked  # what follows is loaded only where there is something to do
    from build_tools.reports.context import Context

    loaded, checked = project.checked(day, said.seen.unchanged)
    if wanted:
        checked = Checked(tuple(one for one in checked.diagnostics if covered(one.where.path, wanted)))
    context = Context.of(project.base, loaded, project.language, _limit(everything), whole=not wanted)
    told, code = report(form, checked, context), FINDINGS if checked.diagnostics else CLEAN
    emit(told, machine=form != "text")
    said.keep(told, code, loaded.digests)
    return code


class Said:
    """What was last said of a catalog, when it was ``asked`` the same way."""

    def __init__(self, base: Path, asked: str) -> None:
        self._cache = Cache.of(base)
        self._asked = asked
        self.seen = Seen(str(base), (CATALOG,), self._cache)

    def before(self) -> tuple[str, int] | None:
        """The words and the exit code, where nothing has changed since."""
        kept: tuple[str, Mark, str, int] | None = self._cache.load(_SAID)
        return kept[2:] if kept is not None and kept[0] == self._asked and self.seen.same(kept[1]) else None

    def keep(self, told: str, code: int, read: Mapping[str, bytes]) -> None:
        """This is said now; ``read`` are the checksums of files as they were read."""
        mark = self.seen.mark(read)
        if mark is not None:
            self._cache.save(_SAID, (self._asked, mark, told, code))


def _limit(everything: bool) -> int | None:
    from build_tools.reports.context import LIMIT

    return None if everything else LIMIT


def check_built(folder: Path, form: str, everything: bool, language: str) -> int:
    """Check every page of a built site, print what is wrong, return the exit code."""
    from build_tools.check import Checked
    from build_tools.reports.context import Context
    from build_tools.site_check.site import check_site

    if not (folder / "index.html").is_file():
        raise UserError("no-site", path=str(folder))
    here = Path.cwd()
    full = folder.absolute()
    shown = full.relative_to(here).as_posix() if full.is_relative_to(here) else full.as_posix()
    found = check_site(folder, "" if shown == "." else shown)
    checked = Checked(found.diagnostics)
    if form == "text" and not checked.diagnostics:
        counts = {"pages": found.pages, "inside": found.inside, "outside": found.outside}
        emit(say("site_clean", language, **counts))
        return CLEAN
    emit(report(form, checked, Context.bare(here, language, _limit(everything))), machine=form != "text")
    return FINDINGS if checked.diagnostics else CLEAN
