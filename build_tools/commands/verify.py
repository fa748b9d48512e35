"""``zwgk verify``: whether a site is, byte for byte, what was published."""

from __future__ import annotations

from pathlib import Path

import click

from build_tools.commands import CLEAN, FINDINGS
from build_tools.messages import helps, say, table
from build_tools.publish.manifest import marker, wrong
from build_tools.reports import emit


def command(language: str) -> click.Command:
    """The command, with its help in ``language``."""
    texts = helps("verify", language)
    said = table(language)["difference"]

    @click.command("verify", help=texts["help"])
    @click.argument("folder", metavar="DIR")
    def run(folder: str) -> int:
        site = Path(folder)
        found = list(wrong(site))
        for kind, uri in found:
            emit(f"{said[kind]}\t{uri}")
        if found:
            emit(say("site_differs", language, path=site, count=len(found)))
            return FINDINGS
        mark = marker(site)
        emit(say("site_whole", language, path=site, manifest=mark.manifest if mark else ""))
        return CLEAN

    return run
