"""html: one page with the official tables, alone: no other file, no script, nothing from elsewhere."""

from __future__ import annotations

from collections.abc import Iterator

from jinja2 import Environment, PackageLoader, StrictUndefined

from build_tools.exporting.layout import Cell, Column, box_words
from build_tools.exporting.volume import Volume

SUFFIX = ".html"


def write(volume: Volume) -> bytes:
    """The page."""
    loader = PackageLoader(__package__, "templates")
    environment = Environment(loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True)
    template = environment.get_template("table.html")
    site = volume.index.catalog.site
    html = template.render(site=site, tables=volume.tables, said=_said, centred=_centred, zip=zip)
    return html.encode("utf-8", "backslashreplace")


def _said(cell: Cell) -> Iterator[str]:
    yield from cell.lines
    yield from map(box_words, cell.boxes)


def _centred(column: Column) -> bool:
    return column.kind in ("serial", "tick") or column.key in ("category", "title")
