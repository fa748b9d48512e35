"""``zwgk kiosk``: the built site for a terminal in the hall, read only."""

from __future__ import annotations

from pathlib import Path

import click

from build_tools.commands import CLEAN
from build_tools.commands.project import Project
from build_tools.kiosk import is_own, parted, server
from build_tools.messages import helps, say
from build_tools.reports import emit


def command(language: str) -> click.Command:
    """The command, with its help in ``language``."""
    texts = helps("kiosk", language)

    @click.command("kiosk", help=texts["help"])
    @click.option("--address", default="127.0.0.1:8080", show_default=True, help=texts["address"])
    @click.option("--seconds", type=click.IntRange(20, 9999), default=60, show_default=True, help=texts["seconds"])
    @click.option("--site", metavar="DIR", help=texts["site"])
    @click.pass_context
    def run(context: click.Context, address: str, seconds: int, site: str | None) -> int:
        folder = Path(site) if site else Project.find(context.obj["project"], language).base / "site"
        host, port = parted(address)
        with server(folder, host, port) as serving:
            bound = f"{host}:{serving.server_address[1]}"
            if not is_own(host):
                emit(say("kiosk_open", language, address=bound), error=True)
            emit(say("kiosk", language, address=f"http://{bound}/?kiosk={seconds}"), error=True)
            serving.serve_forever()
        return CLEAN

    return run
