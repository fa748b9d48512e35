"""The site on this machine, made again whenever a file is saved."""

from __future__ import annotations

from pathlib import Path

from mkdocs.commands.serve import serve
from mkdocs.exceptions import MkDocsException

from build_tools.diagnostics import UserError


def preview(config: Path, address: str) -> None:
    """Serve the project of ``config`` until interrupted. Raises UserError when the address cannot be used."""
    try:
        serve(str(config), dev_addr=address)
    except OSError as error:
        raise UserError("port-taken", address=address) from error
    except MkDocsException as error:
        raise UserError("build-failed", error=str(error)) from error
