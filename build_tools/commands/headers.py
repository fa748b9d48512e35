"""``zwgk headers``: settings for the web server that publishes the site."""

from __future__ import annotations

import click

from build_tools.commands import CLEAN
from build_tools.messages import helps
from build_tools.reports import emit
from build_tools.web_server import SERVERS, settings


def command(language: str) -> click.Command:
    """The command, with its help in ``language``."""
    texts = helps("headers", language)

    @click.command("headers", help=texts["help"])
    @click.argument("server", metavar="SERVER", type=click.Choice(SERVERS))
    @click.option("--path", metavar="PATH", default="/", show_default=True, help=texts["path"])
    @click.option("--root", metavar="DIR", help=texts["root"])
    def run(server: str, path: str, root: str | None) -> int:
        emit(settings(server, path, root), machine=True)
        return CLEAN

    return run
