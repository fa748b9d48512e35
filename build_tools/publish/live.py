"""The preview in a browser of this machine: what is asked for, and word of every change."""

from __future__ import annotations

import mimetypes
import os
import signal
import socket
import threading
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote, urlsplit

from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer

from build_tools.diagnostics import UserError
from build_tools.policy import headers
from build_tools.publish.preview import EVENTS, Preview

_SETTLED = 0.05
"""Seconds without another change after which an editor has finished writing."""
_ALIVE = 10
"""So often an open page hears that we are there."""
_TYPES = {".js": "text/javascript", ".atom": "application/atom+xml", ".jsonld": "application/ld+json"}


def serve(preview: Preview, host: str, port: int, tell: Callable[[str], None], begun: Callable[[str], object]) -> None:
    """Serve until interrupted; tell the address when it has ``begun``, and ``tell`` what is wrong.

    Raises UserError where the address cannot be used, or files cannot be watched.
    """
    try:
        server = (_Server6 if ":" in host else _Server)((host, port), partial(_Handler, preview))
    except OSError as error:
        raise UserError("port-taken", address=f"{host}:{port}") from error
    watch = _Watch(preview, tell)
    for name in ("SIGTERM", "SIGHUP"):  # however the window is closed, temporary folders go
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), signal.default_int_handler)
    with server:
        begun(f"http://[{host}]:{port}/" if ":" in host else f"http://{host}:{port}/")
        try:
            watch.start()
            server.serve_forever()
        finally:
            watch.stop()


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    allow_reuse_address = os.name != "nt"  # on Windows it would let two programs share a port


class _Server6(_Server):
    address_family = socket.AF_INET6


class _Watch(FileSystemEventHandler):
    """Hears from the system of every file that is written, and has it read when the writing is over."""

    def __init__(self, preview: Preview, tell: Callable[[str], None]) -> None:
        base = preview.base
        self._preview = preview
        self._tell = tell
        self._observer = Observer()
        self._changed = threading.Event()
        self._prose = False
        self._docs = str(base / "docs")
        self._settings = str(base / "mkdocs.yml")
        self._catalog = f"{os.sep}{Path(preview.root).name}{os.sep}"
        for folder in (base / preview.root, base / "docs"):
            if folder.is_dir():
                self._observer.schedule(self, str(folder), recursive=True)
        self._observer.schedule(self, str(base), recursive=False)

    def start(self) -> None:
        """Raises UserError where the system has no more room to tell of files."""
        try:
            self._observer.start()
        except OSError as error:
            raise UserError("not-watched", error=error.strerror or str(error)) from error
        threading.Thread(target=self._read, daemon=True).start()

    def stop(self) -> None:
        self._observer.stop()

    def on_any_event(self, event: FileSystemEvent) -> None:
        """Called by the system, for reading too, and for what lies beside."""
        if event.event_type in ("opened", "closed_no_write") or (event.is_directory and event.event_type == "modified"):
            return
        for path in map(os.fsdecode, (event.src_path, event.dest_path)):
            written = path.startswith(self._docs) or path == self._settings
            self._prose |= written
            if written or self._catalog in f"{path}{os.sep}":
                self._changed.set()

    def _read(self) -> None:
        while True:
            self._changed.wait()
            self._changed.clear()
            while self._changed.wait(_SETTLED):
                self._changed.clear()
            prose, self._prose = self._prose, False
            wrong = self._preview.refresh(prose)
            if wrong:
                with suppress(OSError, UserError):  # nobody listens there; the page tells it all the same
                    self._tell(wrong)


class _Handler(BaseHTTPRequestHandler):
    """GET and HEAD of the site as it is now."""

    server_version = "zwgk"
    sys_version = ""

    def __init__(self, preview: Preview, *args: object) -> None:
        self._preview = preview
        super().__init__(*args)  # type: ignore[arg-type]

    def do_HEAD(self) -> None:
        self.do_GET()

    def do_GET(self) -> None:
        address = urlsplit(self.path)
        uri = unquote(address.path).lstrip("/")
        if uri == EVENTS:
            self._tell(int(address.query) if address.query.isdecimal() else 0)
            return
        uri = f"{uri}index.html" if not uri or uri.endswith("/") else uri
        safe = not any(part in ("", ".", "..") or set(part) & set("\\:\0") for part in uri.split("/"))
        raw = self._found(uri) if safe else None
        lost = raw is None
        raw = raw if raw is not None else self._preview.answer("404.html") or b""
        kind = "text/html" if lost else _TYPES.get(Path(uri).suffix) or mimetypes.guess_type(uri)[0]
        self.send_response(404 if lost else 200)
        for name, value in headers():
            self.send_header(name, value)
        self.send_header("Content-Type", f"{kind or 'application/octet-stream'}; charset=utf-8")
        self.send_header("Content-Length", str(len(raw)))
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        if self.command == "GET":
            self.wfile.write(raw)

    def _found(self, uri: str) -> bytes | None:
        """What stands at an address, also where it begins with the folder that the site will have on its server."""
        raw = self._preview.answer(uri)
        below = uri.removeprefix(urlsplit(self._preview.index.catalog.site.address or "").path.lstrip("/"))
        return raw if raw is not None or below == uri else self._preview.answer(below or "index.html")

    def _tell(self, version: int) -> None:
        """Keep the connection, and tell of the next state."""
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        try:
            while not self._preview.wait(version, _ALIVE):
                self.wfile.write(b": still here\n\n")
            self.wfile.write(b"data: changed\n\n")
        except OSError:
            pass  # the page was closed

    def log_message(self, format: str, *args: object) -> None:
        """A terminal that clerks look at shows what is wrong, not every request."""
