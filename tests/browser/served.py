"""A server of the built site with the headers a county's server should send: types, lifetimes, compression."""

from __future__ import annotations

import gzip
from http.server import SimpleHTTPRequestHandler
from pathlib import Path

TEXT = ("text/", "application/json", "image/svg", "application/xml", "application/ld", "application/javascript")
FOR_EVER = "public, max-age=31536000, immutable"


class Quiet(SimpleHTTPRequestHandler):
    """Serves files and says nothing."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        """One file; names under ``assets`` carry a digest of their text and may be kept for ever."""
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() else path
        found = path.is_file()
        raw = path.read_bytes() if found else (Path(self.directory) / "404.html").read_bytes()
        kind = self.guess_type(path) if found else "text/html"
        self.send_response(200 if found else 404)
        if kind.startswith(TEXT) and "gzip" in self.headers.get("Accept-Encoding", ""):
            raw = gzip.compress(raw, mtime=0)
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Type", f"{kind}; charset=utf-8" if kind.startswith(TEXT) else kind)
        self.send_header("Cache-Control", FOR_EVER if "/assets/" in self.path else "no-cache")
        self.send_header("X-Content-Type-Options", "nosniff")
        self.send_header("Content-Length", str(len(raw)))
        self.end_headers()
        self.wfile.write(raw)

    def log_message(self, format: str, *args: object) -> None:
        """Nothing: a test's output is its failure."""
