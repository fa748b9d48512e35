"""csv: the sheet offices edit, as text that every spreadsheet opens; see ``work_sheet``."""

from __future__ import annotations

import csv
import io

from build_tools.exchange.catalog_csv import safe
from build_tools.exporting.volume import Volume
from build_tools.exporting.work_sheet import work_sheet

SUFFIX = ".csv"


def write(volume: Volume) -> bytes:
    """The file: every cell in quotes, none that a spreadsheet would compute."""
    out = io.StringIO()
    table = csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    table.writerows(map(safe, row) for row in work_sheet(volume).grid())
    return out.getvalue().encode("utf-8-sig")
