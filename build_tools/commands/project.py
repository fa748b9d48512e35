"""The project a command works on: its folder, and the catalog in it, loaded and checked.

What reads a catalog is loaded when one is read: commands often find that nothing has changed, and that must be quick.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from build_tools.cache import Cache
from build_tools.diagnostics import UserError
from build_tools.steps import step

if TYPE_CHECKING:
    from build_tools.check import Checked
    from build_tools.known import Known
    from build_tools.load import Loaded
    from build_tools.model import Site
    from build_tools.trial import Files, Trial
    from build_tools.workdays import Workdays

CATALOG = "catalog"


@dataclass(frozen=True, slots=True)
class Project:
    """A folder with ``mkdocs.yml`` and ``catalog/``, and the language to speak."""

    base: Path
    language: str

    @classmethod
    def find(cls, given: str | None, language: str) -> Project:
        """The folder given, else the nearest one at or above the current folder that holds a catalog."""
        start = Path(given) if given else Path.cwd()
        for folder in [start] if given else [start, *start.parents]:
            if (folder / CATALOG).is_dir():
                return cls(folder.absolute(), language)
        raise UserError("no-catalog", path=str(start))

    @classmethod
    def perhaps(cls, given: str | None, language: str) -> Project | None:
        """The same, or None where no folder was given and there is none."""
        try:
            return cls.find(given, language)
        except UserError:
            if given is not None:
                raise
            return None

    def inside(self, path: str) -> str:
        """A path as typed, from here or from the project's folder, as a path within the project's catalog."""
        base = self.base.resolve()
        for full in (Path(path).absolute(), self.base / path):
            resolved = full.resolve()
            if full.exists() and resolved.is_relative_to(base):
                inner = resolved.relative_to(base)
                if not inner.parts or inner.parts[0] == CATALOG:
                    return inner.as_posix()
        raise UserError("no-such-path", path=path)

    def load(self, known: Known | None = None, unchanged: Mapping[str, bytes] | None = None) -> Loaded:
        """Read the whole catalog, but for the files whose checksums are known to be ``unchanged``."""
        from build_tools.folder import Folder
        from build_tools.load import load

        folder = Folder(self.base, CATALOG)
        return load(folder.changed(unchanged or {}), CATALOG, folder.problems, known)

    def site(self) -> Site:
        """Read the county's settings alone."""
        from build_tools.folder import Folder
        from build_tools.load import load

        path = f"{CATALOG}/site.yml"
        return load([one for one in Folder(self.base, CATALOG).files() if one[0] == path], CATALOG).catalog.site

    def checked(
        self,
        today: date | None = None,
        unchanged: Mapping[str, bytes] | None = None,
        read: Callable[[Loaded], object] = lambda _: None,
    ) -> tuple[Loaded, Checked]:
        """Read and check the whole catalog; between the two ``read`` is told of it."""
        from build_tools.check import check
        from build_tools.known import Known

        known = Known(Cache.of(self.base))
        with step("read"):
            loaded = self.load(known, unchanged)
        read(loaded)
        with step("check"):
            found = check(loaded, today or date.today(), known=known)
        known.keep()
        return loaded, found

    def trial(self) -> tuple[Files, Trial]:
        """Every file of the catalog, and the way to try changes to them today."""
        from build_tools.folder import Folder
        from build_tools.trial import Trial

        folder = Folder(self.base, CATALOG)
        files = dict(folder.files())
        return files, Trial(date.today(), problems=tuple(folder.problems))


def covered(path: str, wanted: list[str]) -> bool:
    """Whether a file is one of those asked for, or lies in a folder asked for."""
    return any(one == "." or path == one or path.startswith(one + "/") for one in wanted)


def workdays(site: Site) -> Workdays:
    """The working days of the county."""
    from build_tools.workdays import Workdays

    return Workdays(site.calendar.holiday, site.calendar.workday, site.calendar.announced)


def typed_day(text: str) -> date:
    """A day as people type it: 2026-03-01, 2026/3/1, 2026.3.1, 2026年3月1日, 20260301; in full width too."""
    plain = unicodedata.normalize("NFKC", text).strip()
    found = re.fullmatch(r"([12][0-9]{3})(?:([0-9]{2})([0-9]{2})|[^0-9]([0-9]{1,2})[^0-9]([0-9]{1,2})[^0-9]?)", plain)
    try:
        year, month, day = (int(part) for part in found.groups() if part) if found else (0, 0, 0)
        return date(year, month, day)
    except ValueError:
        raise UserError("wrong-day", value=text) from None
