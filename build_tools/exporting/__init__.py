"""Items → the tables, volumes and sheets that offices hand on: one format = one module."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from build_tools.exporting.volume import Volume


@dataclass(frozen=True, slots=True)
class Format:
    """A format by its module, which has ``SUFFIX`` and ``write(volume) -> bytes`` and is loaded when it is used.

    ``ended``: items no longer in force are handed on as well.
    """

    module: str
    ended: bool = False

    @property
    def suffix(self) -> str:
        """How the name of a file in this format ends, with the dot."""
        return str(import_module(f"{__name__}.{self.module}").SUFFIX)

    def write(self, volume: Volume) -> bytes:
        """The file; the same bytes for the same catalog."""
        made: bytes = import_module(f"{__name__}.{self.module}").write(volume)
        return made


FORMATS: Mapping[str, Format] = {
    "xlsx": Format("xlsx"),
    "csv": Format("work_csv"),
    "html": Format("table_html"),
    "json": Format("data_json", ended=True),
}
"""What ``zwgk export --format`` takes."""
