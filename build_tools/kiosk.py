"""The built site on a terminal in the hall 「查询机」 or in the office's network: read only, under our policy."""

from __future__ import annotations

import ipaddress
import os
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from build_tools.diagnostics import UserError
from build_tools.policy import headers

_LAST_PORT = 65535
_START = "index.html"


def parted(address: str) -> tuple[str, int]:
    """Host and port as typed; only numbers, so that no name decides who can reach it. Raises UserError."""
    host, _, port = address.rpartition(":")
    try:
        known = ipaddress.IPv4Address(host)
        if port.isascii() and port.isdecimal() and 0 <= int(port) <= _LAST_PORT:
            return str(known), int(port)
    except ValueError:
        pass
    raise UserError("no-such-address", address=address)


def is_own(host: str) -> bool:
    """Whether only this machine can reach the address."""
    return ipaddress.IPv4Address(host).is_loopback


def server(site: Path, host: str, port: int) -> ThreadingHTTPServer:
    """A server of the folder, bound and not yet serving. Raises UserError."""
    if not (site / _START).is_file():
        raise UserError("no-site", path=str(site))
    try:
        return _Server((host, port), partial(_Handler, directory=str(site.resolve())))
    except OSError as error:
        raise UserError("port-taken", address=f"{host}:{port}") from error


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    allow_reuse_address = os.name != "nt"  # on Windows it would let two programs share a port


class _Handler(SimpleHTTPRequestHandler):
    """GET and HEAD of the files of the site, and of nothing else."""

    server_version = "zwgk"
    sys_version = ""
    timeout = 30
    extensions_map = {  # noqa: RUF012
        **SimpleHTTPRequestHandler.extensions_map,
        ".html": "text/html; charset=utf-8",
        ".js": "text/javascript; charset=utf-8",
        ".css": "text/css; charset=utf-8",
        ".json": "application/json",
        ".svg": "image/svg+xml",
    }

    def send_head(self) -> Any:
        """The start of the answer: a file, 304, or 404 alike for what is missing, hidden, a folder or elsewhere."""
        path = urlsplit(self.path).path
        target = self._target(path)
        if target is None:
            self.send_error(404)
            return None
        self.path = path
        return super().send_head()

    def translate_path(self, path: str) -> str:
        return str(self._target(path) or Path(self.directory) / "\0")

    def _target(self, path: str) -> Path | None:
        """The file of an address; None for one whose parts are no plain names or that lies, by a link, elsewhere."""
        base = Path(self.directory)
        name = unquote(urlsplit(path).path, errors="surrogateescape")
        parts = [part for part in name.split("/") if part]
        if any(part.startswith(".") or set(part) & set('\\:\0*?"<>|') for part in parts):
            return None
        target = base.joinpath(*parts)
        try:
            if name.endswith("/") or not parts:
                target = target / _START
            real = target.resolve()
            return target if real.is_relative_to(base) and real.is_file() else None
        except (OSError, ValueError):
            return None

    def end_headers(self) -> None:
        for name, value in headers():
            self.send_header(name, value)
        self.send_header("Cache-Control", "no-cache")
        super().end_headers()

    def log_message(self, format: str, *args: object) -> None:
        """Nothing is kept of what people at a terminal looked at."""
