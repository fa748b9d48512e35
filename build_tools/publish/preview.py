"""The site on this machine, made again whenever a file is saved."""

from __future__ import annotations

from pathlib import Path

from mkdocs.commands.serve import serve


def preview(config: Path, address: str) -> None:
    """Serve the project of ``config`` until interrupted."""
    serve(str(config), dev_addr=address)
